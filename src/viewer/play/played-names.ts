import { type IdNames, idNames } from '../frames/id-names.ts';
import type { Played } from '../stage/stage.ts';

/** Names of the ids that a played episode shows. */
export const playedNames = ({ episode, ids, classIds }: Played): IdNames =>
  idNames(
    [...episode.bodies, ...episode.decor].map((body) => ({
      ...body,
      id: ids[body.name] ?? 0,
      semanticId: classIds[body.class] ?? 0,
    })),
  );
