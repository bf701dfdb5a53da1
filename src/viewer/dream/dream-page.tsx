import { useEffect, useMemo, useState } from 'preact/hooks';
import { ToolkitError } from '../../core/error.ts';
import type { Shown, ShownModel } from '../../core/view/view-manifest.ts';
import { patchAddress } from '../address.ts';
import type { PageProps } from '../app.tsx';
import { wholeParam } from '../play/play-params.ts';
import { fetchScene, type PlayScene, samplePlayed } from '../play/play-scene.ts';
import { ScenePicker } from '../play/scene-picker.tsx';
import { openStage } from '../stage/open-stage.ts';
import type { Stage } from '../stage/stage.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { Loading } from '../ui/loading.tsx';
import { useLoaded } from '../use-loaded.ts';
import { DreamBeside } from './dream-beside.tsx';
import { fitDream } from './dream-fit.ts';
import { DreamLoading } from './dream-loading.tsx';
import '../play/play-page.css';
import './dream-page.css';
import { DREAM_KEYS } from './dream-transport.tsx';
import { ModelPicker, parseProvider } from './model-picker.tsx';
import { type DreamerState, useDreamer } from './use-dreamer.ts';

/** What the address names and this viewer does not show; `null` where all is well. */
function unknown(what: string, key: string | undefined, shown: readonly Shown[]): ToolkitError | null {
  if (key === undefined || shown.length === 0 || shown.some((one) => one.key === key)) return null;
  return new ToolkitError(
    'argument/unknown',
    `${what} in the address must be one of ${shown.map((one) => one.key).join(', ')}, got ${key}.`,
    'Mend the address, or start worldwright view with it.',
  );
}

/** A world model that dreams beside the simulator. */
export function DreamPage(props: PageProps) {
  const { manifest, params, onKeys } = props;
  useEffect(() => onKeys(DREAM_KEYS), [onKeys]);
  const model = manifest.models.find(({ key }) => key === params['model']) ?? manifest.models[0];
  const strange =
    unknown('scene', params['scene'], manifest.scenes) ?? unknown('model', params['model'], manifest.models);
  if (strange !== null) return <ErrorCard error={strange} />;
  if (model !== undefined && manifest.scenes.length > 0) return <Dreams {...props} model={model} />;
  return (
    <section class="card stack">
      <h1>Dream</h1>
      <p>
        A world model dreams here beside the simulator, and no {model === undefined ? 'model' : 'scene'} was
        given. Start again with both:
      </p>
      <code>worldwright view robots/push --model models/constant-velocity.onnx</code>
    </section>
  );
}

function Dreams({ manifest, params, model }: PageProps & { readonly model: ShownModel }) {
  const wanted = params['scene'] ?? params['key'];
  const key = manifest.scenes.find((scene) => scene.key === wanted)?.key ?? manifest.scenes[0]?.key ?? '';
  const provider = parseProvider(params['provider']);
  const scene = useLoaded((signal) => fetchScene(key, signal), [key]);
  const stage = useLoaded(openStage, []);
  const dreamer = useDreamer(model, provider);
  const [side, setSide] = useState<HTMLElement | null>(null);
  return (
    <div class="dream">
      <aside>
        <ScenePicker
          scenes={manifest.scenes}
          chosen={key}
          onChoose={(next) => patchAddress({ scene: next, key: null, camera: null, seed: null, fps: null })}
        />
        <ModelPicker
          {...{ provider, models: manifest.models, chosen: model }}
          contract={dreamer.kind === 'ready' ? dreamer.dream.contract : null}
        />
        <div ref={setSide} class="stack" />
      </aside>
      <div class="dream-main">
        {scene.kind === 'failed' && <ErrorCard error={scene.error} />}
        {stage.kind === 'failed' && <ErrorCard error={stage.error} />}
        {dreamer.kind === 'failed' && <ErrorCard error={dreamer.error} />}
        {dreamer.kind === 'loading' && <DreamLoading progress={dreamer.progress} />}
        {(scene.kind === 'loading' || stage.kind === 'loading') && <Loading words="Setting the scene" />}
        {scene.kind === 'ready' && stage.kind === 'ready' && dreamer.kind === 'ready' && side !== null && (
          <Fitted scene={scene.value} stage={stage.value} {...{ params, side, state: dreamer }} />
        )}
      </div>
    </div>
  );
}

type FittedProps = {
  readonly scene: PlayScene;
  readonly stage: Stage;
  readonly params: PageProps['params'];
  readonly side: HTMLElement;
  readonly state: Extract<DreamerState, { kind: 'ready' }>;
};

/** Brings scene and model together, or says why they do not fit. */
function Fitted({ scene, stage, params, side, state }: FittedProps) {
  const { dreamer, dream } = state;
  const { seed: seedText, camera, size: pixels, fps, anchor } = params;
  const fitted = useMemo(() => {
    try {
      const seed = wholeParam(seedText, 'seed', 0, Number.MAX_SAFE_INTEGER);
      const every = wholeParam(anchor, 'anchor', 0, 100_000);
      const played = samplePlayed(scene, seed, {});
      const fit = fitDream(played, dream.contract, { camera, side: pixels, fps });
      return { every, request: { scene, played, stage, seed, fit, dreamer, dream } };
    } catch (error) {
      return { error };
    }
  }, [scene, stage, state, seedText, camera, pixels, fps, anchor]);
  if ('error' in fitted) return <ErrorCard error={fitted.error} />;
  return <DreamBeside {...fitted} params={params} side={side} />;
}
