import type { MetricId } from '../../metrics/metric-ids.ts';
import type { ClipTraits } from '../clip-traits.ts';
import type { Finding } from '../protocols/evaluation-protocol.ts';
import type { RequirementResult } from '../require.ts';
import type { Slices } from '../slices.ts';
import type { Comparison, Row } from '../summarize.ts';
import type { RunFacts } from './run-facts.ts';

/** What stood behind one row of predictions. */
export type ModelFacts = {
  readonly name: string;
  /**
   * A `subject` is what the report judges; a `baseline` and the `truth` are what it is judged by. A `bound` is no
   * model: it knows what none is told, and says what can be asked for.
   */
  readonly role: 'subject' | 'baseline' | 'bound' | 'truth';
  /** In words: the file, or what was done instead. */
  readonly source: string;
  /** Of the model file; null where there is none. */
  readonly sha256: string | null;
  /** Where it ran; null where nothing ran. */
  readonly provider: string | null;
};

/** What the clips were taken from. */
export type DatasetFacts = {
  readonly name: string;
  /** Of plan.json: the plan fixes every byte of the dataset. */
  readonly planSha256: string;
  readonly seed: number;
  readonly driver: string;
  readonly engine: string;
  readonly encoder: string;
  readonly episodes: number;
  readonly clips: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly scenes: readonly { readonly name: string; readonly sha256: string }[];
};

/** A lossless video in the folder of a report, which holds the frames of many clips one after another. */
export type ReportVideo = {
  /** Within the report's folder. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** Where the frames stand that a clip's figures judge: a place in `Report.videos`, and the first frame there. */
export type FramesPlace = { readonly video: number; readonly first: number };

/** One clip's own figures, one a horizon; null = not defined. */
export type ClipFigures = {
  readonly model: string;
  readonly scene: string;
  readonly cluster: string;
  readonly clip: string;
  readonly traits: ClipTraits;
  readonly scores: Readonly<Record<MetricId, readonly (number | null)[]>>;
  /** What protocols say of each predicted frame, by name. */
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  /** Absent without videos. Of the row of the truth, the context frames stand before them. */
  readonly frames?: FramesPlace;
};

/** How the figures came about. */
export type ReportProtocol = {
  /** Frames that the model sees, and frames that it predicts from its own. */
  readonly context: number;
  readonly horizon: number;
  /** First context frames in an episode, where they fit. */
  readonly starts: readonly number[];
  readonly draws: number;
  readonly seed: number;
};

/** The verdict in words: a sentence to read first, then what it rests on. */
export type Verdict = {
  readonly headline: string;
  readonly details: readonly string[];
  /** What keeps the figures from being taken at face value. */
  readonly cautions: readonly string[];
};

/** Everything an evaluation found: what report.json holds. */
export type Report = {
  readonly toolkitVersion: string;
  readonly verdict: Verdict;
  readonly protocol: ReportProtocol;
  readonly models: readonly ModelFacts[];
  readonly datasets: readonly DatasetFacts[];
  readonly requirements: readonly RequirementResult[];
  readonly rows: readonly Row[];
  readonly comparisons: readonly Comparison[];
  /** Parts of the clips side by side. */
  readonly slices: Slices;
  readonly clips: readonly ClipFigures[];
  /** Every clip's frames; empty where they were not kept. */
  readonly videos: readonly ReportVideo[];
  /** What was asked beside the rollout. */
  readonly findings: readonly Finding[];
  /** How it came about; no figure follows from this. */
  readonly run: RunFacts;
};
