import { useEffect, useRef, useState } from 'preact/hooks';
import type { PredictionIndex } from '../../core/view/prediction-view.ts';
import { patchAddress } from '../address.ts';
import { metricWords, signedText, titleOf, valueText } from './metric-words.ts';
import { ScenePicker } from './scene-picker.tsx';
import type { ListedClip } from './sort-clips.ts';
import { SORTS, type Sort, shownModels, type ViewState } from './view-state.ts';

/** Height of a line, pixels: as predictions.css has it. */
const LINE = 40;

/** Lines before and after those in sight. */
const MARGIN = 6;

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  worst: 'worst first',
  best: 'best first',
  scene: 'by scene',
  difference: 'most behind another model',
};

type ClipListProps = {
  readonly index: PredictionIndex;
  readonly state: ViewState;
  readonly listed: readonly ListedClip[];
  /** Place of the clip that is shown. */
  readonly clip: number;
};

/** The clips, sorted; of many, only those in sight are in the document. */
export function ClipList({ index, state, listed, clip }: ClipListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ from: 0, to: 40 });
  const at = listed.findIndex(({ place }) => place === clip);
  const measure = (): void => {
    if (box.current === null) return;
    const { scrollTop, clientHeight } = box.current;
    const from = Math.max(0, Math.floor(scrollTop / LINE) - MARGIN);
    setSight({ from, to: Math.ceil((scrollTop + clientHeight) / LINE) + MARGIN });
  };
  useEffect(() => {
    const element = box.current;
    if (element === null || at < 0) return;
    const { scrollTop, clientHeight } = element;
    if (at * LINE < scrollTop) element.scrollTop = at * LINE;
    else if ((at + 1) * LINE > scrollTop + clientHeight) element.scrollTop = (at + 1) * LINE - clientHeight;
    measure();
  }, [at, listed]);
  return (
    <section class="card clip-list" aria-label="Clips">
      <ListControls index={index} state={state} />
      <div
        ref={box}
        class="clip-lines"
        role="listbox"
        tabIndex={0}
        aria-label={`${listed.length} clips, ${SORT_WORDS[state.sort]}`}
        aria-activedescendant={at >= 0 ? `clip-${clip}` : undefined}
        onScroll={measure}
      >
        <div style={{ height: `${listed.length * LINE}px` }}>
          <div style={{ transform: `translateY(${sight.from * LINE}px)` }}>
            {listed.slice(sight.from, sight.to).map((one) => (
              <ClipLine key={one.place} {...{ index, state, one }} chosen={one.place === clip} />
            ))}
          </div>
        </div>
      </div>
      <p class="soft">{at >= 0 ? `Clip ${at + 1} of ${listed.length}` : `${listed.length} clips`}</p>
    </section>
  );
}

type ClipLineProps = Pick<ClipListProps, 'index' | 'state'> & {
  readonly one: ListedClip;
  readonly chosen: boolean;
};

function ClipLine({ index, state, one, chosen }: ClipLineProps) {
  const words = metricWords(state.metric);
  const clip = index.clips[one.place];
  if (clip === undefined) return null;
  const value =
    one.value === null
      ? '–'
      : state.sort === 'difference'
        ? signedText(one.value, words)
        : valueText(one.value, words);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys go from clip to clip.
    <div
      id={`clip-${one.place}`}
      class="clip-line"
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      data-clip={clip.id}
      title={clip.id}
      onClick={() => patchAddress({ clip: clip.id })}
    >
      <span>
        {clip.id}
        <small class="soft">{index.scenes[clip.scene]}</small>
      </span>
      {index.metrics.length > 0 && <output>{value}</output>}
    </div>
  );
}

/** Orders the list: by which model, at which horizon. */
function ListControls({ index, state }: Pick<ClipListProps, 'index' | 'state'>) {
  if (index.metrics.length === 0) return <ScenePicker index={index} state={state} />;
  const models = shownModels(index);
  const choice = (name: string, param: string, value: number) => (
    <label class="field">
      <span class="soft">{name}</span>
      <select value={value} onChange={({ currentTarget }) => patchAddress({ [param]: currentTarget.value })}>
        {models.map((model) => (
          <option key={model} value={model}>
            {index.models[model]?.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="list-controls">
      <h2>
        {titleOf(metricWords(state.metric))} at +{state.horizon}
      </h2>
      <label class="field">
        <span class="soft">Order</span>
        <select
          value={state.sort}
          onChange={({ currentTarget }) => patchAddress({ sort: currentTarget.value, clip: null })}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_WORDS[sort]}
            </option>
          ))}
        </select>
      </label>
      {models.length > 1 && choice('Of', 'of', state.of)}
      {state.sort === 'difference' && choice('Minus', 'against', state.against)}
      <label class="field">
        <span class="soft">Ahead</span>
        <input
          type="number"
          min={1}
          max={index.protocol.horizon}
          value={state.horizon}
          onChange={({ currentTarget }) => patchAddress({ h: currentTarget.value })}
        />
      </label>
    </div>
  );
}
