import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldFromCameraAt } from '#src/core/camera-mount.ts';
import type { EpisodeCamera, Shape } from '#src/core/episode.ts';
import { ToolkitError } from '#src/core/error.ts';
import {
  add,
  invertRigid,
  type Mat4,
  multiplyTransforms,
  poseMatrix,
  scale,
  subtract,
} from '#src/core/pose.ts';
import { cameraWarnings } from '#src/scene/camera-warnings.ts';
import { checkLenses } from '#src/scene/check-lenses.ts';
import { checkDepthRange } from '#src/scene/depth-range.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { overlaps } from '#src/scene/overlap.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { contains } from '#src/scene/shape-contains.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';

type Changes = Readonly<Record<string, unknown>>;

const [front] = minimalScene()['cameras'] as [Record<string, unknown>];
const withCameras = (...changes: Changes[]) =>
  minimalScene({ cameras: changes.map((change) => ({ ...front, ...change })) });
const episodeWith = (...changes: Changes[]) =>
  sampleEpisode(parseScene(withCameras(...changes), 'a.json'), 5);

function refusal(work: () => unknown): ToolkitError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ToolkitError);
    expect((error as ToolkitError).exitCode).toBe(2);
    return error as ToolkitError;
  }
  throw new Error('Nothing was refused.');
}

const orbit = { period: 4 };
const handheld = { sway: 0.02, tilt_deg: 1 };
const wrong: [what: string, cameras: Changes[], message: string, hint?: string][] = [
  [
    'a body that is not there',
    [{ on: 'bal' }],
    'cameras[0].on must name a body, got "bal".',
    'Did you mean "ball"?',
  ],
  ['an orbit on a body', [{ on: 'ball', orbit }], 'cameras[0].orbit must not stand beside on.'],
  ['a hand on a body', [{ on: 'ball', handheld }], 'cameras[0].handheld must not stand beside on.'],
  ['a hand on an orbit', [{ orbit, handheld }], 'cameras[0].handheld must not stand beside orbit.'],
  ['one name twice', [{}, {}], 'cameras[1].name must be unique, got "front" twice.'],
  [
    'a name that a stereo pair has',
    [{ stereo: { baseline: 0.1 } }, { name: 'front_left' }],
    'cameras[1].name must be unique, got "front_left" twice.',
  ],
  [
    'a stereo pair with a name that is taken',
    [{ name: 'front_right' }, { stereo: { baseline: 0.1 } }],
    'cameras[1].name must be unique, got "front_right" twice.',
  ],
  [
    'a lens that folds',
    [{}, { name: 'wide', fov_deg: 60, lens: { kind: 'brown-conrady', k1: -0.3 } }],
    'cameras[1].lens must not fold the image within its corners, got a map that turns back inside 60°.',
    'Narrow fov_deg, or weaken the coefficients.',
  ],
  ['far planes before near ones', [{ near: 2, far: 1 }], 'cameras[0].far must be > near (2 m), got 1 m.'],
  [
    'a camera that looks at itself',
    [{ look_at: [0, -3, 1] }],
    'cameras[0].look_at must differ from position, got the same point.',
  ],
  ['no baseline', [{ stereo: { baseline: 0 } }], 'cameras[0].stereo.baseline must be > 0 m, got 0 m.'],
  [
    'no baseline of a stereo depth sensor',
    [{ stereo_depth: { baseline: 0 } }],
    'cameras[0].stereo_depth.baseline must be > 0 m, got 0 m.',
  ],
  [
    'a shutter longer than a frame',
    [{ shutter: { share: 1.5 } }],
    'cameras[0].shutter.share must be ≤ 1, got 1.5.',
  ],
  [
    'noise below 0',
    [{ noise: { full_well: 1000, read: -1 } }],
    'cameras[0].noise.read must be ≥ 0 electrons, got -1 electrons.',
  ],
  [
    'disparity noise below 0',
    [{ stereo_depth: { baseline: 0.1, disparity_noise: -1 } }],
    'cameras[0].stereo_depth.disparity_noise must be ≥ 0 pixels, got -1 pixels.',
  ],
  ['a period of 0', [{ orbit: { period: 0 } }], 'cameras[0].orbit.period must be ≥ 0.1 s, got 0 s.'],
  ['every 0th frame', [{ every: 0 }], 'cameras[0].every must be ≥ 1, got 0.'],
];

describe('cameras of a scene', () => {
  it.each(wrong)('refuse %s', (_, cameras, message, hint) => {
    const error = refusal(() => parseScene(withCameras(...cameras), 'a.json'));
    expect(error.message).toBe(`a.json: ${message}`);
    if (hint !== undefined) expect(error.hint).toBe(hint);
  });

  it('have lenses that fit their own size, or a square', () => {
    // The map turns back at 0.7027; the corner lies at 0.66 in a square and at 1.04 in a wide image.
    const lens = { kind: 'brown-conrady', k1: -0.3 };
    expect(() => parseScene(withCameras({ fov_deg: 50, lens }), 'a.json')).not.toThrow();
    const sized = refusal(() => parseScene(withCameras({ fov_deg: 50, lens, size: [128, 64] }), 'a.json'));
    expect(sized.message).toContain('cameras[0].lens');
  });

  it('have lenses that fit the size of the plan', () => {
    const episode = episodeWith({ fov_deg: 50, lens: { kind: 'brown-conrady', k1: -0.3 } });
    expect(() => checkLenses(episode, 64, 64)).not.toThrow();
    expect(refusal(() => checkLenses(episode, 128, 64)).message).toBe(
      'minimal: the lens of camera "front" must not fold the image within its corners, ' +
        'got a map that turns back inside 128x64 pixels.',
    );
  });

  it('may circle a point right below them', () => {
    expect(() => episodeWith({ position: [0, 0, 3], look_at: [0, 0, 1], orbit })).not.toThrow();
  });

  it('make two of a stereo pair, a baseline apart, alike in all else', () => {
    const [left, right, ...others] = episodeWith({ stereo: { baseline: 0.2 }, near: 0.3, far: 9 }).cameras;
    expect(others).toEqual([]);
    expect([left?.name, right?.name]).toEqual(['front_left', 'front_right']);
    const { name: _l, worldFromCamera: fromLeft, ...restLeft } = left as NonNullable<typeof left>;
    const { name: _r, worldFromCamera: fromRight, ...restRight } = right as NonNullable<typeof right>;
    expect(restLeft).toEqual(restRight);
    expect([restLeft.near, restLeft.far]).toEqual([0.3, 9]);
    const moved = multiplyTransforms(fromLeft, poseMatrix([0.2, 0, 0], [0, 0, 0, 1]));
    moved.forEach((value, i) => {
      expect(value).toBeCloseTo(fromRight[i] as number, 12);
    });
  });

  it('sway and tilt as one in a stereo pair', () => {
    const episode = episodeWith({ stereo: { baseline: 0.2 }, handheld: { sway: 0.1, tilt_deg: 20 } });
    const [left, right] = episode.cameras as [EpisodeCamera, EpisodeCamera];
    const none = new Float64Array(0);
    const rows = { positions: none, orientations: none, linearVelocities: none, angularVelocities: none };
    for (const step of [0, 37, 240, 1000]) {
      const [a, b] = [left, right].map((eye) => worldFromCameraAt(episode, eye, { step, ...rows })) as [
        Mat4,
        Mat4,
      ];
      multiplyTransforms(invertRigid(a), b).forEach((value, i) => {
        expect(value).toBeCloseTo(poseMatrix([0.2, 0, 0], [0, 0, 0, 1])[i] as number, 12);
      });
    }
  });

  it('have a far plane that fits into 16 bits, by either eye and by the sensor', () => {
    const far = parseScene(withCameras({ far: 70, stereo: { baseline: 0.1 } }), 'a.json');
    expect(refusal(() => checkDepthRange(far, 0.001)).message).toContain('cameras[0].far must be at most');
    const ranged = parseScene(
      { ...withCameras({ far: '$far' }), random: { far: { uniform: [60, 70] } } },
      'a.json',
    );
    expect(refusal(() => checkDepthRange(ranged, 0.001)).message).toContain('got 70 m');
    expect(() => checkDepthRange(ranged, 0.002)).not.toThrow();
  });
});

describe('warnings', () => {
  it('name a camera and the body that it begins inside', () => {
    expect(cameraWarnings(episodeWith({}))).toEqual([]);
    expect(
      cameraWarnings(episodeWith({ position: [0.1, 0, 1] }, { name: 'low', position: [0, 3, -1] })),
    ).toEqual([
      'minimal: camera "front" begins inside body "ball".',
      'minimal: camera "low" begins inside body "ground".',
    ]);
  });
});

describe('contains', () => {
  const shapes: Shape[] = [
    { kind: 'box', size: [0.4, 0.6, 0.8] },
    { kind: 'sphere', radius: 0.3 },
    { kind: 'cylinder', radius: 0.2, height: 0.7 },
    { kind: 'capsule', radius: 0.2, height: 0.5 },
    { kind: 'plane', size: 5 },
  ];

  it('agrees with the overlap of a small ball', () => {
    const at = fc.double({ min: -0.6, max: 0.6, noNaN: true });
    const turn = fc
      .tuple(at, at, at, fc.double({ min: 0.1, max: 1, noNaN: true }))
      .map((q) => q.map((x) => x / Math.hypot(...q)) as unknown as readonly [number, number, number, number]);
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.tuple(at, at, at),
        fc.tuple(at, at, at),
        turn,
        (...drawn) => {
          const [shape, position, point, orientation] = drawn;
          const solid = { shape, position, orientation };
          const ball = { shape: { kind: 'sphere', radius: 0.002 } as const, position: point };
          const touches = overlaps(solid, { ...ball, orientation: [0, 0, 0, 1] });
          if (contains(solid, point)) expect(touches).toBe(true);
          if (!touches || shape.kind === 'plane') return;
          // The ball reaches 2 mm; a fiftieth of the way to the middle of these solids is more.
          const inwards = add(position, scale(subtract(point, position), 0.98));
          expect(contains(solid, inwards)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
