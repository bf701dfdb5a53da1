import { patchAddress } from '../address.ts';
import { OVERLAY_NAMES, type OverlayName } from './overlays/overlay-names.ts';
import { SIZES, type ViewSize } from './view-size.ts';

type LookPanelProps = {
  readonly overlays: readonly OverlayName[];
  readonly size: ViewSize;
};

/** What is drawn over the views, and how fine they are. */
export function LookPanel({ overlays, size }: LookPanelProps) {
  const toggle = (name: OverlayName): void => {
    const next = overlays.includes(name) ? overlays.filter((one) => one !== name) : [...overlays, name];
    patchAddress({ over: next.length === 0 ? null : next.join(',') });
  };
  return (
    <section class="card stack">
      <h2>Draw over it</h2>
      <div class="row">
        {OVERLAY_NAMES.map((name) => (
          <button
            type="button"
            key={name}
            aria-pressed={overlays.includes(name)}
            onClick={() => toggle(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <label class="row">
        <span class="soft">Pixels of a view</span>
        <select
          value={size.join('x')}
          onChange={({ currentTarget }) => patchAddress({ size: currentTarget.value })}
        >
          {SIZES.map((one) => (
            <option key={one.join('x')} value={one.join('x')}>
              {one.join(' × ')}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}
