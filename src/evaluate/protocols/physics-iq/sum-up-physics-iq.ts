import { createRng } from '../../../core/rng.ts';
import {
  clusteredMean,
  createResamples,
  type Interval,
  percentileInterval,
  type Resamples,
  resampledMeans,
} from '../../../metrics/bootstrap.ts';
import { type ClusterPlaces, clusterPlaces, gatherByCluster } from '../../../metrics/gather-by-cluster.ts';
import { meanPhysicsIq, physicsIqScore, physicsIqTableScore } from '../../../metrics/physics-iq-score.ts';
import type { PhysicsIqScores } from '../../../metrics/physics-iq-scores.ts';
import { ALL_SCENES } from '../../summarize.ts';

/** The four figures of one source's clip. */
export type PhysicsIqClip = {
  readonly source: string;
  readonly scene: string;
  /** What is resampled together. */
  readonly cluster: string;
  readonly figures: PhysicsIqScores;
};

/** A source's figures in a scene, and its score. */
export type PhysicsIqRow = PhysicsIqScores & {
  readonly source: string;
  /** `all` is the mean over scenes. */
  readonly scene: string;
  /** By the paper's rule, per cent of the second take, with its 95 % interval. */
  readonly score: Interval;
  /** As the benchmark's table computes it, per cent. */
  readonly tableScore: number;
  /** Episodes. */
  readonly n: number;
};

const KEYS = ['spatialIou', 'spatioTemporalIou', 'weightedIou', 'mse'] as const;

/** A source's figures in one scene: their means, and those of every draw. */
type Column = {
  readonly mean: PhysicsIqScores;
  readonly draws: readonly PhysicsIqScores[];
  readonly n: number;
};

function columnOf(clips: readonly PhysicsIqClip[], places: ClusterPlaces, resamples: Resamples): Column {
  const gathered = KEYS.map((key) => {
    const values = gatherByCluster(clips, places, ({ figures }) => figures[key]);
    return { key, mean: clusteredMean(values), draws: resampledMeans(values, resamples) };
  });
  const at = (pick: (one: (typeof gathered)[number]) => number): PhysicsIqScores =>
    Object.fromEntries(gathered.map((one) => [one.key, pick(one)])) as PhysicsIqScores;
  return {
    mean: at(({ mean }) => mean),
    draws: Array.from({ length: resamples.draws }, (_, i) => at(({ draws }) => draws[i] as number)),
    n: clusterPlaces(clips).size,
  };
}

/** The mean over scenes, draw by draw. */
function meanColumn(columns: readonly Column[]): Column {
  const [first] = columns as [Column];
  return {
    mean: meanPhysicsIq(columns.map(({ mean }) => mean)),
    draws: first.draws.map((_, i) => meanPhysicsIq(columns.map(({ draws }) => draws[i] as PhysicsIqScores))),
    n: columns.reduce((sum, { n }) => sum + n, 0),
  };
}

function rowOf(source: string, scene: string, own: Column, takes: Column): PhysicsIqRow {
  const scores = own.draws.map((draw, i) => physicsIqScore(draw, takes.draws[i] as PhysicsIqScores));
  const [low, high] = percentileInterval(Float64Array.from(scores));
  return {
    ...{ source, scene, ...own.mean, n: own.n },
    score: { mean: physicsIqScore(own.mean, takes.mean), low, high },
    tableScore: physicsIqTableScore(own.mean, takes.mean),
  };
}

/**
 * Every source's figures and score by scene, the mean over scenes first; episodes are resampled, and the second take
 * with them.
 *
 * @param take - The source that is the second take.
 */
export function sumUpPhysicsIq(
  clips: readonly PhysicsIqClip[],
  take: string,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): PhysicsIqRow[] {
  const unique = (of: readonly string[]): string[] => [...new Set(of)];
  const scenes = unique(clips.map(({ scene }) => scene)).sort();
  const sources = unique(clips.map(({ source }) => source));
  const columns = new Map<string, Map<string, Column>>(sources.map((source) => [source, new Map()]));
  for (const scene of scenes) {
    const here = clips.filter((clip) => clip.scene === scene);
    const places = clusterPlaces(here);
    const resamples = createResamples(places.size, draws, createRng(seed).fork(`bootstrap/${scene}`));
    for (const source of sources) {
      const own = here.filter((clip) => clip.source === source);
      if (own.length > 0) columns.get(source)?.set(scene, columnOf(own, places, resamples));
    }
  }
  for (const byScene of columns.values()) {
    if (byScene.size === scenes.length) byScene.set(ALL_SCENES, meanColumn([...byScene.values()]));
  }
  const takes = columns.get(take) as Map<string, Column>;
  return [ALL_SCENES, ...scenes].flatMap((scene) =>
    sources.flatMap((source) => {
      const [own, second] = [columns.get(source)?.get(scene), takes.get(scene)];
      return own === undefined || second === undefined ? [] : [rowOf(source, scene, own, second)];
    }),
  );
}
