import type { Modality } from '../core/frame.ts';
import type { Recording } from '../core/recording.ts';
import { deriveSeed } from '../core/rng.ts';
import type { Outcome } from '../core/task.ts';
import type { Look } from '../scene/look/looks.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { episodeId } from './layout.ts';

/** What made the pixels and the motion; a dataset's bytes are promised for one such set. */
export type MadeBy = {
  /** worldwright's own version. */
  readonly toolkit: string;
  /** Name and version of the physics engine. */
  readonly physics: string;
  /** Names and versions of the renderer and of the GPU interface. */
  readonly rendering: string;
  /** The GPU driver: `hardware`, `lavapipe` or `swiftshader`, and what it calls itself. */
  readonly driver: { readonly name: string; readonly description: string };
  /** The encoder, `node-av` or `ffmpeg`, and FFmpeg's version. */
  readonly encoder: { readonly name: string; readonly version: string };
};

/** One scene of a plan. */
export type PlannedScene = {
  /** As in the scene. */
  readonly name: string;
  readonly scene: Scene;
  /** Of the scene's compact JSON. */
  readonly sha256: string;
  readonly episodes: number;
  /** Names of the cameras that are recorded, in the scene's order. */
  readonly cameras: readonly string[];
};

/** Longest program of a user's policy, characters. */
export const MAX_POLICY_CODE = 1_000_000;

/** What decides in a plan's episodes: a policy by its name, or a user's own, whose program is part of the plan. */
export type PlannedPolicy =
  | { readonly name: string }
  | {
      /** What the user's file is called. */
      readonly file: string;
      /** One JavaScript module with all that the file imports. */
      readonly code: string;
    };

/** Other courses that each episode takes from one of its moments on. */
export type Counterfactuals = {
  /** How many of each episode. */
  readonly count: number;
  /** From that frame on, or from the first contact between two that move. */
  readonly at: number | 'event';
};

/** The immutable list of episodes to make: everything that a dataset's bytes follow from. */
export type Plan = {
  /** 0…2⁵³ − 1. */
  readonly seed: number;
  /** Frames an episode. */
  readonly frames: number;
  /** Frames a second; divides every scene's physics rate. */
  readonly fps: number;
  /** Pixels, even. */
  readonly width: number;
  readonly height: number;
  readonly modalities: readonly Modality[];
  /** Metres that one step of stored depth stands for. */
  readonly depthScaleM: number;
  /** Share of the episodes by split, in order; they sum to 1. */
  readonly split: Readonly<Record<string, number>>;
  readonly look: Look;
  /** `null` for the mixture that datasets are made with. */
  readonly policy: PlannedPolicy | null;
  /** Share of the episodes that shall come out so, in order; they sum to 1. `null` for however they come out. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>> | null;
  readonly counterfactuals: Counterfactuals | null;
  /** Whether each episode has an impossible twin: the same until a law is broken. They are for testing alone. */
  readonly twins: boolean;
  /** What somebody did by hand in the plan's one scene, an episode each; `null` where nobody did. */
  readonly recordings: readonly Recording[] | null;
  readonly scenes: readonly PlannedScene[];
  readonly madeBy: MadeBy;
};

/** One episode of a plan. */
export type PlannedEpisode = {
  readonly id: string;
  /** Name of its scene. */
  readonly scene: string;
  /** Its place among its scene's episodes. */
  readonly index: number;
  /** Of the scene's randomisation: a recording's own, or a function of the plan's seed, the scene's name and the index. */
  readonly seed: number;
  readonly split: string;
  readonly cameras: readonly string[];
  /** How it shall come out; of a counterfactual, how its parent shall. `null` for however it does. */
  readonly outcomeWanted: Outcome | null;
  /** Of a counterfactual or a twin: the id of the episode that it shares its beginning with. */
  readonly parent: string | null;
  /** Which counterfactual of its parent it is, from 1; 0 for none. */
  readonly sibling: number;
  /** Whether it is the impossible twin of its parent. */
  readonly impossible: boolean;
};

/** How many episodes a plan has. */
export const plannedCount = ({
  scenes,
  counterfactuals,
  twins,
}: Pick<Plan, 'counterfactuals' | 'twins'> & {
  readonly scenes: readonly { readonly episodes: number }[];
}): number =>
  scenes.reduce((sum, { episodes }) => sum + episodes, 0) *
  (1 + (counterfactuals?.count ?? 0) + Number(twins));

/** A plan's episodes in canonical order: scene by scene, by index, each before its counterfactuals or its twin. */
export const plannedEpisodes = (
  plan: Pick<Plan, 'scenes' | 'seed' | 'split' | 'outcomes' | 'counterfactuals' | 'twins' | 'recordings'>,
): readonly PlannedEpisode[] =>
  plan.scenes.flatMap(({ name, episodes, cameras }) =>
    Array.from({ length: episodes }, (_, index) => {
      const id = episodeId(name, index);
      const first: PlannedEpisode = {
        ...{ id, scene: name, index, cameras, parent: null, sibling: 0, impossible: false },
        seed: plan.recordings?.[index]?.seed ?? deriveSeed(plan.seed, `${name}/${index}`),
        split: splitOf(plan.split, index),
        outcomeWanted: plan.outcomes === null ? null : outcomeAt(plan.outcomes, index),
      };
      const siblings = Array.from({ length: plan.counterfactuals?.count ?? 0 }, (_, i) => ({
        ...{ ...first, parent: id, sibling: i + 1 },
        id: `${id}-cf${i + 1}`,
      }));
      const twin = { ...first, id: `${id}-impossible`, parent: id, impossible: true };
      return [first, ...siblings, ...(plan.twins ? [twin] : [])];
    }).flat(),
  );

/**
 * The split of the episode at `index`: multiples of the golden ratio fall evenly into the shares, so
 * that any run of episodes has nearly the shares asked for. Source: Weyl's equidistribution theorem.
 */
export const splitOf = (split: Readonly<Record<string, number>>, index: number): string =>
  shareAt(split, (index * 0.618033988749895 + 1e-9) % 1);

/** Alike, by multiples of √2: so every split has nearly these shares too. */
const outcomeAt = (outcomes: Readonly<Partial<Record<Outcome, number>>>, index: number): Outcome =>
  shareAt(outcomes, (index * 0.414213562373095 + 1e-9) % 1) as Outcome;

/** Of shares laid side by side from 0 to 1, the one that holds `at`. */
function shareAt(shares: Readonly<Record<string, number>>, at: number): string {
  const names = Object.keys(shares);
  let sum = 0;
  for (const name of names) {
    sum += shares[name] as number;
    if (at < sum) return name;
  }
  return names[names.length - 1] as string;
}
