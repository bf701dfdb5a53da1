import type { LoadedDream } from './dream-orders.ts';
import type { DreamProgress } from './use-dream-run.ts';

const decibels = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : `${value.toFixed(1)} dB`;

/** Where the dream is, in figures. */
export function DreamFacts({
  progress,
  dream,
}: {
  readonly progress: DreamProgress;
  readonly dream: LoadedDream;
}) {
  const { rows, took, rate } = progress;
  const row = rows.at(-1);
  const { context } = dream.contract;
  return (
    <>
      <p class="dream-facts soft">
        <span>frame {row?.frame ?? 0}</span>
        <span>
          {row === undefined || row.horizon === 0
            ? `watches: it takes ${context} known ${context === 1 ? 'frame' : 'frames'}`
            : `${row.horizon} ${row.horizon === 1 ? 'frame' : 'frames'} into the dream`}
        </span>
        <span>
          PSNR <strong>{decibels(row?.psnr)}</strong>, last known frame {decibels(row?.copyLast)}
        </span>
        {took !== null && (
          <span title="What the model alone could give">
            model <strong data-dream-rate={1000 / took}>{(1000 / took).toFixed(0)} frames/s</strong>,{' '}
            {took.toFixed(1)} ms a frame
          </span>
        )}
        {rate !== null && <span>shown {rate.toFixed(1)} frames/s</span>}
      </p>
      <p class="dream-facts soft">
        <span>
          The model runs on <strong>{dream.runs}</strong>
        </span>
        {dream.notGpu !== null && <span>Not on WebGPU: {dream.notGpu}</span>}
      </p>
      {dream.warnings.map((warning) => (
        <p class="dream-facts warm" key={warning}>
          {warning}
        </p>
      ))}
    </>
  );
}
