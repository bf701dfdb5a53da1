import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';
import { modalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import type { ClipFacts, DatasetIndex } from '../../core/view/dataset-view.ts';
import { patchAddress } from '../address.ts';
import type { FrameStore } from '../frames/frame-store.ts';
import { clipNames } from '../frames/id-names.ts';
import { bodyExtents, extentOf } from '../three-d/body-extents.ts';
import { SpaceView } from '../three-d/space-view.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { clipMarks } from './clip-marks.ts';
import { ClipPlots } from './clip-plots.tsx';
import { ClipTiles } from './clip-tiles.tsx';
import { clipTracks } from './clip-tracks.ts';
import { ClipTransport } from './clip-transport.tsx';
import { CompareChoice } from './compare-choice.tsx';
import { ComparedTiles, OTHER } from './compared-tiles.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { overlayLines } from './overlay-lines.ts';
import { cameraFrame, formatTiles, parseTiles, type TileChoice } from './tile-choice.ts';
import { OVERLAYS, type Overlay, parseOverlays, TileOverlay } from './tile-overlay.tsx';
import { TilePicker } from './tile-picker.tsx';
import { Timeline } from './timeline.tsx';
import { useBoxes } from './use-boxes.ts';
import { usePlayback } from './use-playback.ts';
import { useScales } from './use-scales.ts';
import { useShown } from './use-shown.ts';

type ClipViewProps = {
  readonly dataKey: string;
  readonly clip: ClipFacts;
  readonly index: DatasetIndex;
  readonly store: FrameStore;
  readonly params: Readonly<Record<string, string>>;
  readonly playKey: string | null;
  /** The clip that it is compared with. */
  readonly other: ClipFacts | null;
};

/** The frame that an address names; the first unless it is a number. */
const frameOf = (text: string | undefined): number => {
  const frame = Number(text ?? 0);
  return Number.isFinite(frame) ? frame : 0;
};

/** An opened clip. */
export function ClipView({ dataKey, clip, index, store, params, playKey, other }: ClipViewProps) {
  const { cameras, steps } = clip;
  const tiles = useMemo(() => parseTiles(params['tiles'], cameras), [params['tiles'], cameras]);
  const tracks = useMemo(() => {
    const its = other === null ? [] : clipTracks(dataKey, other, tiles, OTHER);
    return [...clipTracks(dataKey, clip, tiles), ...its];
  }, [dataKey, clip, other, tiles]);
  const encodings = useMemo(() => modalityEncodings(clip.encoding), [clip]);
  const names = useMemo(() => clipNames(clip), [clip]);
  const marks = useMemo(() => clipMarks(clip, index.fps), [clip, index.fps]);
  const playback = usePlayback(steps.frames, index.fps, frameOf(params['frame']));
  // Where the clip ends, nothing of it is wanted any more; told before the next clip asks for its own.
  useLayoutEffect(() => () => store.stop(), [store]);
  const shown = useShown(store, tracks, playback.wanted);
  const scales = useScales(store, tracks, encodings, names);
  useEffect(() => playback.onShown(shown?.frame), [shown]);
  const frame = shown?.frame ?? playback.wanted;
  const over = useMemo(() => parseOverlays(params['over']), [params['over']]);
  const overlay = useOverlay(dataKey, clip, tiles, over, frame);
  return (
    <div class="clip">
      <section class="clip-main" aria-label="Pictures">
        <div class="row clip-tools">
          <TilePicker
            cameras={cameras}
            tiles={tiles}
            onTiles={(next) => patchAddress({ tiles: formatTiles(next, cameras) })}
          />
          <span class="spring" />
          <CompareChoice
            ids={index.episodes.id}
            family={clip.family}
            episode={clip.facts.id}
            against={params['against'] ?? null}
          />
          <OverlayChoice over={over} />
        </div>
        {other === null ? (
          <ClipTiles {...{ clip, tiles, shown, encodings, scales, names }} overlayOf={overlay.of} />
        ) : (
          <ComparedTiles {...{ clip, other, tiles, shown, encodings, scales, names }} onGo={playback.go} />
        )}
        <div class="clip-controls card">
          <ClipTransport
            playback={playback}
            frames={steps.frames}
            fps={index.fps}
            marks={marks}
            shownFrame={shown?.frame ?? null}
          />
          <Timeline frames={steps.frames} wanted={playback.wanted} marks={marks} onGo={playback.go} />
        </div>
        <div class="clip-below">
          <ClipPlots clip={clip} frame={frame} body={params['body']} onGo={playback.go} />
          <SpaceView clip={clip} frame={frame} extents={overlay.extents} />
        </div>
      </section>
      <FactsPanel dataKey={dataKey} clip={clip} playKey={playKey} against={params['against'] ?? null} />
    </div>
  );
}

/** What is drawn over each tile: what is chosen, and boxes where the tile is one of boxes. */
function useOverlay(
  dataKey: string,
  clip: ClipFacts,
  tiles: readonly TileChoice[],
  over: readonly Overlay[],
  frame: number,
) {
  const boxes = useBoxes(
    dataKey,
    clip,
    // Of meshes, nothing but recorded boxes tells how large they are.
    over.includes('boxes') ||
      tiles.some(({ modality }) => modality === 'boxes') ||
      clip.facts.bodies.some(({ shape }) => extentOf(shape) === null),
  );
  const extents = useMemo(() => bodyExtents(clip.facts.bodies, [...boxes.values()].flat()), [clip, boxes]);
  return {
    extents,
    of: ({ camera: name, modality }: TileChoice) => {
      const camera = clip.cameras.find((one) => one.name === name);
      const drawn: readonly Overlay[] = modality === 'boxes' ? [...over, 'boxes'] : over;
      if (camera === undefined || drawn.length === 0) return null;
      const recorded = boxes.get(name)?.[cameraFrame(camera, frame)]?.boxes ?? null;
      return (
        <TileOverlay
          camera={camera}
          over={drawn}
          lines={overlayLines(clip, camera, frame, extents, recorded)}
        />
      );
    },
  };
}

const OVERLAY_NAMES: Readonly<Record<Overlay, string>> = { boxes: 'Boxes', names: 'Body names' };

function OverlayChoice({ over }: { readonly over: readonly Overlay[] }) {
  const turn = (name: Overlay): void => {
    const next = OVERLAYS.filter((one) => over.includes(one) !== (one === name));
    patchAddress({ over: next.length === 0 ? null : next.join(',') });
  };
  useKeys({ b: () => turn('boxes'), c: () => turn('names') });
  return (
    <span class="row">
      {OVERLAYS.map((name) => (
        <label class="row" key={name}>
          <input type="checkbox" checked={over.includes(name)} onChange={() => turn(name)} />
          {OVERLAY_NAMES[name]}
        </label>
      ))}
    </span>
  );
}
