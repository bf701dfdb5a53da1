import { idTableLength } from './body-transforms.ts';
import type { ViewTruth } from './view-truth.ts';

/** The class of the body that each pixel shows, by the table of `classIds`; 0 = background. [height, width]. */
export function deriveSemanticId(view: ViewTruth, classIds: Readonly<Record<string, number>>): Uint16Array {
  const classOf = new Uint16Array(idTableLength(view));
  for (const body of view.episode.bodies)
    classOf[view.ids[body.name] as number] = classIds[body.class] as number;
  const semantic = new Uint16Array(view.instanceId.length);
  for (let i = 0; i < semantic.length; i++) semantic[i] = classOf[view.instanceId[i]!]!;
  return semantic;
}
