import type { PredictionIndex } from '../../core/view/prediction-view.ts';
import { patchAddress } from '../address.ts';
import { realScenes, type ViewState } from './view-state.ts';

type ScenePickerProps = { readonly index: PredictionIndex; readonly state: ViewState };

/** Chooses the scene, or all of them. */
export function ScenePicker({ index, state }: ScenePickerProps) {
  return (
    <label class="row">
      <span class="soft">Scene</span>
      <select
        value={state.scene === null ? '' : (index.scenes[state.scene] ?? '')}
        onChange={({ currentTarget }) =>
          patchAddress({ scene: currentTarget.value === '' ? null : currentTarget.value, clip: null })
        }
      >
        <option value="">all</option>
        {realScenes(index).map((scene) => (
          <option key={scene} value={index.scenes[scene]}>
            {index.scenes[scene]}
          </option>
        ))}
      </select>
    </label>
  );
}
