import { ToolkitError } from '../core/error.ts';
import type { Recording } from '../core/recording.ts';
import type { Outcome } from '../core/task.ts';
import { sha256 } from '../media/sha256.ts';
import { checkLenses } from '../scene/check-lenses.ts';
import { checkDepthRange, finestDepthScale } from '../scene/depth-range.ts';
import { instanceIds } from '../scene/instance-ids.ts';
import { checkClutterNames } from '../scene/look/check-clutter-names.ts';
import { LOOKS, type Look } from '../scene/look/looks.ts';
import { nearest } from '../scene/nearest.ts';
import { cameraNames } from '../scene/sample-camera.ts';
import { PHYSICS_DEFAULTS } from '../scene/sample-episode.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { checkDistanceRange } from './check-distance-range.ts';
import { checkMotion } from './check-motion.ts';
import { checkSplit } from './check-split.ts';
import { checkTwins, TWINS_SPLIT } from './check-twins.ts';
import { chooseModalities } from './choose-modalities.ts';
import { MAX_EPISODES, MAX_FRAMES, SENSORS_FOLDER } from './layout.ts';
import {
  type Counterfactuals,
  type MadeBy,
  type Plan,
  type PlannedPolicy,
  type PlannedScene,
  plannedEpisodes,
} from './plan.ts';
import { PLAN_DEFAULTS } from './plan-defaults.ts';
import { planEpisode } from './plan-episode.ts';
import { episodeCameras } from './recorded-camera.ts';
import { recordedRequest } from './recorded-request.ts';

/** What to ask for; everything but the scenes has a default. */
export type PlanRequest = {
  readonly scenes: readonly Scene[];
  /** Episodes of each scene. */
  readonly episodes?: number;
  readonly frames?: number;
  readonly seed?: number;
  readonly fps?: number;
  readonly width?: number;
  readonly height?: number;
  /** Names of the cameras to record; default all of each scene. */
  readonly cameras?: readonly string[];
  /** Names of modalities, or `all` that the scenes can have. */
  readonly modalities?: readonly string[];
  readonly depthScaleM?: number;
  /** Shares that sum to 1, such as `{ train: 0.9, test: 0.1 }`. */
  readonly split?: Readonly<Record<string, number>>;
  /** `easy` (default): as the scene says; `varied`: with textures, lights, sky, clutter and cameras varied. */
  readonly look?: string;
  /** What decides; default a mixture. */
  readonly policy?: PlannedPolicy;
  /** Shares that sum to 1, such as `{ success: 0.6, failure: 0.4 }`. */
  readonly outcomes?: Readonly<Partial<Record<Outcome, number>>>;
  readonly counterfactuals?: Counterfactuals;
  /** Gives each episode an impossible twin; all are for testing then. */
  readonly twins?: boolean;
  /** What somebody did in the viewer, to be done again: an episode each. They say the seed and the frame rate. */
  readonly recordings?: readonly Recording[];
};

/** Episodes that are drawn when a plan is made, so that most impossible ones are refused at once. */
const DRAWN_AHEAD = 500;

const refuse = (rule: string, got: string, hint: string): never => {
  throw new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);
};

function checkWhole(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  refuse(`${name} must be a whole number from ${low} to ${high}`, String(value), `Choose another --${name}.`);
}

/**
 * Makes the plan of a dataset and refuses what cannot be made, before any work is done.
 *
 * @throws {@link ToolkitError} `argument/invalid`, `scene/depth-range`, `scene/overlap`, `scene/invalid`.
 */
export const makePlan = (request: PlanRequest, madeBy: MadeBy): Plan => ({ ...draftPlan(request), madeBy });

/** A plan of which it is not known yet what makes it. */
export type PlanDraft = Omit<Plan, 'madeBy'>;

/**
 * Everything of a plan that follows from the request alone.
 *
 * @throws {@link ToolkitError} as `makePlan`.
 */
export function draftPlan(asked: PlanRequest): PlanDraft {
  const request = recordedRequest(asked);
  const {
    scenes,
    episodes,
    frames,
    seed,
    fps,
    width,
    height,
    cameras,
    modalities,
    depthScaleM,
    split: shares,
    look,
    policy = null,
    outcomes = null,
    counterfactuals = null,
    twins = false,
    recordings = null,
  } = {
    ...PLAN_DEFAULTS,
    depthScaleM: finestDepthScale(request.scenes),
    ...(Object.fromEntries(
      Object.entries(request).filter(([, value]) => value !== undefined),
    ) as PlanRequest),
  };
  if (scenes.length === 0) refuse('A dataset needs at least one scene', 'none', 'Name a scene.');
  checkWhole('episodes', episodes, 1, MAX_EPISODES);
  checkWhole('frames', frames, 1, MAX_FRAMES);
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  checkWhole('fps', fps, 1, 1000);
  checkSide('width', width);
  checkSide('height', height);
  if (!(depthScaleM >= 1e-6 && depthScaleM <= 1))
    refuse('depth_scale_m must be from 0.000001 to 1 m', `${depthScaleM} m`, 'Leave it at 0.001.');
  const planned = planScenes(scenes, episodes, cameras);
  checkTwins(request);
  const split = twins ? TWINS_SPLIT : shares;
  const plan: PlanDraft = {
    ...{ seed, frames, fps, width, height, depthScaleM, split, look: checkLook(look) },
    ...{ policy, outcomes, counterfactuals, twins, recordings },
    modalities: chooseModalities(modalities, planned),
    scenes: planned,
  };
  checkSplit(plan, scenes);
  checkMotion(plan);
  for (const scene of scenes) {
    checkDepthRange(scene, depthScaleM);
    const rate = scene.physics?.rate_hz ?? PHYSICS_DEFAULTS.rateHz;
    if (rate % fps !== 0)
      refuse(
        `fps must divide the ${rate} Hz of ${scene.name}`,
        String(fps),
        `Choose one such as ${divisors(rate, fps)}.`,
      );
  }
  instanceIds(scenes, plan.look);
  if (plan.look === 'varied') checkClutterNames(scenes);
  for (const ahead of plannedEpisodes(plan).slice(0, DRAWN_AHEAD)) {
    const recorded = episodeCameras(plan, ahead.scene);
    const episode = planEpisode(plan, ahead);
    checkLenses(episode, width, height);
    checkDistanceRange(episode, recorded, depthScaleM);
  }
  return plan;
}

function checkSide(name: string, side: number): void {
  if (Number.isInteger(side) && side >= 16 && side <= 4096 && side % 2 === 0) return;
  refuse(
    `size: ${name} must be an even number from 16 to 4096 pixels`,
    String(side),
    'Choose a --size such as 128x128.',
  );
}

function checkLook(look: string): Look {
  const known = LOOKS.find((name) => name === look);
  if (known !== undefined) return known;
  const hint = `The nearest is ${nearest(look, LOOKS)}.`;
  return refuse(`look must be one of ${LOOKS.join(', ')}`, look, hint);
}

function planScenes(
  scenes: readonly Scene[],
  episodes: number,
  cameras: readonly string[] | undefined,
): readonly PlannedScene[] {
  return scenes.map((scene, i) => {
    const { name } = scene;
    if (scenes.findIndex((other) => other.name === name) !== i)
      refuse('The scenes of a dataset must have different names', `${name} twice`, 'Rename one of them.');
    const all = cameraNames(scene.cameras);
    if (all.includes(SENSORS_FOLDER))
      refuse(`No camera may be called ${SENSORS_FOLDER}`, `one in ${name}`, 'Give it another name.');
    const unknown = cameras?.find((camera) => !all.includes(camera));
    if (unknown !== undefined || cameras?.length === 0) {
      refuse(
        `cameras must be some of ${all.join(', ')}, which ${name} has`,
        unknown ?? 'none',
        `The nearest is ${nearest(unknown ?? '', all)}.`,
      );
    }
    const chosen = cameras === undefined ? all : all.filter((camera) => cameras.includes(camera));
    return { name, scene, sha256: sha256(JSON.stringify(scene)), episodes, cameras: chosen };
  });
}

/** The divisors of `rate` on either side of `fps`. */
function divisors(rate: number, fps: number): string {
  const all = Array.from({ length: rate }, (_, i) => i + 1).filter((n) => rate % n === 0);
  const above = all.find((n) => n > fps);
  const below = all.filter((n) => n < fps).pop();
  return [below, above].filter((n) => n !== undefined).join(' or ');
}
