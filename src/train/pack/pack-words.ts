import { dataBytes, type PackIndex } from './pack-index.ts';

/** What a pack is, as data; `words` is the same for people. */
export function packWords(index: PackIndex): { readonly facts: object; readonly words: readonly string[] } {
  const { split, width, height, fps, actionDim, dataSha256, datasets, scenes, clips, depth = false } = index;
  const counted = scenes.map((name, scene) => ({
    name,
    clips: clips.filter((clip) => clip.scene === scene).length,
  }));
  const frames = clips.reduce((sum, clip) => sum + clip.frames, 0);
  const moving = clips.reduce((sum, { moves }) => sum + moves.replaceAll('0', '').length, 0) / frames;
  return {
    facts: {
      ...{ split, width, height, fps, actionDim, depth, dataSha256, datasets, scenes: counted },
      ...{ clips: clips.length, frames, moving, bytes: dataBytes(index) },
    },
    words: [
      `${clips.length} clips, ${frames} frames of ${width}×${height} at ${fps} fps${depth ? ' with depth' : ''}, ${(dataBytes(index) / 1e9).toPrecision(3)} GB`,
      `scenes: ${counted.map(({ name, clips: count }) => `${name} × ${count}`).join(', ')}; split ${split}`,
      actionDim === 0 ? 'nothing acts' : `actions of ${actionDim} numbers`,
      `something moves in ${Math.round(100 * moving)} % of the frames`,
      `datasets: ${datasets.map(({ name, planSha256 }) => `${name} (plan ${planSha256.slice(0, 12)})`).join(', ')}`,
      `data ${dataSha256.slice(0, 12)}`,
    ],
  };
}
