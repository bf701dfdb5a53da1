import { useEffect, useMemo, useState } from 'preact/hooks';
import { stateHash } from '../../core/state-hash.ts';
import { patchAddress } from '../address.ts';
import type { PageProps } from '../app.tsx';
import { orbitFrom } from '../stage/free-camera.ts';
import { openStage } from '../stage/open-stage.ts';
import type { Stage } from '../stage/stage.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { Loading } from '../ui/loading.tsx';
import { useLoaded } from '../use-loaded.ts';
import './play-page.css';
import { fetchScene, type PlayScene, wholeParam } from './play-scene.ts';
import { ScenePicker } from './scene-picker.tsx';
import { TRANSPORT_KEYS, Transport } from './transport.tsx';
import { useMoment, usePlay } from './use-play.ts';
import { formatViews, parseViews } from './view-choice.ts';
import { Views } from './views.tsx';

/** Frames a second at which commands change, and of recordings. */
const DEFAULT_FPS = 30;

/** A scene to play with: it moves in the page as it would in a dataset. */
export function PlayPage({ manifest, params, onKeys }: PageProps) {
  const key = params['scene'] ?? manifest.scenes[0]?.key ?? '';
  const scene = useLoaded((signal) => fetchScene(key, signal), [key]);
  const stage = useLoaded(openStage, []);
  useEffect(() => onKeys(TRANSPORT_KEYS), [onKeys]);
  const choose = (next: string): void =>
    patchAddress({ ...Object.fromEntries(Object.keys(params).map((name) => [name, null])), scene: next });
  return (
    <div class="play">
      <aside>
        <ScenePicker scenes={manifest.scenes} chosen={key} onChoose={choose} />
        <div id="play-side" />
      </aside>
      <div class="play-main">
        {scene.kind === 'failed' && <ErrorCard error={scene.error} />}
        {stage.kind === 'failed' && <ErrorCard error={stage.error} />}
        {(scene.kind === 'loading' || stage.kind === 'loading') && <Loading words="Setting the scene" />}
        {scene.kind === 'ready' && stage.kind === 'ready' && (
          <PlayedScene scene={scene.value} stage={stage.value} params={params} />
        )}
      </div>
    </div>
  );
}

type PlayedSceneProps = {
  readonly scene: PlayScene;
  readonly stage: Stage;
  readonly params: PageProps['params'];
};

function PlayedScene({ scene, stage, params }: PlayedSceneProps) {
  const seed = wholeParam(params['seed'], 'seed', 0, Number.MAX_SAFE_INTEGER);
  const frame = wholeParam(params['frame'], 'frame', 0, 100_000);
  const fps = wholeParam(params['fps'], 'fps', DEFAULT_FPS, 960);
  const [speed, setSpeed] = useState(1);
  const request = useMemo(() => ({ scene, seed, parameters: {}, fps, frame }), [scene, seed, fps, frame]);
  const play = usePlay(request, params['paused'] === undefined && params['frame'] === undefined);
  const { played } = play;
  const [orbit, setOrbit] = useState(() => orbitFrom(played.episode.cameras[0] as never));
  const views = parseViews(params['view'], [...played.episode.cameras.map(({ name }) => name), 'free']);
  const stepsPerFrame = played.episode.physicsRate / fps;
  return (
    <>
      <Transport
        play={play}
        stepsPerFrame={stepsPerFrame}
        speed={speed}
        onSpeed={setSpeed}
        seed={seed}
        onSeed={(next) => patchAddress({ seed: next, frame: null })}
      />
      {play.error !== null && <ErrorCard error={play.error} />}
      <Views
        stage={stage}
        player={play.player}
        played={played}
        views={views}
        onViews={(next) => patchAddress({ view: formatViews(next) })}
        size={[512, 384]}
        orbit={orbit}
        onOrbit={setOrbit}
      />
      <PlayFacts play={play} stage={stage} />
    </>
  );
}

/** Where the scene is, in figures. */
function PlayFacts({ play, stage }: { readonly play: ReturnType<typeof usePlay>; readonly stage: Stage }) {
  const moment = useMoment(play.player, 5);
  if (moment === null) return <Loading words="Waking the physics engine" />;
  const hash = stateHash(moment.state);
  return (
    <p class="facts soft" aria-live="off">
      <span>t = {moment.time.toFixed(2)} s</span>
      <span>frame {moment.frame}</span>
      <span>step {moment.state.step}</span>
      <span title="Of all poses and velocities: the same on every machine">
        state <code data-hash={hash}>{hash}</code>
      </span>
      <span>{stage.words}</span>
    </p>
  );
}
