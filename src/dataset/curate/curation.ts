import type { Outcome } from '../../core/task.ts';
import type { ClipNumbers } from './clip-numbers.ts';
import type { CurationRules } from './curation-rules.ts';

/** Why a clip does not stay; each clip has the first that holds, in this order. */
export const REASONS = [
  'too short',
  'exploding',
  'dark',
  'off-screen',
  'static',
  'near-duplicate',
  'surplus',
] as const;
/** Why a clip does not stay: one of `REASONS`. */
export type Reason = (typeof REASONS)[number];

/** What was found against a clip. */
export type Removal = {
  readonly reason: Reason;
  /** The number that decided, in the unit of its rule, and the rule's limit that it broke. */
  readonly value: number;
  readonly limit: number;
  /** Of a near-duplicate: the clip that stays in its place, by its dataset's place in the list and its id. */
  readonly like?: { readonly dataset: number; readonly id: string };
};

/** An episode as one camera saw it, and what became of it. */
export type CuratedClip = {
  /** `<episode>.<camera>`. */
  readonly id: string;
  /** Its dataset's place in the list. */
  readonly dataset: number;
  readonly episode: string;
  readonly camera: string;
  readonly scene: string;
  readonly split: string;
  readonly outcome: Outcome | null;
  readonly numbers: ClipNumbers;
  /** `null` where it stays. */
  readonly removed: Removal | null;
};

/** A curation: which clips of datasets stay, and why the others do not. Nothing of a dataset is touched by it. */
export type Curation = {
  readonly rules: CurationRules;
  /** By their folders' names and by the hash of plan.json. */
  readonly datasets: readonly { readonly name: string; readonly planSha256: string }[];
  /** In the order of the datasets, their plans and their cameras. */
  readonly clips: readonly CuratedClip[];
};
