/** What lies beside a model that is being trained; `out` is the model's file. */
export type TrainingFiles = {
  readonly model: string;
  readonly checkpoint: string;
  /** How it came about, for programs, and what it can do, for people. */
  readonly record: string;
  readonly card: string;
  /** Its worst clips, for the card. */
  readonly sheet: string;
  /** The curves, while it learns. */
  readonly page: string;
};

/** Names of the files of the model `out`, which ends in `.onnx`. */
export function trainingFiles(out: string): TrainingFiles {
  const stem = out.replace(/\.onnx$/, '');
  return {
    model: out,
    checkpoint: `${out}.checkpoint`,
    record: `${out}.train.json`,
    page: `${out}.train.html`,
    card: `${stem}.md`,
    sheet: `${stem}.worst.webp`,
  };
}
