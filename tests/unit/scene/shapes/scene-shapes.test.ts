import { describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import type { CompoundShape, MeshShape } from '#src/core/shape.ts';
import { shapeExtent } from '#src/core/shape-extent.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { overlaps } from '#src/scene/overlap.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { contains } from '#src/scene/shape-contains.ts';
import { varyLook } from '#src/scene/vary-look.ts';
import { minimalBall, minimalGround, minimalScene } from '../../../fixtures/minimal-scene.ts';
import { ANGLE, CHANNEL, shapedScene, TABLE } from '../../../fixtures/shaped-scene.ts';

const episodeOf = (scene: Record<string, unknown>, seed = 0) =>
  sampleEpisode(parseScene(scene, 'a.json'), seed);
const bodyOf = (shape: unknown, changes = {}) => ({ name: 'it', shape, material: 'clay', ...changes });
const sampled = (shape: unknown, changes = {}) => {
  const { bodies } = episodeOf(
    minimalScene({ bodies: [minimalGround(), bodyOf(shape, { position: [0, 0, 3], ...changes })] }),
  );
  return bodies.find(({ name }) => name === 'it')!;
};
const refusal = (shape: unknown, changes = {}): string => {
  try {
    sampled(shape, changes);
  } catch (error) {
    expect(error).toBeInstanceOf(ToolkitError);
    return (error as Error).message;
  }
  return '';
};

describe('shapes of a scene', () => {
  it('become compounds whose parts have materials of their own', () => {
    const { parts } = sampled(TABLE).shape as CompoundShape;
    expect(parts).toHaveLength(8);
    expect(parts[0]!.material).toBeNull();
    expect(parts[1]!.material).toMatchObject({ name: 'clay', color: '#5c4033' });
    expect(parts.map(({ role }) => role)).toEqual([
      'both',
      'both',
      'both',
      'both',
      'both',
      'seen',
      'solid',
      'both',
    ]);
    expect(shapeExtent(sampled(TABLE).shape).size[2]).toBeCloseTo(0.425 + 0.325, 6);
  });

  it('are solid as their outline asks for', () => {
    const solid = (shape: unknown, motion = 'dynamic') =>
      (sampled(shape, { motion }).shape as MeshShape).solid;
    const wedge = {
      kind: 'extrusion',
      profile: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      depth: 1,
    };
    expect(solid(wedge)).toBe('hull');
    expect(solid(ANGLE)).toBe('pieces');
    expect(solid(ANGLE, 'fixed')).toBe('surface');
    expect(solid({ ...ANGLE, solid: 'hull' }, 'fixed')).toBe('hull');
  });

  it('may take their numbers from ranges, and either way round', () => {
    const scene = (profile: unknown) =>
      minimalScene({
        random: { height: { uniform: [1, 2] } },
        bodies: [bodyOf({ kind: 'extrusion', profile, depth: '$height' }, { motion: 'fixed' })],
      });
    const one = episodeOf(
      scene([
        [0, 0],
        [1, 0],
        [0, '$height'],
      ]),
      3,
    );
    const other = episodeOf(
      scene([
        [0, '$height'],
        [1, 0],
        [0, 0],
      ]),
      3,
    );
    const height = one.parameters['height'] as number;
    expect(shapeExtent(one.bodies[0]!.shape).size[2]).toBeCloseTo(height, 6);
    const meshOf = (episode: typeof one) => (episode.bodies[0]!.shape as MeshShape).mesh;
    expect([...meshOf(one).positions].sort()).toEqual([...meshOf(other).positions].sort());
  });

  it.each([
    [
      {
        ...ANGLE,
        profile: [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
        ],
      },
      {},
      'bodies[1].shape.profile must be an outline that does not cross itself, but edges 0 and 2 meet.',
    ],
    [
      { ...ANGLE, solid: 'surface' },
      {},
      'bodies[1].shape.solid must be "hull" or "pieces" for a body that moves, got "surface".',
    ],
    [
      { kind: 'compound', parts: [{ shape: ANGLE, material: 'clya' }] },
      {},
      'bodies[1].shape.parts[0].material must name one of materials, got "clya".',
    ],
    [
      { kind: 'compound', parts: [{ shape: ANGLE, yaw_deg: 1, rotation_deg: [0, 0, 1] }] },
      {},
      'bodies[1].shape.parts[0].yaw_deg must not stand beside rotation_deg.',
    ],
  ])('are refused by the path of what is wrong', (shape, changes, message) => {
    expect(refusal(shape, changes)).toBe(`minimal: ${message}`.replace('minimal', 'a.json'));
  });
});

describe('another look', () => {
  it('gives parts that look alike another colour, and the same one', () => {
    const before = episodeOf(shapedScene(), 2);
    const after = varyLook(before);
    const colors = ({ bodies }: typeof before) => {
      const { parts } = bodies.find(({ name }) => name === 'table')!.shape as CompoundShape;
      return parts.map(({ material }) => material?.color ?? null);
    };
    const [was, is] = [colors(before), colors(after)];
    expect(is[0]).toBeNull();
    expect(new Set(is.slice(1, 5)).size).toBe(1);
    expect(is[1]).not.toBe(was[1]);
    expect(is[5]).not.toBe(is[1]);
    expect(after.decor.filter(({ name }) => name === 'wall')).toEqual(before.decor);
  });
});

describe('decor of a scene', () => {
  it('has ids and no row in the state, and may stand in others', () => {
    const scene = parseScene(
      shapedScene({
        bodies: [
          minimalGround(),
          minimalBall(),
          { ...bodyOf({ kind: 'box', size: [1, 1, 3] }), name: 'tower', motion: 'decor' },
        ],
      }),
      'a.json',
    );
    const episode = sampleEpisode(scene, 0);
    expect(episode.bodies.map(({ name }) => name)).toEqual(['ball', 'ground']);
    expect(episode.decor.map(({ name, motion }) => [name, motion])).toEqual([['tower', 'fixed']]);
    expect(instanceIds([scene])['tower']).toBe(3);
  });
});

describe('overlap', () => {
  it('of what is passable does not matter', () => {
    const inside = (passable: unknown) =>
      minimalScene({
        bodies: [minimalBall(), { ...minimalBall(), name: 'other', ...(passable ? { passable } : {}) }],
      });
    expect(() => episodeOf(inside(true))).not.toThrow();
    expect(() => episodeOf(inside(undefined))).toThrow(/must not begin inside/);
  });

  it('of a ball and a channel begins where the ball reaches beyond the circle', () => {
    const channel = sampled(CHANNEL, { motion: 'fixed', position: [0, 0, 0] });
    const ball = (x: number, z: number) => ({
      shape: { kind: 'sphere', radius: 0.1 } as const,
      position: [x, 0.02, z] as const,
      orientation: [0, 0, 0, 1] as const,
    });
    for (let deg = -60; deg <= 60; deg += 7) {
      const [x, z] = [Math.sin((deg * Math.PI) / 180), -Math.cos((deg * Math.PI) / 180)];
      // The chords lie at most 1 − cos(1.25°) of the radius inside the circle: 0.2 mm.
      const at = (room: number) => ball((0.7 - room) * x, 0.8 + (0.7 - room) * z);
      expect(overlaps(channel, at(0.0005)), `${deg}° clear`).toBe(false);
      expect(overlaps(channel, at(-0.003)), `${deg}° in`).toBe(true);
    }
    expect(overlaps(channel, ball(0, -0.05))).toBe(true);
    expect(contains(channel, [0, 0, -0.05])).toBe(true);
    expect(contains(channel, [0, 0, 0.05])).toBe(false);
  });

  it('of a compound is that of one of its solid parts', () => {
    const table = sampled(TABLE, { position: [0, 0, 1] });
    const ball = (x: number, y: number, z: number) => ({
      shape: { kind: 'sphere', radius: 0.09 } as const,
      position: [x, y, 1 + z] as const,
      orientation: [0, 0, 0, 1] as const,
    });
    expect(overlaps(table, ball(0.35, 0.2, -0.3)), 'a leg').toBe(true);
    expect(overlaps(table, ball(0.1, 0, -0.1)), 'the brace').toBe(true);
    expect(overlaps(table, ball(0.1, 0, -0.3)), 'between the legs').toBe(false);
    expect(overlaps(table, ball(0.2, 0.1, 0.2)), 'the lamp').toBe(false);
  });
});
