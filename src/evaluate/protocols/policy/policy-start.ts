import type { Episode } from '../../../core/episode.ts';
import type { CameraFacts } from '../../../core/recorded-episode.ts';
import type { Gap, RewardTerm } from '../../../core/task.ts';
import type { DatasetEpisode } from '../../../dataset/open-dataset.ts';
import { readCameras, readEpisodeFacts, readSteps } from '../../../dataset/read-episode.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { makePrototypes, type Prototypes } from '../../../metrics/prototype-masks.ts';
import { sampleEpisode } from '../../../scene/sample-episode.ts';
import type { Scene } from '../../../scene/scene-schema.ts';
import { expertOf } from '../../../simulator/policies/experts.ts';
import type { EvaluatedData } from '../../evaluated-data.ts';
import { readOneClip } from '../read-one-clip.ts';

/** The gap between two points that a task pays for closing. */
export type PaidGap = Extract<Gap, { kind: 'points' }>;

/** Where policies begin: what is known of it, and how its pictures are read. */
export type PolicyStart = {
  readonly cluster: string;
  readonly scene: string;
  readonly episode: Episode;
  readonly source: Scene;
  readonly camera: CameraFacts;
  /** Its context, and what was done between those frames; nothing of it is predicted. */
  readonly clip: EvaluatedClip;
  /** True places at the last context frame, as rows of the episode's bodies, metres. */
  readonly positions: Float64Array;
  readonly gap: PaidGap;
  readonly prototypes: Prototypes;
  /** Bodies whose colour is their own alone, and the label that it gives them. */
  readonly labels: readonly { readonly body: number; readonly label: number }[];
};

const paidGap = (terms: readonly RewardTerm[]): PaidGap | null => {
  for (const term of terms)
    if ((term.kind === 'progress' || term.kind === 'distance') && term.gap.kind === 'points') return term.gap;
  return null;
};

/** Whether policies can be played in a scene: what they must know can be seen, and somebody knows the task. */
export function isPlayable(scene: Scene): boolean {
  const episode = sampleEpisode(scene, 0);
  const known = episode.robot?.kind === 'pusher' && expertOf(episode) !== null;
  return known && paidGap(episode.task?.reward ?? []) !== null;
}

/** Episodes of a dataset that policies could begin from, in its order. */
export function playableEpisodes({ dataset }: EvaluatedData): DatasetEpisode[] {
  const { plan } = dataset;
  if (plan.look !== 'easy' || plan.recordings !== null) return [];
  const playable = new Set(plan.scenes.flatMap(({ name, scene }) => (isPlayable(scene) ? [name] : [])));
  return dataset.episodes.filter((one) => one.parent === null && playable.has(one.scene));
}

/** The instance ids of the bodies that must be told apart: the robot's, and those of the gap. */
function wantedBodies({ robot }: Episode, gap: PaidGap): string[] {
  const own = robot?.kind === 'pusher' ? [robot.body] : [];
  return [...own, ...[gap.of.body, gap.to.body].filter((name) => name !== null)];
}

/**
 * Whether no other body that moves is of that body's colour. Prototypes alone cannot tell: of two alike, the light
 * makes two colours, and the pixels of the one are then given to the other.
 */
export function hasOwnColor({ bodies }: Pick<Episode, 'bodies'>, body: number): boolean {
  const color = bodies[body]?.material.color;
  return bodies.every(
    ({ motion, material }, i) => i === body || motion === 'fixed' || material.color !== color,
  );
}

/**
 * Where policies begin in an episode: with the context frames that it recorded.
 *
 * @returns `null` where a body that matters cannot be told by its colour, or is out of view.
 */
export async function readStart(
  data: EvaluatedData,
  planned: DatasetEpisode,
  context: number,
): Promise<PolicyStart | null> {
  const { dataset, names } = data;
  const source = dataset.plan.scenes.find(({ name }) => name === planned.scene)?.scene;
  const camera = data.clips.find(({ episode }) => episode === planned.id)?.camera;
  if (source === undefined || camera === undefined) return null;
  const facts = await readEpisodeFacts(dataset, planned.id);
  const episode = sampleEpisode(source, facts.seed);
  const gap = paidGap(episode.task?.reward ?? []);
  const cameras = await readCameras(dataset, planned.id);
  const seen = cameras.find(({ name }) => name === camera);
  if (gap === null || seen === undefined || seen.worldFromCameraPerFrame !== null) return null;
  const clip = await readOneClip(data, planned, camera, { start: 0, context, horizon: 1 });
  const prototypes = makePrototypes(clip.context, clip.contextIds, clip.foregroundIds, clip.width);
  const idOf = (name: string): number => facts.bodies.find((one) => one.name === name)?.id ?? 0;
  const labels = wantedBodies(episode, gap).map((name) => ({
    body: episode.bodies.findIndex((one) => one.name === name),
    label: prototypes.groupOfId[idOf(name)] as number,
  }));
  const shared = (label: number): boolean =>
    clip.foregroundIds.filter((id) => prototypes.groupOfId[id] === label).length !== 1;
  const isTold = ({ body, label }: (typeof labels)[number]): boolean =>
    body >= 0 && label !== 0 && !shared(label) && hasOwnColor(episode, body);
  if (!labels.every(isTold)) return null;
  const steps = await readSteps(dataset, planned.id);
  const wide = 3 * episode.bodies.length;
  const positions = steps.positions.slice((context - 1) * wide, context * wide);
  return {
    ...{ cluster: names.clusterOf(planned.id), scene: names.sceneOf(planned.scene), episode, source },
    ...{ camera: seen, clip, positions, gap, prototypes, labels },
  };
}
