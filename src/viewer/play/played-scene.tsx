import { createPortal } from 'preact/compat';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { EpisodeCamera } from '../../core/episode.ts';
import type { Hand } from '../../core/hand.ts';
import { patchAddress } from '../address.ts';
import { FREE_CAMERA, orbitFrom, parseOrbit } from '../stage/free-camera.ts';
import type { Stage } from '../stage/stage.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import { Loading } from '../ui/loading.tsx';
import { useConsoleHandle } from './console-handle.ts';
import { driveMap } from './drive/drive-map.ts';
import { DrivePanel } from './drive/drive-panel.tsx';
import { useDrive } from './drive/use-drive.ts';
import { LookPanel } from './look-panel.tsx';
import { parseOverlays } from './overlays/overlay-names.ts';
import { useLayers } from './overlays/use-layers.ts';
import { ParameterSliders } from './parameter-sliders.tsx';
import { PlayFacts } from './play-facts.tsx';
import type { PlayOpened } from './play-orders.ts';
import { parseParameters, wholeParam } from './play-params.ts';
import type { Player } from './player.ts';
import { PlotsPanel } from './plots-panel.tsx';
import { RecordPanel } from './record-panel.tsx';
import { Transport } from './transport.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import { type Play, type PlayRequest, usePlay } from './use-play.ts';
import { formatViews, parseViews } from './view-choice.ts';
import { parseSize } from './view-size.ts';
import { Views } from './views.tsx';

/** Frames a second at which commands change, and of recordings. */
const DEFAULT_FPS = 30;

type PlayedSceneProps = {
  readonly scene: PlayRequest['scene'];
  readonly player: Player;
  /** `null` until there is one. */
  readonly stage: Stage | null;
  readonly params: Readonly<Record<string, string>>;
  /** Where the panels stand. */
  readonly side: HTMLElement;
};

/** A scene that plays: transport, views and panels. */
export function PlayedScene(props: PlayedSceneProps) {
  const { player, scene, params, stage } = props;
  const seed = wholeParam(params['seed'], 'seed', 0, Number.MAX_SAFE_INTEGER);
  const frame = wholeParam(params['frame'], 'frame', 0, 100_000);
  const fps = wholeParam(params['fps'], 'fps', DEFAULT_FPS, 960);
  const fixed = params['set'] ?? '';
  const parameters = useMemo(() => parseParameters(fixed), [fixed]);
  const request = { scene, seed, parameters, fps, frame, policy: params['driver'] ?? null };
  const play = usePlay(player, request, params['paused'] === undefined && params['frame'] === undefined);
  const { opened } = play;
  if (opened !== null && stage !== null) return <Running {...{ ...props, stage, play, opened, request }} />;
  return play.error === null ? (
    <Loading words="Waking the physics engine" />
  ) : (
    <ErrorCard error={play.error} />
  );
}

type RunningProps = PlayedSceneProps & {
  readonly stage: Stage;
  readonly play: Play;
  readonly opened: PlayOpened;
  readonly request: PlayRequest;
};

function Running({ scene, stage, params, side, play, opened, request }: RunningProps) {
  const { player } = play;
  const { played, spec } = opened;
  const { episode } = played;
  const [speed, setSpeed] = useState(1);
  const [moved, setMoved] = useState(() => parseOrbit(params['free']));
  const home = useMemo(() => orbitFrom(episode.cameras[0] as EpisodeCamera), [scene]);
  const orbit = moved ?? home;
  useKeptPlace(player, play.speed === 0, moved);
  const map = useMemo(() => (spec === null ? null : driveMap(spec)), [spec]);
  const command = useRef<{ action: readonly number[] | null; hand: Hand | null }>({
    action: null,
    hand: null,
  });
  const tell = (change: Partial<typeof command.current>): void => {
    command.current = { ...command.current, ...change };
    player.tell({ kind: 'command', command: command.current });
    if (command.current.hand?.kind === 'push') command.current.hand = null;
  };
  const drive = useDrive(map, (action) => tell({ action }));
  useConsoleHandle(stage, player, played);
  const overlays = parseOverlays(params['over']);
  const layers = useLayers(player, played, overlays);
  const size = parseSize(params['size']);
  const views = parseViews(params['view'], [...episode.cameras.map(({ name }) => name), FREE_CAMERA]);
  const chooseDriver = (name: string): void => {
    patchAddress({ driver: name });
    player.tell({ kind: 'policy', name });
  };
  return (
    <>
      <Transport
        play={play}
        stepsPerFrame={episode.physicsRate / request.fps}
        speed={speed}
        onSpeed={setSpeed}
        seed={request.seed}
        onSeed={(next) => patchAddress({ seed: next, frame: null })}
      />
      {play.error !== null && <ErrorCard error={play.error} />}
      <Views
        {...{ stage, player, played, views, size, orbit, layers }}
        onViews={(next) => patchAddress({ view: formatViews(next) })}
        onOrbit={setMoved}
        onHand={(hand) => tell({ hand })}
      />
      <PlayFacts player={player} stage={stage} />
      <PlotsPanel player={player} played={played} />
      {createPortal(
        <>
          {map !== null && (
            <DrivePanel
              driver={request.policy ?? opened.policy}
              {...{ map, drive }}
              drivers={opened.policies}
              onDriver={chooseDriver}
            />
          )}
          <LookPanel overlays={overlays} size={size} />
          <ParameterSliders
            parameters={opened.parameters}
            drawn={episode.parameters}
            fixed={request.parameters}
            onFixed={(next) =>
              patchAddress({ set: Object.keys(next).length === 0 ? null : JSON.stringify(next) })
            }
          />
          <RecordPanel player={player} scene={scene.key} />
        </>,
        side,
      )}
    </>
  );
}
