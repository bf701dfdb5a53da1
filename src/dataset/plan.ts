import type { Modality } from '../core/frame.ts';
import { deriveSeed } from '../core/rng.ts';
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
  /** Of the scene's randomisation: a function of the plan's seed, the scene's name and the index. */
  readonly seed: number;
  readonly split: string;
  readonly cameras: readonly string[];
};

/** A plan's episodes in canonical order: scene by scene, by index. */
export const plannedEpisodes = (plan: Pick<Plan, 'scenes' | 'seed' | 'split'>): readonly PlannedEpisode[] =>
  plan.scenes.flatMap(({ name, episodes, cameras }) =>
    Array.from({ length: episodes }, (_, index) => ({
      id: episodeId(name, index),
      scene: name,
      index,
      seed: deriveSeed(plan.seed, `${name}/${index}`),
      split: splitOf(plan.split, index),
      cameras,
    })),
  );

/**
 * The split of the episode at `index`: multiples of the golden ratio fall evenly into the shares, so
 * that any run of episodes has nearly the shares asked for. Source: Weyl's equidistribution theorem.
 */
export function splitOf(split: Readonly<Record<string, number>>, index: number): string {
  const at = (index * 0.618033988749895 + 1e-9) % 1;
  const names = Object.keys(split);
  let sum = 0;
  for (const name of names) {
    sum += split[name] as number;
    if (at < sum) return name;
  }
  return names[names.length - 1] as string;
}
