import type { EpisodeEvent } from '../episode.ts';
import type { Modality } from '../frame.ts';
import type { EncodingFacts } from '../modality-encoding/modality-encoding.ts';
import type { CameraFacts, EpisodeFacts, EpisodeSteps } from '../recorded-episode.ts';
import type { Outcome } from '../task.ts';

/** What a dataset's plan says, and which of its episodes there are: enough to lay out the grid. */
export type DatasetIndex = {
  readonly name: string;
  /** Of plan.json: names the dataset. */
  readonly planSha256: string;
  readonly seed: number;
  readonly frames: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  readonly modalities: readonly Modality[];
  readonly look: string;
  /** What drew it. */
  readonly driver: string;
  readonly scenes: readonly string[];
  readonly splits: readonly string[];
  readonly planned: number;
  readonly discarded: readonly { readonly id: string; readonly reason: string }[];
  /** The committed episodes in the plan's order; index into `scenes` and `splits`. */
  readonly episodes: {
    readonly id: readonly string[];
    readonly scene: readonly number[];
    readonly split: readonly number[];
  };
};

/** What the grid knows of one episode beyond the index; read in pages since it stands in files of its own. */
export type EpisodeDigest = {
  readonly id: string;
  readonly seed: number;
  readonly outcome: Outcome | null;
  readonly policy: string | null;
  /** Of a counterfactual or an impossible twin: the episode with which it shares its beginning. */
  readonly parent: string | null;
  /** How many events of each kind. */
  readonly events: Readonly<Record<string, number>>;
  /** `null` where the dataset has none. */
  readonly caption: string | null;
  /** Words of what is wrong with it, as a curation found. */
  readonly flags: readonly string[];
  /** Why it cannot be read, in the sentence that `verify` would say; `null` when it can. */
  readonly fault: string | null;
};

/** A camera of a clip and what it recorded. */
export type ShownCamera = CameraFacts & {
  /** How many frames it took. */
  readonly frames: number;
  readonly modalities: readonly Modality[];
};

/** Arrays as JSON holds them. */
export type JsonArrays<T> = {
  readonly [K in keyof T]: T[K] extends Float64Array
    ? readonly number[]
    : T[K] extends Float32Array | null
      ? readonly number[] | null
      : T[K];
};

/** Everything of a clip but its pictures. */
export type ClipFacts = {
  readonly facts: EpisodeFacts;
  readonly steps: JsonArrays<EpisodeSteps>;
  readonly events: readonly EpisodeEvent[];
  readonly cameras: readonly ShownCamera[];
  readonly encoding: EncodingFacts;
  /** Names of ids: bodies and classes. */
  readonly ids: Readonly<Record<string, number>>;
  readonly classes: Readonly<Record<string, number>>;
  /** Episodes that share a beginning with it, itself among them, its parent first. */
  readonly family: readonly string[];
  /** By length or kind, where the dataset has them. */
  readonly captions: Readonly<Record<string, string>>;
  /** What a curation says of it, by camera; none where nobody curated it. */
  readonly curation: Readonly<Record<string, string>>;
};

/** What a clip says in words, from the truth of what one of its cameras sees. */
export type ToldCaptions = {
  readonly camera: string;
  readonly short: string;
  readonly medium: string;
  readonly dense: string;
};
