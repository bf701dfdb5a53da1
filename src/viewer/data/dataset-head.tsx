import type { DatasetIndex } from '../../core/view/dataset-view.ts';

/** What a dataset is, in a line; and what of its plan is not there, and why. */
export function DatasetHead({ index }: { readonly index: DatasetIndex }) {
  const { name, frames, fps, width, height, modalities, look, driver, seed, planned, discarded } = index;
  const missing = planned - index.episodes.id.length - discarded.length;
  return (
    <div class="dataset-head">
      <h1>{name}</h1>
      <p class="soft">
        {frames} frames at {fps} fps · {width} × {height} · look {look} · seed {seed} ·{' '}
        <span title={modalities.join(', ')}>
          {modalities.length === 1 ? modalities[0] : `${modalities.length} modalities`}
        </span>{' '}
        · drawn by {driver}
      </p>
      {missing > 0 && (
        <p class="soft">
          {missing.toLocaleString('en')} of {planned.toLocaleString('en')} planned episodes are not made yet:
          run <code>worldwright generate</code> again to go on.
        </p>
      )}
      {discarded.length > 0 && (
        <details>
          <summary>
            {discarded.length.toLocaleString('en')} of {planned.toLocaleString('en')} planned episodes were
            discarded
          </summary>
          <ul class="discarded">
            {discarded.slice(0, 200).map(({ id, reason }) => (
              <li key={id}>
                <code>{id}</code> {reason}
              </li>
            ))}
            {discarded.length > 200 && <li>and {discarded.length - 200} more: see worldwright inspect</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
