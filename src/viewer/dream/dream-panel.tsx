import type { WorldModelContract } from '../../world-model/contract.ts';
import { patchAddress } from '../address.ts';
import type { Played } from '../stage/stage.ts';
import { type DreamFit, SIDES } from './dream-fit.ts';

/** Frames after which the dream is the truth again, to choose from. */
const ANCHORS = [0, 1, 2, 4, 8, 12, 24, 48];

type DreamPanelProps = {
  readonly played: Played;
  readonly contract: WorldModelContract;
  readonly fit: DreamFit;
  readonly every: number;
};

/** How scene and dream are shown: camera, size, rate, and how often the dream is told the truth. */
export function DreamPanel({ played, contract, fit, every }: DreamPanelProps) {
  const anySize = contract.width === null && fit.camera.size === null;
  const anchors = [...new Set([...ANCHORS, every])].sort((a, b) => a - b);
  return (
    <section class="card stack">
      <h2>Beside each other</h2>
      <label class="dream-choice">
        <span class="soft">Told the truth</span>
        <select
          value={every}
          onChange={({ currentTarget }) =>
            patchAddress({ anchor: currentTarget.value === '0' ? null : currentTarget.value })
          }
        >
          {anchors.map((n) => (
            <option key={n} value={n}>
              {n === 0 ? 'once: open loop' : n === 1 ? 'every frame' : `every ${n} frames`}
            </option>
          ))}
        </select>
      </label>
      <label class="dream-choice">
        <span class="soft">Camera</span>
        <select
          value={fit.camera.name}
          onChange={({ currentTarget }) => patchAddress({ camera: currentTarget.value })}
        >
          {played.episode.cameras.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label class="dream-choice">
        <span class="soft">Frames/s</span>
        <select value={fit.fps} onChange={({ currentTarget }) => patchAddress({ fps: currentTarget.value })}>
          {fit.rates.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
              {rate === contract.fps ? ' (the model’s)' : ''}
            </option>
          ))}
        </select>
      </label>
      {anySize ? (
        <label class="dream-choice">
          <span class="soft">Pixels</span>
          <select
            value={fit.width}
            onChange={({ currentTarget }) => patchAddress({ size: currentTarget.value })}
          >
            {[...new Set([...SIDES, fit.width])].map((side) => (
              <option key={side} value={side}>
                {side} × {side}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p class="dream-choice">
          <span class="soft">Pixels</span>
          <span>
            {fit.width} × {fit.height}
          </span>
        </p>
      )}
    </section>
  );
}
