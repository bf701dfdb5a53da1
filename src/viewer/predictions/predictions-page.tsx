import { useEffect, useMemo } from 'preact/hooks';
import { ADDRESSES } from '../../core/view/addresses.ts';
import type { PredictionIndex } from '../../core/view/prediction-view.ts';
import { patchAddress } from '../address.ts';
import type { PageProps } from '../app.tsx';
import { fetchJson } from '../fetch-file.ts';
import { createFrameStore } from '../frames/frame-store.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { Loading } from '../ui/loading.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useLoaded } from '../use-loaded.ts';
import { ClipList } from './clip-list.tsx';
import { PredictionClip } from './prediction-clip.tsx';
import { PREDICTION_KEYS } from './prediction-transport.tsx';
import './predictions.css';
import { ReportHead } from './report-head.tsx';
import { ScoreTable } from './score-table.tsx';
import { sortClips } from './sort-clips.ts';
import { readState } from './view-state.ts';

/** Frames of all clips that are looked at: going back to one finds what is still at hand. */
const store = createFrameStore();

/** A report or a folder of predictions: what it says, its clips, and the chosen one played beside the truth. */
export function PredictionsPage({ manifest, params, onKeys }: PageProps) {
  const shown = manifest.predictions.find(({ key }) => key === params['key']) ?? manifest.predictions[0];
  const key = shown?.key ?? '';
  const index = useLoaded((signal) => fetchJson<PredictionIndex>(ADDRESSES.predictions(key), signal), [key]);
  const unscored = index.kind === 'ready' && index.value.unscored;
  const scored = useLoaded<PredictionIndex | null>(
    async (signal) => (unscored ? fetchJson(ADDRESSES.scoredPredictions(key), signal) : null),
    [key, unscored],
  );
  useEffect(() => onKeys(PREDICTION_KEYS), [onKeys]);
  const value =
    scored.kind === 'ready' && scored.value !== null
      ? scored.value
      : index.kind === 'ready'
        ? index.value
        : null;
  return (
    <div class="predictions">
      {manifest.predictions.length > 1 && (
        <label class="row">
          <span class="soft">Predictions</span>
          <select
            value={key}
            onChange={({ currentTarget }) => location.assign(`#/predictions?key=${currentTarget.value}`)}
          >
            {manifest.predictions.map((one) => (
              <option key={one.key} value={one.key}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {index.kind === 'failed' && <ErrorCard error={index.error} />}
      {scored.kind === 'failed' && <ErrorCard error={scored.error} />}
      {index.kind === 'loading' && <Loading words="Opening the predictions" />}
      {unscored && scored.kind === 'loading' && (
        <Loading words="Scoring every clip against its dataset; the frames can be looked at meanwhile" />
      )}
      {value !== null && <Opened key={key} reportKey={key} index={value} params={params} />}
    </div>
  );
}

type OpenedProps = {
  readonly reportKey: string;
  readonly index: PredictionIndex;
  readonly params: PageProps['params'];
};

function Opened({ reportKey, index, params }: OpenedProps) {
  const state = useMemo(() => readState(params, index), [params, index]);
  const { metric, horizon, of, against, scene, sort } = state;
  const listed = useMemo(() => sortClips(index, state), [index, metric, horizon, of, against, scene, sort]);
  const chosen = index.clips.findIndex(({ id }) => id === state.clip);
  const clip = chosen >= 0 ? chosen : (listed[0]?.place ?? -1);
  const go = (way: 1 | -1) => () => {
    const at = listed.findIndex(({ place }) => place === clip);
    const next = index.clips[listed[Math.max(0, Math.min(listed.length - 1, at + way))]?.place ?? -1];
    if (next !== undefined) patchAddress({ clip: next.id });
  };
  useKeys({ ArrowDown: go(1), n: go(1), ArrowUp: go(-1), p: go(-1) });
  return (
    <>
      <div class={`report-top ${index.rows.length > 0 ? '' : 'alone'}`}>
        <ReportHead index={index} />
        {index.rows.length > 0 && <ScoreTable index={index} state={state} />}
      </div>
      <div class="report-body">
        <ClipList index={index} state={state} listed={listed} clip={clip} />
        {clip >= 0 ? (
          <PredictionClip {...{ reportKey, index, state, clip, store, params }} />
        ) : (
          <p class="card">There are no clips here: choose another scene.</p>
        )}
      </div>
    </>
  );
}
