import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateDataset } from '#src/dataset/generate.ts';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readSteps } from '#src/dataset/read-episode.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { replayEpisode } from '#src/dataset/replay-episode.ts';
import { oracleVelocity } from '#src/evaluate/bounds/oracle-velocity.ts';
import {
  type OtherCourse,
  openRedrawing,
  type Redrawing,
  redrawnClips,
} from '#src/evaluate/bounds/redraw.ts';
import { secondTake } from '#src/evaluate/bounds/second-take.ts';
import { SECOND_TAKE_PX } from '#src/evaluate/bounds/second-take-px.ts';
import { listClips, type Protocol } from '#src/evaluate/protocol.ts';
import { readClips } from '#src/evaluate/read-clips.ts';
import type { EvaluatedClip } from '#src/metrics/evaluated-clip.ts';
import { prepareClip, scorePrediction } from '#src/metrics/score-clip.ts';
import { loadSimulation } from '#src/simulator/load-simulation.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';

const out = mkdtempSync(join(tmpdir(), 'worldwright-bounds-'));
const protocol: Protocol = { context: 4, horizon: 8, starts: [0, 2] };
let dataset: Dataset;
let redrawing: Redrawing;
const clips: EvaluatedClip[] = [];

beforeAll(async () => {
  const scenes = [
    readSceneFile('alignment/free-fall'),
    readSceneFile('alignment/gyroscope'),
    readSceneFile('robots/push'),
  ];
  await generateDataset({
    ...{
      out,
      scenes,
      episodes: 1,
      frames: 14,
      width: 64,
      height: 64,
      modalities: ['rgb', 'instance_id'],
      workers: 1,
    },
  });
  dataset = await openDataset(out);
  const names = { sceneOf: (scene: string) => scene, clusterOf: (episode: string) => episode };
  for await (const clip of readClips(dataset, listClips(dataset, protocol), protocol, names))
    clips.push(clip);
  redrawing = await openRedrawing([dataset]);
}, 300_000);
afterAll(() => {
  redrawing.close();
  rmSync(out, { recursive: true, force: true });
});

/** The same course again: what a bound would be that changes nothing. */
const again: OtherCourse = async ({ episode, motion }, { last, horizon }) => {
  await loadSimulation();
  return [...simulateMotion(episode, { ...motion, frames: last + 1 + horizon })].slice(last + 1);
};

const differing = (a: readonly Uint8Array[], b: readonly Uint8Array[]): number =>
  a.reduce(
    (sum, frame, h) => sum + frame.reduce((count, byte, i) => count + Number(byte !== b[h]?.[i]), 0),
    0,
  );

it('an episode played again from its recorded actions has its recorded states to the bit, and its pictures', async () => {
  await loadSimulation();
  for (const { id } of dataset.episodes) {
    const { episode, motion } = await replayEpisode(dataset, id, ['rgb']);
    const steps = await readSteps(dataset, id);
    const states = [...simulateMotion(episode, motion)].flatMap(({ state }) => [...state.positions]);
    expect(Float64Array.from(states)).toEqual(steps.positions);
  }
  const predict = redrawnClips(redrawing, again);
  // Where among others a picture is drawn can turn a few bytes at edges.
  for (const clip of clips) expect(differing(await predict(clip, dataset), clip.truth)).toBeLessThan(50);
});

it('a second take starts within half a pixel of the truth, differs from it, and is the same each time', async () => {
  const predict = redrawnClips(redrawing, secondTake);
  const reversed = redrawnClips(redrawing, secondTake);
  const takes = new Map<string, readonly Uint8Array[]>();
  for (const clip of clips) {
    const frames = await predict(clip, dataset);
    expect(frames).toHaveLength(protocol.horizon);
    takes.set(clip.id, frames);
    const { centroid_px: off } = scorePrediction(prepareClip(clip), frames);
    const floor = scorePrediction(prepareClip(clip), clip.truth).centroid_px;
    // A body at half a pixel is measured by its whole pixels.
    if (!Number.isNaN(off[0] ?? Number.NaN))
      expect(off[0]).toBeLessThan((floor[0] ?? 0) + SECOND_TAKE_PX + 0.5);
  }
  const moving = clips.filter(({ scene }) => scene === 'free-fall');
  for (const clip of moving) expect(differing(takes.get(clip.id) ?? [], clip.truth)).toBeGreaterThan(100);
  for (const clip of clips.filter((_, i) => i % 3 === 0).toReversed())
    expect(differing(await reversed(clip, dataset), takes.get(clip.id) ?? [])).toBe(0);
});

it('an oracle of velocities is all but right one frame ahead, and lets falling bodies hang back', async () => {
  const predict = redrawnClips(redrawing, oracleVelocity);
  // What does not fall is a matter of its scene; that it is drawn at all is seen from one camera.
  const asked = clips.filter(({ scene }, i) => scene === 'free-fall' || i % 4 === 0);
  for (const clip of asked) {
    const prepared = prepareClip(clip);
    const oracle = scorePrediction(prepared, await predict(clip, dataset));
    const last = clip.context.at(-1) as Uint8Array;
    const frozen = scorePrediction(
      prepared,
      clip.truth.map(() => last),
    );
    if (clip.scene === 'free-fall') {
      expect(oracle.psnr[0]).toBeGreaterThan(frozen.psnr[0] as number);
      expect(oracle.union_iou[7]).toBeLessThan(0.6);
    }
  }
});
