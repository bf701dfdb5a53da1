import { useEffect, useMemo } from 'preact/hooks';
import { modalityEncodings } from '../../core/modality-encoding/modality-encoding.ts';
import type { ClipFacts, DatasetIndex } from '../../core/view/dataset-view.ts';
import { patchAddress } from '../address.ts';
import type { FrameStore } from '../frames/frame-store.ts';
import { clipNames } from '../frames/id-names.ts';
import { clipMarks } from './clip-marks.ts';
import { ClipTile } from './clip-tile.tsx';
import { clipTracks } from './clip-tracks.ts';
import { ClipTransport } from './clip-transport.tsx';
import { formatTiles, parseTiles, tileName } from './tile-choice.ts';
import { TileGrid } from './tile-grid.tsx';
import { TilePicker } from './tile-picker.tsx';
import { Timeline } from './timeline.tsx';
import { usePlayback } from './use-playback.ts';
import { useScales } from './use-scales.ts';
import { useShown } from './use-shown.ts';

type ClipViewProps = {
  readonly dataKey: string;
  readonly clip: ClipFacts;
  readonly index: DatasetIndex;
  readonly store: FrameStore;
  readonly params: Readonly<Record<string, string>>;
};

/** The frame that an address names; the first unless it is a number. */
const frameOf = (text: string | undefined): number => {
  const frame = Number(text ?? 0);
  return Number.isFinite(frame) ? frame : 0;
};

/** An opened clip. */
export function ClipView({ dataKey, clip, index, store, params }: ClipViewProps) {
  const { cameras, steps } = clip;
  const tiles = useMemo(() => parseTiles(params['tiles'], cameras), [params['tiles'], cameras]);
  const tracks = useMemo(() => clipTracks(dataKey, clip, tiles), [dataKey, clip, tiles]);
  const encodings = useMemo(() => modalityEncodings(clip.encoding), [clip]);
  const names = useMemo(() => clipNames(clip), [clip]);
  const marks = useMemo(() => clipMarks(clip, index.fps), [clip, index.fps]);
  const playback = usePlayback(steps.frames, index.fps, frameOf(params['frame']));
  const shown = useShown(store, tracks, playback.wanted);
  const scales = useScales(store, tracks, encodings, names);
  useEffect(() => playback.onShown(shown?.frame), [shown]);
  return (
    <div class="clip">
      <section class="clip-main" aria-label="Pictures">
        <TilePicker
          cameras={cameras}
          tiles={tiles}
          onTiles={(next) => patchAddress({ tiles: formatTiles(next, cameras) })}
        />
        <TileGrid>
          {(factorOf) =>
            tiles.map((tile) => {
              const camera = cameras.find(({ name }) => name === tile.camera);
              return camera === undefined ? null : (
                <ClipTile
                  key={tileName(tile)}
                  {...{ tile, camera, shown, encodings, scales, names }}
                  overlay={null}
                  factor={factorOf(camera)}
                />
              );
            })
          }
        </TileGrid>
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
      </section>
    </div>
  );
}
