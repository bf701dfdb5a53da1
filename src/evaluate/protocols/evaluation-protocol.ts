import type { Dataset } from '../../dataset/open-dataset.ts';
import type { EvaluatedClip } from '../../metrics/evaluated-clip.ts';
import type { Raw } from '../../page/html-text.ts';
import type { Backbone } from '../backbone/backbone.ts';
import type { BoundName } from '../bounds/bound-names.ts';
import type { EvaluationRun, KeptScore } from '../evaluation-run.ts';
import type { ModelFacts } from '../report/report.ts';
import type { ProtocolName } from './protocol-names.ts';

/** One source's frames of one clip, while they are there. */
export type SeenClip = {
  readonly clip: EvaluatedClip;
  readonly dataset: Dataset;
  readonly source: ModelFacts;
  /** One frame a true frame, sRGB 8 bit, shape [height, width, 3]. */
  readonly frames: readonly Uint8Array[];
  /** A user's network for perceptual figures; `null` without one. */
  readonly backbone: Backbone | null;
};

/** What a protocol found: plain data that report.json keeps. */
export type Finding = {
  readonly protocol: ProtocolName;
  /** One sentence with numbers, by rule from the figures; it stands in the verdict. */
  readonly sentence: string;
  /** What keeps the figures from being taken at face value. */
  readonly cautions: readonly string[];
  /** Everything measured, as JSON holds it. */
  readonly figures: unknown;
};

/** A finding, and how the report shows it. */
export type ProtocolResult = {
  readonly finding: Finding;
  /** The section of report.html, its heading included. */
  readonly section: Raw;
  /** The section of report.md, its heading included. */
  readonly markdown: string;
};

/** How one question is asked. */
export type EvaluationProtocol = {
  readonly name: ProtocolName;
  /** Bounds that the answer rests on; they are opened with it. */
  readonly bounds?: readonly BoundName[];
  /**
   * Refuses, before any work, data that the question cannot be asked of.
   *
   * @throws {@link ToolkitError} `evaluate/input`.
   */
  readonly check?: (run: EvaluationRun) => void | Promise<void>;
  /**
   * Looks at one source's frames of one clip as the rollout scores them, and says what `conclude`
   * needs of them: plain data, null = nothing. Looks at each alone, so that clips may be shared out.
   */
  readonly observe?: (seen: SeenClip) => unknown | Promise<unknown>;
  /**
   * What the viewer draws under a clip, of what `observe` said: by the name that report.json gives it, one value a
   * predicted frame.
   */
  readonly series?: (observed: unknown) => Readonly<Record<string, readonly (number | null)[]>>;
  /** Concludes from all clips; `scored[i].observed[name]` is what `observe` said. */
  readonly conclude: (run: EvaluationRun, scored: readonly KeptScore[]) => Promise<ProtocolResult>;
};
