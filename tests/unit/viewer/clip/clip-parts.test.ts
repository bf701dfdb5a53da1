import { expect, it } from 'vitest';
import type { ClipFacts, ShownCamera } from '#src/core/view/dataset-view.ts';
import { markBeside } from '#src/viewer/clip/clip-marks.ts';
import { differenceWords, firstDifference } from '#src/viewer/clip/first-difference.ts';
import { cameraFrame, formatTiles, neededImages, parseTiles } from '#src/viewer/clip/tile-choice.ts';
import { wholeFactor } from '#src/viewer/clip/tile-grid.tsx';
import { paintDifference } from '#src/viewer/frames/paint-difference.ts';

const camera = (name: string, modalities: ShownCamera['modalities']): ShownCamera =>
  ({ name, modalities, every: 1, frames: 10 }) as unknown as ShownCamera;
const CAMERAS = [
  camera('a', ['rgb', 'depth_z_m', 'instance_id', 'occlusion', 'boxes']),
  camera('b', ['rgb', 'normal']),
];

it('shows the tiles that the address names, and the default where it names none that there are', () => {
  const names = (text?: string): string =>
    parseTiles(text, CAMERAS)
      .map((tile) => `${tile.camera}:${tile.modality}`)
      .join();
  expect(names()).toBe('a:rgb,b:rgb,a:depth_z_m,a:instance_id');
  expect(names('b:normal,c:rgb,a:rgb')).toBe('a:rgb,b:normal');
  expect(names('nothing')).toBe(names());
  expect(formatTiles(parseTiles(undefined, CAMERAS), CAMERAS)).toBeNull();
  expect(formatTiles([{ camera: 'b', modality: 'normal' }], CAMERAS)).toBe('b:normal');
});

it('needs the picture below what is drawn over it', () => {
  expect(neededImages({ camera: 'a', modality: 'boxes' }, CAMERAS)).toEqual([
    { camera: 'a', modality: 'rgb' },
  ]);
  expect(neededImages({ camera: 'a', modality: 'occlusion' }, CAMERAS)).toHaveLength(2);
  expect(neededImages({ camera: 'a', modality: 'rgb' }, CAMERAS)).toHaveLength(1);
});

it('shows the last frame that a camera took', () => {
  const every = { every: 3, frames: 4 };
  expect([0, 2, 3, 5, 9, 30].map((frame) => cameraFrame(every, frame))).toEqual([0, 0, 1, 1, 3, 3]);
});

it('enlarges by whole factors alone', () => {
  expect([
    wholeFactor(128, 640),
    wholeFactor(32, 640),
    wholeFactor(500, 640),
    wholeFactor(1280, 640),
  ]).toEqual([2, 8, 1, 0.5]);
});

it('finds the mark before and after a frame', () => {
  const marks = [3, 7, 7, 12].map((frame) => ({
    kind: 'contact_begin' as const,
    frame,
    at: frame,
    words: '',
  }));
  expect([markBeside(marks, 7, 1), markBeside(marks, 7, -1), markBeside(marks, 12, 1)]).toEqual([
    12,
    3,
    null,
  ]);
});

const clip = (positions: number[], action: number[]): ClipFacts =>
  ({
    steps: {
      ...{ bodies: ['box'], positions, orientations: [], joints: [], jointPositions: [] },
      ...{ action, actionDim: 1 },
    },
  }) as unknown as ClipFacts;

it('names the first frame in which two clips differ', () => {
  const one = clip([0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, 0]);
  const other = clip([0, 0, 0, 1, 1, 1, 2, 2, 2.1], [0, 5, 0]);
  expect(firstDifference(one, other)).toEqual({ state: 2, action: 1 });
  expect(firstDifference(one, one)).toEqual({ state: null, action: null });
  expect(differenceWords(firstDifference(one, other))).toBe(
    'States differ from frame 2 on, actions differ from frame 1 on.',
  );
});

it('paints what differs light and what does not dark', () => {
  const scales = { depth: [1, 3], flow: 2 } as const;
  const { rgb, differing } = paintDifference(
    'depth_z_m',
    Float32Array.of(1, 2),
    Float32Array.of(1, 4),
    2,
    scales,
  );
  expect([...rgb]).toEqual([24, 26, 32, 253, 231, 37]);
  expect(differing).toBe(1);
  expect(
    paintDifference('instance_id', Uint16Array.of(1, 2), Uint16Array.of(1, 3), 2, scales).differing,
  ).toBe(1);
});
