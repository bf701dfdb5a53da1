import type { ClipFacts } from '../../core/view/dataset-view.ts';

/** A body or a class that an id stands for. */
export type IdName = { readonly name: string; readonly still: boolean };

/** What ids stand for. */
export type IdNames = {
  readonly bodies: ReadonlyMap<number, IdName>;
  readonly classes: ReadonlyMap<number, IdName>;
};

type NamedBody = {
  readonly name: string;
  readonly id: number;
  readonly class: string;
  readonly semanticId: number;
  readonly motion: string;
};

/** Names of the ids of these bodies and their classes; a class can move where one of its bodies can. */
export function idNames(bodies: readonly NamedBody[]): IdNames {
  const classes = new Map<number, IdName>();
  for (const body of bodies) {
    const still = body.motion === 'fixed' && (classes.get(body.semanticId)?.still ?? true);
    classes.set(body.semanticId, { name: body.class, still });
  }
  return {
    bodies: new Map(bodies.map(({ id, name, motion }) => [id, { name, still: motion === 'fixed' }])),
    classes,
  };
}

/** Names of the ids that a clip can show. */
export const clipNames = ({ facts }: ClipFacts): IdNames => idNames([...facts.bodies, ...facts.decor]);

/** The ids of what cannot move. */
export const stillIds = (names: ReadonlyMap<number, IdName>): ReadonlySet<number> =>
  new Set([...names].filter(([, { still }]) => still).map(([id]) => id));
