import { describe, expect, it } from 'vitest';
import { composeFrames } from '#src/core/frame-transform.ts';
import { rotate } from '#src/core/pose.ts';
import { type AssembleOptions, assembleRobot } from '#src/scene/urdf/assemble-robot.ts';
import { placeRobot } from '#src/scene/urdf/place-robot.ts';
import { readUrdf } from '#src/scene/urdf/read-urdf.ts';
import { binaryStl, boxSoup } from '../../../fixtures/mesh-bytes.ts';
import { INERTIAL, inertial, joint, LIMIT, link, urdf } from '../../../fixtures/simple-urdf.ts';

const OPTIONS: AssembleOptions = {
  ...{ source: 'robot.urdf', meshBytes: () => undefined, prefix: '', meshSolid: 'hull', friction: 0.8 },
  strict: false,
};

const assemble = (text: string, options: Partial<AssembleOptions> = {}) =>
  assembleRobot(readUrdf(text, 'robot.urdf'), { ...OPTIONS, ...options });

const ROOT = { position: [0, 0, 0], orientation: [0, 0, 0, 1] } as const;
const place = (text: string, positions: Readonly<Record<string, number>> = {}) =>
  placeRobot(assemble(text), {
    ...{ worldFromRoot: ROOT, fixedBase: true, positions: new Map(Object.entries(positions)), friction: 0.8 },
  });

/** A box of unit density's principal moments. */
const boxMoments = (mass: number, [x, y, z]: readonly [number, number, number]) =>
  [y * y + z * z, x * x + z * z, x * x + y * y].map((sum) => (mass * sum) / 12);

describe('assembleRobot', () => {
  it('makes links that fixed joints hold one body of their masses and inertias', () => {
    const { bodies, frames } = assemble(urdf(link('a'), link('b'), joint('j', 'fixed', 'a', 'b', '')));
    expect(bodies).toHaveLength(1);
    const { mass, centerOfMass, principalInertia } = bodies[0]!.mass!;
    expect([mass, centerOfMass]).toEqual([2, [0, 0, 0.5]]);
    // Two boxes half a metre from the middle: 2 · 1 kg · (0.5 m)² more about x and y.
    const [x, y, z] = boxMoments(2, [0.2, 0.1, 0.1]) as [number, number, number];
    [x + 0.5, y + 0.5, z].forEach((moment, i) => {
      expect(principalInertia[i]).toBeCloseTo(moment, 12);
    });
    expect(frames['b']).toEqual({
      body: 'a',
      bodyFromLink: { position: [0, 0, 1], orientation: [0, 0, 0, 1] },
    });
  });

  it('puts a link from its own centre of mass: a merged dumbbell is one that was never cut', () => {
    const turned = '<origin xyz="0 0 0" rpy="0 1.5707963267948966 0"/>';
    const { bodies } = assemble(urdf(link('a', INERTIAL.replace('<mass', `${turned}<mass`))));
    const { principalInertia, principalAxes } = bodies[0]!.mass!;
    // The stated moments are along the turned axes: the least, along x, now lies along z.
    const least = principalInertia.indexOf(Math.min(...principalInertia));
    const axis = rotate(
      principalAxes,
      [0, 1, 2].map((k) => (k === least ? 1 : 0)) as unknown as [number, number, number],
    );
    expect(Math.abs(axis[2])).toBeCloseTo(1, 9);
  });

  it.each([
    ['negative', inertial(3, [-1, 1, 1]), 'not positive definite'],
    ['zero', inertial(3, [0, 0, 0]), 'not positive definite'],
    ['against the triangle inequality', inertial(3, [1, 1, 4]), 'against the triangle inequality'],
    ['none', '<inertial><mass value="3"/></inertial>', 'has no inertia'],
  ])(
    'replaces an inertia that no body can have (%s), names the link, and refuses it when strict',
    (_, inside, why) => {
      const text = urdf(link('thing', inside));
      const { bodies, warnings } = assemble(text);
      expect(bodies[0]!.mass!.mass).toBe(3);
      bodies[0]!.mass!.principalInertia.forEach((moment, i) => {
        expect(moment).toBeCloseTo(boxMoments(3, [0.2, 0.1, 0.1])[i]!, 12);
      });
      expect(warnings.join()).toMatch(/^link "thing" .*; replaced by that of its shapes at 3 kg\.$/);
      expect(warnings.join()).toMatch(why);
      expect(() => assemble(text, { strict: true })).toThrow(`robot.urdf: link "thing" `);
    },
  );

  it('keeps an inertia that only rounding puts beyond the triangle inequality', () => {
    expect(assemble(urdf(link('disc', inertial(1, [0.01, 0.01, 0.020004])))).warnings).toEqual([]);
  });

  it.each([
    ['cylinder radius="0.1" length="0.4"', [0.19 / 12, 0.19 / 12, 0.005]],
    ['sphere radius="0.1"', [0.004, 0.004, 0.004]],
    // Source: a capsule as a cylinder and two half balls, integrated in steps of 10⁻⁵ m.
    ['capsule radius="0.1" length="0.4"', capsuleMoments(0.1, 0.4)],
  ])('knows the inertia of a %s', (shape, moments) => {
    const geometry = `<collision><geometry><${shape}/></geometry></collision>`;
    const text = urdf(`<link name="a"><inertial><mass value="1"/></inertial>${geometry}</link>`);
    assemble(text).bodies[0]!.mass!.principalInertia.forEach((moment, i) => {
      expect(moment).toBeCloseTo(moments[i]!, 6);
    });
  });

  it('knows the inertia of a mesh, off its centre, as that of the box that it is', () => {
    const shape = '<origin xyz="1 2 3"/><geometry><mesh filename="box.stl" scale="2 -2 2"/></geometry>';
    const text = urdf(
      `<link name="a"><inertial><mass value="6"/></inertial><collision>${shape}</collision></link>`,
    );
    const { bodies, warnings } = assemble(text, { meshBytes: () => binaryStl(boxSoup([0.1, 0.2, 0.3])) });
    bodies[0]!.mass!.principalInertia.forEach((moment, i) => {
      expect(moment).toBeCloseTo(boxMoments(6, [0.2, 0.4, 0.6])[i]!, 6);
    });
    expect(warnings.at(-1)).toBe('collision meshes (1): each is met as its convex hull.');
  });

  it('refuses a link that moves without a mass, and a mesh that is not there', () => {
    const light = urdf(link('a'), '<link name="b"/>', joint('j', 'revolute', 'a', 'b'));
    expect(() => assemble(light)).toThrow(
      'robot.urdf: link "b" must have a mass > 0 kg, as joint "j" moves it, got 0 kg.',
    );
    const missing = urdf(
      '<link name="a"><visual><geometry><mesh filename="a.stl"/></geometry></visual></link>',
    );
    expect(() => assemble(missing)).toThrow(
      'robot.urdf: link "a" must name a mesh that is there, got "a.stl".',
    );
  });

  it('gives names that a scene takes, after the prefix, each its own', () => {
    const text = urdf(
      link('Base.Link'),
      link('base-link'),
      joint('3-J', 'continuous', 'Base.Link', 'base-link'),
    );
    const { bodies, joints } = assemble(text, { prefix: 'left_' });
    expect(bodies.map(({ name }) => name)).toEqual(['left_base_link', 'left_base_link_2']);
    expect(joints[0]).toMatchObject({
      name: 'left_3_j',
      parent: 'left_base_link',
      child: 'left_base_link_2',
    });
    expect(assemble(urdf(link('1'))).bodies[0]!.name).toBe('n_1');
  });

  it('makes one part of what is seen and met alike, and shows what is only met', () => {
    expect(assemble(urdf(link('a'))).bodies[0]!.shape.parts.map(({ role }) => role)).toEqual(['both']);
    const text = urdf(
      '<link name="a"><collision><geometry><sphere radius="1"/></geometry></collision></link>',
    );
    const { bodies, warnings } = assemble(text);
    expect(bodies[0]!.shape.parts.map(({ role }) => role)).toEqual(['both']);
    expect(warnings).toEqual(['link "a" has no visual shapes; its collision shapes are drawn.']);
  });
});

describe('placeRobot', () => {
  const chain = urdf(
    ...['a', 'b', 'c', 'd', 'e'].map((name) => link(name)),
    joint('swing', 'revolute', 'a', 'b'),
    joint('slide', 'prismatic', 'b', 'c', '<axis xyz="1 0 0"/><limit lower="0" upper="1"/>'),
    joint(
      'follow',
      'continuous',
      'c',
      'd',
      '<axis xyz="0 0 1"/><mimic joint="swing" multiplier="-2" offset="0.5"/>',
    ),
    joint('free', 'floating', 'd', 'e', ''),
  );

  it('puts every body where the joints turn and slide it', () => {
    const bodies = place(chain, { swing: Math.PI / 2, slide: 0.25 });
    expect(bodies.map(({ name, motion }) => `${name} ${motion}`)).toEqual([
      'a fixed',
      'b dynamic',
      'c dynamic',
      'd dynamic',
      'e dynamic',
    ]);
    const at = (i: number) => bodies[i]!.position.map((x) => Math.round(x * 1e9) / 1e9 + 0);
    // A quarter turn about y takes z to x and x to −z.
    expect([at(1), at(2), at(3), at(4)]).toEqual([
      [0, 0, 1],
      [1, 0, 0.75],
      [2, 0, 0.75],
      [3, 0, 0.75],
    ]);
    const turned = rotate(bodies[3]!.orientation, [1, 0, 0]);
    const expected = rotate(bodies[2]!.orientation, [Math.cos(0.5 - Math.PI), Math.sin(0.5 - Math.PI), 0]);
    turned.forEach((x, k) => {
      expect(x).toBeCloseTo(expected[k]!, 12);
    });
  });

  it('makes no joint of a floating one', () => {
    expect(assemble(chain).joints.map(({ name }) => name)).toEqual(['swing', 'slide', 'follow']);
  });

  it('agrees with the joints: both sides of each meet at position 0', () => {
    const bodies = new Map(place(chain).map((body) => [body.name, body]));
    for (const { parent, child, parentFromJoint, childFromJoint } of assemble(chain).joints.slice(0, 2)) {
      const one = composeFrames(bodies.get(parent)!, parentFromJoint);
      const other = composeFrames(bodies.get(child)!, childFromJoint);
      expect(one).toEqual(other);
    }
  });
});

it('reads a limit of 0 on effort and velocity as none, and says so', () => {
  const text = urdf(link('a'), link('b'), joint('j', 'revolute', 'a', 'b', LIMIT.replace('"10"', '"0"')));
  expect(assemble(text).joints[0]!.maxEffort).toBe(Infinity);
  expect(assemble(text).warnings).toEqual(['joint "j": a limit of 0 on effort is taken as none.']);
});

/** Moments of a capsule of 1 kg, summed over slices of it. */
function capsuleMoments(r: number, h: number): readonly number[] {
  const dz = 1e-5;
  let [mass, across, along] = [0, 0, 0];
  for (let z = -h / 2 - r + dz / 2; z < h / 2 + r; z += dz) {
    const beyond = Math.max(0, Math.abs(z) - h / 2);
    const square = r * r - beyond * beyond;
    const slice = Math.PI * square * dz;
    mass += slice;
    along += (slice * square) / 2;
    across += slice * (square / 4 + z * z);
  }
  return [across / mass, across / mass, along / mass];
}
