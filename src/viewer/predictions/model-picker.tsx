import type { PredictionIndex } from '../../core/view/prediction-view.ts';
import { patchAddress } from '../address.ts';
import { shownModels, type ViewState } from './view-state.ts';

type ModelPickerProps = {
  readonly index: PredictionIndex;
  readonly state: ViewState;
  /** Whether there is a truth to compare with. */
  readonly compares: boolean;
};

/** Chooses which models stand side by side, and how their error is painted. */
export function ModelPicker({ index, state, compares }: ModelPickerProps) {
  const models = shownModels(index);
  const toggle = (model: number): void => {
    const next = state.models.includes(model)
      ? state.models.filter((one) => one !== model)
      : models.filter((one) => one === model || state.models.includes(one));
    if (next.length > 0) patchAddress({ models: next.join(',') });
  };
  return (
    <fieldset class="row shown-choice" aria-label="What is shown">
      {models.length > 1 &&
        models.map((model) => (
          <label key={model} class="row model-choice">
            <input type="checkbox" checked={state.models.includes(model)} onChange={() => toggle(model)} />
            <span class={`model-dot line-${(model % 6) + 1}`} aria-hidden="true" />
            {index.models[model]?.name}
          </label>
        ))}
      {compares && (
        <label class="row">
          <span class="soft">Difference</span>
          <select
            value={state.difference}
            onChange={({ currentTarget }) =>
              patchAddress({ difference: currentTarget.value === 'signed' ? 'signed' : null })
            }
          >
            <option value="absolute">absolute × 3</option>
            <option value="signed">signed, grey = 0</option>
          </select>
        </label>
      )}
    </fieldset>
  );
}
