import { useEffect, useState } from 'preact/hooks';
import { ToolkitError } from '../../core/error.ts';
import { ADDRESSES } from '../../core/view/addresses.ts';
import type { ShownScene } from '../../core/view/view-manifest.ts';
import { patchAddress } from '../address.ts';
import type { PageProps } from '../app.tsx';
import { fetchJson } from '../fetch-file.ts';
import { openStage } from '../stage/open-stage.ts';
import { ErrorCard } from '../ui/error-card.tsx';
import type { KeyWords } from '../ui/keys-dialog.tsx';
import { Loading } from '../ui/loading.tsx';
import { useLoaded } from '../use-loaded.ts';
import './play-page.css';
import { PlayedScene } from './played-scene.tsx';
import { ScenePicker } from './scene-picker.tsx';
import { TRANSPORT_KEYS } from './transport.tsx';
import { usePlayer } from './use-play.ts';
import { useSceneChanges } from './use-scene-changes.ts';

/**
 * A scene's file as it is: the thread that plays it reads it.
 *
 * @throws {@link ToolkitError} `argument/unknown`, or what the server says.
 */
async function fetchFileOf(
  key: string,
  scenes: readonly ShownScene[],
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly file: unknown }> {
  if (!scenes.some((scene) => scene.key === key)) {
    throw new ToolkitError(
      'argument/unknown',
      `The scene in the address must be one that this viewer shows, got "${key}".`,
      'Choose one from the list, or start worldwright view with its file.',
    );
  }
  return { key, file: await fetchJson<unknown>(ADDRESSES.scene(key), signal) };
}

/** What the pointer does. */
const POINTER_KEYS: readonly KeyWords[] = [
  ['drag', 'take a body and throw it; the wheel pulls it nearer'],
  ['Ctrl click', 'strike a body, away from the camera'],
  ['drag beside', 'turn the free camera; with Shift move it; the wheel zooms'],
  ['w a s d q e', 'drive the robot: its panel shows which key does what'],
];

/** A scene to play with: it moves in the page as it would in a dataset. */
export function PlayPage({ manifest, params, onKeys }: PageProps) {
  const key = params['scene'] ?? manifest.scenes[0]?.key ?? '';
  const changes = useSceneChanges(key, manifest.live);
  const scene = useLoaded((signal) => fetchFileOf(key, manifest.scenes, signal), [key, changes]);
  // The thread, the stage and the scene come at the same time.
  const player = usePlayer();
  const stage = useLoaded(openStage, []);
  const [side, setSide] = useState<HTMLElement | null>(null);
  useEffect(() => onKeys([...TRANSPORT_KEYS, ...POINTER_KEYS]), [onKeys]);
  const choose = (next: string): void =>
    patchAddress({ ...Object.fromEntries(Object.keys(params).map((name) => [name, null])), scene: next });
  return (
    <div class="play">
      <aside>
        <ScenePicker scenes={manifest.scenes} chosen={key} onChoose={choose} />
        <div ref={setSide} class="stack" />
      </aside>
      <div class="play-main">
        {scene.kind === 'failed' && <ErrorCard error={scene.error} />}
        {stage.kind === 'failed' && <ErrorCard error={stage.error} />}
        {scene.kind === 'loading' && <Loading words="Setting the scene" />}
        {scene.kind === 'ready' && side !== null && (
          <PlayedScene
            {...{ key, player, params, side }}
            scene={scene.value}
            stage={stage.kind === 'ready' ? stage.value : null}
          />
        )}
      </div>
    </div>
  );
}
