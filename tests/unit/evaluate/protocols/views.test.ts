import { expect, it } from 'vitest';
import { intrinsicsFromFov, lookAt } from '#src/core/camera.ts';
import { invertRigid, type Mat4, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { pairViews, type View } from '#src/evaluate/protocols/views/view-pairs.ts';
import type { ViewTracks } from '#src/evaluate/protocols/views/view-tracks.ts';
import { viewsSentence } from '#src/evaluate/protocols/views/views-section.ts';
import type { ImagePoint } from '#src/metrics/sampson-error.ts';

const intrinsics = intrinsicsFromFov(40, 64, 64);
const FRONT = lookAt([0, -3, 1], [0, 0, 0.5]);
const SIDE = lookAt([3, 0, 1], [0, 0, 0.5]);

/** Where a camera sees a point. */
function project(worldFromCamera: Mat4, point: Vec3): ImagePoint {
  const [x, y, z] = transformPoint(invertRigid(worldFromCamera), point);
  return [intrinsics.cx + (intrinsics.fx * x) / z, intrinsics.cy + (intrinsics.fy * y) / z];
}

const COURSE: readonly Vec3[] = [
  [0, 0, 1],
  [0.1, 0.2, 0.9],
  [0.2, 0.4, 0.6],
];

const tracks = (
  camera: string,
  pose: Mat4,
  shift: (place: ImagePoint, h: number) => ImagePoint | null = (place) => place,
): ViewTracks => ({
  ...{ camera, last: 3, intrinsics, worldFromCamera: COURSE.map(() => pose) },
  bodies: { ball: COURSE.map((point, h) => shift(project(pose, point), h)) },
});

const view = (
  camera: string,
  pose: Mat4,
  shift?: (place: ImagePoint, h: number) => ImagePoint | null,
): View => ({
  predicted: tracks(camera, pose, shift),
  truth: tracks(camera, pose),
});

it('finds that two views of one course agree', () => {
  const pairs = pairViews([view('front', FRONT), view('side', SIDE)]);
  expect(pairs.map(({ horizon }) => horizon)).toEqual([1, 2, 3]);
  for (const { error } of pairs) expect(error).toBeLessThan(1e-9);
});

it('finds by how much a body would have to be moved in both views that is too low in one', () => {
  // Seen across, both epipolar lines are all but level: each view gives half, a root of two in all.
  const low = view('side', SIDE, ([u, v]) => [u, v + 2]);
  for (const { error } of pairViews([view('front', FRONT), low])) {
    expect(error).toBeGreaterThan(1.2);
    expect(error).toBeLessThan(1.6);
  }
});

it('finds nothing in a shift along the line on which the other view leaves a body', () => {
  const nearer = COURSE.map(([x, y, z]): Vec3 => [x * 0.9, y * 0.9 - 0.3, 1 + (z - 1) * 0.9]);
  // All of them lie on the front camera's rays: it cannot tell them from the course.
  const along = view('side', SIDE, (_, h) => project(SIDE, nearer[h] as Vec3));
  for (const { error } of pairViews([view('front', FRONT), along])) expect(error).toBeLessThan(1e-9);
});

it('counts a body that one prediction does not show, and asks of none that the truth hides', () => {
  const gone = view('side', SIDE, (place, h) => (h === 1 ? null : place));
  const pairs = pairViews([view('front', FRONT), gone]);
  expect(pairs.map(({ error }) => Number.isNaN(error))).toEqual([false, true, false]);
  const hidden: View = {
    ...view('side', SIDE),
    truth: tracks('side', SIDE, (place, h) => (h === 1 ? null : place)),
  };
  expect(pairViews([view('front', FRONT), hidden]).map(({ horizon }) => horizon)).toEqual([1, 3]);
});

it('asks nothing of one camera, nor of two in one place', () => {
  expect(pairViews([view('front', FRONT)])).toEqual([]);
  expect(pairViews([view('front', FRONT), view('twin', FRONT)])).toEqual([]);
});

it('says by how much the films disagree, and how many bodies they show', () => {
  const error = { mean: 1.25, low: 1, high: 1.5, n: 9 };
  const floor = { mean: 0.2, low: 0.1, high: 0.3, n: 9 };
  const rows = [
    { source: 'mine', horizon: 8, asked: 40, shown: 30, error },
    { source: 'truth', horizon: 8, asked: 40, shown: 40, error: floor },
  ];
  expect(viewsSentence(rows, ['mine'], 8)).toBe(
    'Views, 8 frames ahead, of two cameras each: those of mine disagree by 1.25 (1.00 to 1.50) px and show 75 % of the bodies whole in both; the true frames 0.20 (0.10 to 0.30).',
  );
  expect(viewsSentence([{ ...rows[0]!, shown: 0, error: null }], ['mine'], 8)).toContain(
    'those of mine show no body whole in two',
  );
  expect(viewsSentence([], ['mine'], 8)).toContain('no two cameras show a body whole');
});
