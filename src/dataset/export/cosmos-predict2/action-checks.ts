import { ToolkitError } from '../../../core/error.ts';
import { readEpisodeFacts } from '../../read-episode.ts';
import { type ArmFacts, armFacts } from '../arm-facts.ts';
import type { ExportEpisode, ExportRequest, ExportView, Refusal } from '../export-format.ts';
import { firstOfScenes } from '../first-of-scenes.ts';
import { lengthFix, sizeFix } from '../fixes.ts';
import { refuseRates, refuseUnlisted } from '../refuse-views.ts';
import { sceneOf } from '../scene-of.ts';
import { isStretched } from './stretch.ts';

/** The sizes that its recipes make of each picture, pixels: width and height. */
const SIZES = [
  [320, 256],
  [640, 480],
] as const;

/** It learns from twelve actions at a time, and the frames before and after each. */
const LEAST_FRAMES = 13;

function refuseView(view: ExportView): Omit<Refusal, 'id'> | null {
  const { fit, fps, frames } = view;
  if (SIZES.every(([width, height]) => isStretched(fit, width, height))) {
    const sizes = SIZES.map((size) => size.join('x')).join(' or ');
    const reason = `${fit.width}x${fit.height} pixels: the trainer would stretch it to ${sizes}`;
    return { reason, fix: sizeFix(view, ...SIZES[0]) };
  }
  if (frames >= LEAST_FRAMES) return null;
  const reason = `${frames} frames: needs ${LEAST_FRAMES} at ${fps} fps`;
  return { reason, fix: lengthFix(view, LEAST_FRAMES) };
}

/** What of an episode the loader of actions could not read. */
export function refuseForActions(one: ExportEpisode, { dataset }: ExportRequest): readonly Refusal[] {
  const { episode, views } = one;
  const { id } = episode;
  if (sceneOf(dataset, episode.scene).robot?.kind !== 'arm') {
    const reason = 'no arm acts: the layout action holds what an arm did';
    return [{ id, reason, fix: 'generate a scene with an arm, or export with --layout video' }];
  }
  const unlisted = refuseUnlisted(one);
  if (unlisted !== null) return [unlisted];
  const rates = refuseRates(one, 'all share one list of states');
  if (rates !== null) return [rates];
  const found = views.map(refuseView).find((refusal) => refusal !== null);
  return found == null ? [] : [{ id, ...found }];
}

/** Names of the exported cameras, in their order. */
export const cameraNames = ({ views }: ExportEpisode): readonly string[] =>
  views.map(({ camera }) => camera.name);

/** The arm of an episode, which has a gripper. @throws {@link ToolkitError} `export/refused`; as `readEpisodeFacts`. */
export async function readArm({ dataset }: ExportRequest, { episode }: ExportEpisode): Promise<ArmFacts> {
  const arm = armFacts(await readEpisodeFacts(dataset, episode.id));
  if (arm !== null && arm.maxOpening > 0) return arm;
  throw new ToolkitError(
    'export/refused',
    `The layout action must have an arm with a gripper, but that of ${episode.scene} has none.`,
    'Export with --layout video, or generate another scene.',
  );
}

/**
 * Makes sure that all episodes have a gripper and the same cameras, which the trainer knows by their places.
 *
 * @throws {@link ToolkitError} `export/refused`; as `readEpisodeFacts`.
 */
export async function checkActions(
  episodes: readonly ExportEpisode[],
  request: ExportRequest,
): Promise<void> {
  const firsts = firstOfScenes(episodes);
  for (const one of firsts) await readArm(request, one);
  const [first, ...others] = firsts as [ExportEpisode, ...ExportEpisode[]];
  const cameras = cameraNames(first).join(', ');
  const other = others.find((one) => cameraNames(one).join(', ') !== cameras);
  if (other === undefined) return;
  throw new ToolkitError(
    'export/refused',
    `The layout action must have one set of cameras, but ${first.episode.scene} has ${cameras}, and ${other.episode.scene} has ${cameraNames(other).join(', ')}.`,
    'Name cameras that all have with --cameras, or export the scenes one by one.',
  );
}
