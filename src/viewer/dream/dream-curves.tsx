import { useMemo } from 'preact/hooks';
import { Plot } from '../plot/plot.tsx';
import type { DreamRow } from './dream-loop.ts';

/** How far the dream has come from the truth, as it grows. */
export function DreamCurves({ rows, model }: { readonly rows: readonly DreamRow[]; readonly model: string }) {
  const frames = useMemo(() => rows.map(({ frame }) => frame), [rows]);
  const whole = useMemo(
    () => [
      { name: model, values: rows.map(({ psnr }) => psnr) },
      { name: 'last known frame', values: rows.map(({ copyLast }) => copyLast), color: 6, dashed: true },
    ],
    [rows, model],
  );
  const front = useMemo(
    () => [
      { name: model, values: rows.map(({ foreground }) => foreground) },
      {
        ...{ name: 'last known frame', color: 6, dashed: true },
        values: rows.map(({ foregroundCopyLast }) => foregroundCopyLast),
      },
    ],
    [rows, model],
  );
  const hasFront = rows.some(({ foreground }) => foreground !== null);
  const at = frames.at(-1) ?? 0;
  if (rows.length < 2) return null;
  return (
    <div class="dream-curves">
      <section class="card">
        <Plot title="PSNR, dB" x={frames} xName="frame" lines={whole} at={at} />
      </section>
      {hasFront && (
        <section class="card">
          <Plot title="PSNR of what can move, dB" x={frames} xName="frame" lines={front} at={at} />
        </section>
      )}
    </div>
  );
}
