import type { ShownModel } from '../../core/view/view-manifest.ts';
import type { WebProviderChoice } from '../../onnx/provider-web.ts';
import type { WorldModelContract } from '../../world-model/contract.ts';
import { patchAddress } from '../address.ts';

/** Where a model may be asked to run. */
const PROVIDERS: readonly (readonly [WebProviderChoice, string])[] = [
  ['auto', 'the best'],
  ['webgpu', 'WebGPU'],
  ['cpu', 'WebAssembly'],
];

/** Reads the address. */
export const parseProvider = (text: string | undefined): WebProviderChoice =>
  PROVIDERS.find(([name]) => name === text)?.[0] ?? 'auto';

type ModelPickerProps = {
  readonly models: readonly ShownModel[];
  readonly chosen: ShownModel;
  readonly provider: WebProviderChoice;
  /** `null` until it is loaded. */
  readonly contract: WorldModelContract | null;
};

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** The models to choose from, and what the chosen one takes and gives. */
export function ModelPicker({ models, chosen, provider, contract }: ModelPickerProps) {
  return (
    <section class="card stack">
      <label class="stack">
        <h2>World model</h2>
        <select
          value={chosen.key}
          onChange={({ currentTarget }) => patchAddress({ model: currentTarget.value })}
        >
          {models.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="dream-choice">
        <span class="soft">Runs on</span>
        <select
          value={provider}
          onChange={({ currentTarget }) =>
            patchAddress({ provider: currentTarget.value === 'auto' ? null : currentTarget.value })
          }
        >
          {PROVIDERS.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {contract !== null && (
        <p class="soft">
          Takes {plural(contract.context, 'frame')} and{' '}
          {contract.actions === null ? 'no actions' : `actions of ${plural(contract.actions.dim, 'number')}`},
          gives {plural(contract.chunk, 'frame')} at{' '}
          {contract.width === null ? 'any size' : `${contract.width} × ${contract.height} px`}
          {contract.fps === null ? '' : `, ${contract.fps} a second`}
          {contract.recurrent.length === 0 ? '' : ', and remembers what it saw'}.
        </p>
      )}
    </section>
  );
}
