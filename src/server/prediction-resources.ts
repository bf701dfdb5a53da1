import { VERSION } from '../core/version.ts';
import type { MakeBytes } from './byte-maker.ts';
import { blockCount } from './frame-blocks.ts';
import { numberIn } from './number-in.ts';
import type { OpenedDataset, OpenedPredictions } from './open-things.ts';
import { readTrackBlock } from './prediction-blocks.ts';
import type { PredictionSource } from './prediction-source.ts';
import { openPredictionFolder } from './predictions-folder.ts';
import { openReportFolder } from './report-folder.ts';
import { type Found, jsonResource, type Resource } from './resource.ts';

/** Everything that is shown of a report or of predictions, below `predictions/<key>/` (core/view/addresses.ts). */
export function predictionResources(
  { shown, kind, path }: OpenedPredictions,
  datasets: readonly OpenedDataset[],
  make: MakeBytes,
): Found {
  let opened: Promise<PredictionSource> | null = null;
  const open = (): Promise<PredictionSource> => {
    if (opened !== null) return opened;
    const opening =
      kind === 'report'
        ? openReportFolder(path, shown.name)
        : openPredictionFolder(path, shown.name, datasets);
    opened = opening;
    // What failed may be whole the next time that somebody asks.
    opening.catch(() => {
      opened = null;
    });
    return opening;
  };

  const block = async (parts: readonly string[]): Promise<Resource | null> => {
    const [clipName = '', row = '', file = ''] = parts;
    const [clip, at] = [numberIn(clipName, ''), numberIn(file, '.bin')];
    const model = row === 'truth' ? row : numberIn(row, '');
    if (clip === null || at === null || model === null) return null;
    const source = await open();
    const { protocol, clips } = source.index;
    const frames = model === 'truth' ? protocol.context + protocol.horizon : protocol.horizon;
    const facts = clips[clip];
    if (facts === undefined || at >= blockCount(frames)) return null;
    if (!(model === 'truth' ? facts.truth : facts.predicted[model])) return null;
    const type = 'application/octet-stream';
    const name = [path, clip, model, at].join(' ');
    const { truthBlock } = source;
    if (model === 'truth' && truthBlock !== undefined)
      return { type, read: (signal) => make(name, signal, () => truthBlock(clip, at)) };
    const track = await source.track(clip, model);
    if (track === null) return null;
    const etag =
      track.sha256 === undefined
        ? {}
        : { etag: `${VERSION}-${track.sha256.slice(0, 32)}-${track.first}-${at}` };
    return { type, ...etag, read: (signal) => make(name, signal, () => readTrackBlock(track, at)) };
  };

  const find = async (parts: readonly string[]): Promise<Resource | null> => {
    const [first, ...rest] = parts;
    if (first === 'index.json' && rest.length === 0) return jsonResource(async () => (await open()).index);
    if (first === 'scored.json' && rest.length === 0) {
      const { scored } = await open();
      return scored === undefined ? null : jsonResource(scored);
    }
    return first === 'clips' && rest.length === 3 ? block(rest) : null;
  };

  const paths = async (): Promise<readonly string[]> => {
    const { index, scored } = await open();
    const { clips, protocol } = index;
    const { context, horizon } = protocol;
    const blocks = (frames: number, below: string): string[] =>
      Array.from({ length: blockCount(frames) }, (_, i) => `${below}/${i}.bin`);
    return [
      'index.json',
      ...(scored === undefined ? [] : ['scored.json']),
      ...clips.flatMap(({ truth, predicted }, i) => [
        ...(truth ? blocks(context + horizon, `clips/${i}/truth`) : []),
        ...predicted.flatMap((has, model) => (has ? blocks(horizon, `clips/${i}/${model}`) : [])),
      ]),
    ];
  };

  return { find, paths };
}
