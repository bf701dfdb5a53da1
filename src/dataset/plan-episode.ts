import type { Episode } from '../core/episode.ts';
import { fixParameters } from '../scene/fix-parameters.ts';
import { sampleEpisode } from '../scene/sample-episode.ts';
import { sampleTwins } from '../scene/sample-twins.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { heldOutCombinations } from '../scene/variation/combination.ts';
import type { Variation } from '../scene/variation/varied-draw.ts';
import { varyLook } from '../scene/vary-look.ts';
import type { Plan, PlannedEpisode } from './plan.ts';

/**
 * The concrete episode that a plan means by one of its own, with the plan's look.
 *
 * @throws {@link ToolkitError} as `sampleEpisode`.
 */
export function planEpisode(
  plan: Pick<Plan, 'scenes' | 'look' | 'seed' | 'split' | 'twins' | 'recordings'>,
  planned: PlannedEpisode,
): Episode {
  const fixed = plan.recordings?.[planned.index]?.parameters ?? {};
  const scene = fixParameters(plannedScene(plan, planned), fixed);
  const episode = plan.twins
    ? sampleTwins(scene, planned.seed)[planned.impossible ? 'impossible' : 'possible']
    : sampleEpisode(scene, planned.seed, splitVariation(plan, scene, planned.split));
  return plan.look === 'varied' ? varyLook(episode) : episode;
}

/** The scene of a planned episode. */
export function plannedScene(plan: Pick<Plan, 'scenes'>, planned: PlannedEpisode): Scene {
  const scene = plan.scenes.find(({ name }) => name === planned.scene)?.scene;
  if (scene === undefined) throw new Error(`the plan has no scene ${planned.scene}`);
  return scene;
}

/**
 * What a split asks of a scene's episodes. Where a plan has the split `combination`, no other split shows
 * what that holds out, whatever its name.
 */
function splitVariation(
  { seed, split }: Pick<Plan, 'seed' | 'split'>,
  scene: Scene,
  name: string,
): Variation | undefined {
  const heldOut = 'combination' in split ? heldOutCombinations(scene, seed) : [];
  if (name === 'combination' || name === 'ood') return { kind: name, heldOut };
  return heldOut.length === 0 ? undefined : { kind: 'inside', heldOut };
}
