import { describe, expect, it } from 'vitest';
import { worldFromCameraAt } from '#src/core/camera-mount.ts';
import type { Episode, WorldState } from '#src/core/episode.ts';
import { invertRigid, length, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { drawNudges } from '#src/evaluate/bounds/second-take.ts';
import { SECOND_TAKE_PX } from '#src/evaluate/bounds/second-take-px.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';

/** An episode's state as it begins. */
const beginOf = ({ bodies }: Episode, step = 0): WorldState => ({
  step,
  positions: Float64Array.from(bodies.flatMap(({ position }) => [...position])),
  orientations: Float64Array.from(bodies.flatMap(({ orientation }) => [...orientation])),
  linearVelocities: new Float64Array(3 * bodies.length),
  angularVelocities: new Float64Array(3 * bodies.length),
});
const HEIGHT = 64;
const episodeOf = (scene: string, seed: number): Episode => sampleEpisode(readSceneFile(scene), seed);
const viewOf = ({ cameras }: Episode) => ({ height: HEIGHT, cameras: cameras.map(({ name }) => name) });

/** How far apart two points are in a camera's picture, pixels. */
function pixelsApart(episode: Episode, camera: number, state: WorldState, a: Vec3, b: Vec3): number {
  const one = episode.cameras[camera] as Episode['cameras'][number];
  const cameraFromWorld = invertRigid(worldFromCameraAt(episode, one, state));
  const focal = HEIGHT / (2 * Math.tan((one.fovDeg * Math.PI) / 360));
  const [p, q] = [a, b].map((point) => {
    const [x, y, z] = transformPoint(cameraFromWorld, point);
    return [(focal * x) / z, (focal * y) / z] as const;
  }) as [readonly [number, number], readonly [number, number]];
  return Math.hypot(p[0] - q[0], p[1] - q[1]);
}

describe('what a second take sets aside', () => {
  it('is every loose body, along the ground, within half a pixel in every view', () => {
    const lengths: number[] = [];
    for (let seed = 0; seed < 30; seed++) {
      const episode = episodeOf('alignment/free-fall', seed);
      const state = beginOf(episode);
      const nudges = drawNudges(episode, viewOf(episode), state, 12);
      const loose = episode.bodies.filter(({ motion }) => motion === 'dynamic');
      expect(Object.keys(nudges).sort()).toEqual(loose.map(({ name }) => name).sort());
      for (const { name, position } of loose) {
        const { offset, velocity } = nudges[name] as (typeof nudges)[string];
        expect([offset[2], ...velocity]).toEqual([0, 0, 0, 0]);
        const moved: Vec3 = [position[0] + offset[0], position[1] + offset[1], position[2]];
        const apart = episode.cameras.map((_, c) => pixelsApart(episode, c, state, position, moved));
        // A step towards a camera enlarges what it sees by a little.
        expect(Math.max(...apart)).toBeLessThan(1.05 * SECOND_TAKE_PX);
        lengths.push(Math.max(...apart));
      }
    }
    expect(Math.max(...lengths)).toBeGreaterThan(0.8 * SECOND_TAKE_PX);
  });

  it('is another each time, and the same for the same seed and frame', () => {
    const episode = episodeOf('alignment/dominoes', 1);
    const draw = (step: number) => drawNudges(episode, viewOf(episode), beginOf(episode, step), 12);
    expect(draw(40)).toEqual(draw(40));
    expect(draw(40)).not.toEqual(draw(80));
    const lengths = Object.values(draw(40)).map(({ offset }) => length(offset));
    expect(new Set(lengths).size).toBe(lengths.length);
  });

  it('is given speed where a joint holds it, and left alone where it is a robot’s', () => {
    const gyroscope = episodeOf('alignment/gyroscope', 0);
    const held = drawNudges(gyroscope, viewOf(gyroscope), beginOf(gyroscope), 12)['gyroscope'];
    expect(held?.offset).toEqual([0, 0, 0]);
    expect(length(held?.velocity ?? [0, 0, 0])).toBeGreaterThan(0);
    const push = episodeOf('robots/push', 0);
    const kinematic = push.bodies.filter(({ motion }) => motion !== 'dynamic').map(({ name }) => name);
    const nudged = Object.keys(drawNudges(push, viewOf(push), beginOf(push), 12));
    expect(nudged.length).toBeGreaterThan(0);
    expect(nudged.filter((name) => kinematic.includes(name))).toEqual([]);
  });
});
