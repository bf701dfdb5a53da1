import type { Progress } from '../../core/progress.ts';

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1);

const amount = ({ done, total }: Progress): string =>
  total > 0 ? `${megabytes(done)} of ${megabytes(total)} MB` : `${megabytes(done)} MB`;

/** What has come of the model and of onnxruntime. */
export function DreamLoading({ progress }: { readonly progress: readonly Progress[] }) {
  const whole = progress.length > 0 && progress.every(({ done, total }) => total > 0 && done >= total);
  return (
    <section class="card stack" role="status" aria-label="Loading the model">
      <h2>{whole ? 'Trying the model' : 'Loading the model'}</h2>
      {progress.map((one) => (
        <div class="dream-progress" key={one.stage}>
          <span>{one.stage}</span>
          {one.total > 0 ? (
            <progress value={one.done} max={one.total} aria-label={one.stage} />
          ) : (
            <progress aria-label={one.stage} />
          )}
          <span class="soft">{amount(one)}</span>
        </div>
      ))}
    </section>
  );
}
