import { describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { readUrdf } from '#src/scene/urdf/read-urdf.ts';
import { joint, LIMIT, link, urdf } from '../../../fixtures/simple-urdf.ts';

function refusal(text: string): string {
  try {
    readUrdf(text, 'robot.urdf');
  } catch (error) {
    expect(error).toBeInstanceOf(ToolkitError);
    const { code, exitCode, message, hint } = error as ToolkitError;
    expect([code, exitCode]).toEqual(['robot/invalid', 2]);
    expect(message).toMatch(/^robot\.urdf: [^\n]+\.$/);
    expect(hint).toMatch(/[.?]$/);
    return message.slice('robot.urdf: '.length);
  }
  throw new Error('Nothing was refused.');
}

const two = (between: string): string => urdf(link('a'), link('b'), between);

describe('readUrdf', () => {
  it('reads joints with what they say and what they leave open', () => {
    const { joints, root } = readUrdf(
      urdf(
        ...['a', 'b', 'c', 'd'].map((name) => link(name)),
        joint('j1', 'revolute', 'a', 'b', `${LIMIT}<dynamics damping="0.5" friction="0.25"/>`),
        joint('j2', 'continuous', 'b', 'c', '<axis xyz="0 0 3"/>'),
        joint(
          'j3',
          'prismatic',
          'b',
          'd',
          '<limit upper="1e-1"/><mimic joint="j1" multiplier="-2" offset=".5"/>',
        ),
      ),
      'robot.urdf',
    );
    expect(root).toBe('a');
    expect(joints[0]).toMatchObject({
      ...{ kind: 'revolute', parent: 'a', child: 'b', axis: [0, 1, 0], limits: [-1, 2] },
      ...{ damping: 0.5, friction: 0.25, maxEffort: 10, maxVelocity: 3, mimic: null },
    });
    expect(joints[1]).toMatchObject({
      kind: 'continuous',
      axis: [0, 0, 1],
      limits: null,
      maxEffort: Infinity,
    });
    expect(joints[2]).toMatchObject({
      ...{ axis: [1, 0, 0], limits: [0, 0.1], maxVelocity: Infinity },
      mimic: { joint: 'j1', multiplier: -2, offset: 0.5 },
    });
  });

  it('turns by roll about the fixed x, then pitch about y, then yaw about z', () => {
    const turned = (rpy: string) =>
      readUrdf(
        two(`<joint name="j" type="fixed"><parent link="a"/><child link="b"/><origin rpy="${rpy}"/></joint>`),
        'x',
      ).joints[0]?.parentFromChild.orientation;
    const q = Math.SQRT1_2;
    expect(turned(`${Math.PI / 2} 0 0`)).toEqual([expect.closeTo(q), 0, 0, expect.closeTo(q)]);
    // A quarter about x takes z to −y; a quarter about z then takes that to x.
    const [x, y, z, w] = turned(`${Math.PI / 2} 0 ${Math.PI / 2}`) as [number, number, number, number];
    expect(
      [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)].map(
        (v) => Math.round(v * 1e9) / 1e9 + 0,
      ),
    ).toEqual([1, 0, 0]);
  });

  it('follows a mimic of a mimic to the joint that leads', () => {
    const follow = (name: string, multiplier: number, offset: number): string =>
      `${LIMIT}<mimic joint="${name}" multiplier="${multiplier}" offset="${offset}"/>`;
    const { joints } = readUrdf(
      urdf(
        ...['a', 'b', 'c', 'd'].map((name) => link(name)),
        joint('j1', 'revolute', 'a', 'b'),
        joint('j2', 'revolute', 'b', 'c', follow('j1', 2, 0.5)),
        joint('j3', 'revolute', 'c', 'd', follow('j2', 3, 0.25)),
      ),
      'robot.urdf',
    );
    expect(joints[2]?.mimic).toEqual({ joint: 'j1', multiplier: 6, offset: 1.75 });
  });

  it('says once what it ignores', () => {
    const { warnings } = readUrdf(
      urdf(
        link('a'),
        '<transmission name="t"/>',
        '<transmission name="u"/>',
        '<gazebo><plugin/></gazebo>',
        '<sensor name="s"/>',
      ),
      'robot.urdf',
    );
    expect(warnings).toEqual([
      '<gazebo> is ignored.',
      '<sensor> is ignored.',
      '<transmission> is ignored (2 times).',
    ]);
  });

  it.each([
    [
      'a loop',
      urdf(link('a'), link('b'), link('c'), joint('j', 'fixed', 'b', 'c'), joint('k', 'fixed', 'c', 'b')),
      'must be a tree, got a loop of links "b" → "c" → "b".',
    ],
    [
      'a loop without a root',
      two(joint('j', 'fixed', 'a', 'b') + joint('k', 'fixed', 'b', 'a')),
      'must be a tree, got a loop of links "a" → "b" → "a".',
    ],
    ['two roots', urdf(link('a'), link('b')), 'must have one root link, got "a", "b".'],
    [
      'two parents',
      urdf(link('a'), link('b'), link('c'), joint('j', 'fixed', 'a', 'c'), joint('k', 'fixed', 'b', 'c')),
      'link "c" must have one parent, got joints "j" and "k".',
    ],
    [
      'an unknown joint',
      two(joint('elbow', 'hinge', 'a', 'b')),
      'joint "elbow" must have a type out of fixed, revolute, continuous, prismatic, floating, got "hinge".',
    ],
    [
      'a planar joint',
      two(joint('j', 'planar', 'a', 'b')),
      'joint "j" must not be planar, as planar joints are not simulated.',
    ],
    [
      'reversed limits',
      two(joint('j', 'revolute', 'a', 'b', '<limit lower="2" upper="-1"/>')),
      'joint "j" must have limits with lower ≤ upper, got lower 2 rad and upper -1 rad.',
    ],
    [
      'missing limits',
      two(joint('j', 'revolute', 'a', 'b', '')),
      'joint "j" must have a limit, as it is revolute, got none.',
    ],
    [
      'a missing child',
      two('<joint name="j" type="fixed"><parent link="a"/></joint>'),
      'joint "j" must name a child link, got none.',
    ],
    [
      'a missing link',
      two(joint('j', 'fixed', 'a', 'bb')),
      'joint "j" must have a link of the file as child, got "bb".',
    ],
    ['a link twice', two(link('a')), 'link "a" must have a name of its own, got it twice.'],
    [
      'a joint twice',
      two(joint('j', 'fixed', 'a', 'b') + joint('j', 'fixed', 'a', 'b')),
      'joint "j" must have a name of its own, got it twice.',
    ],
    ['a link without a name', urdf('<link/>'), 'every link must have a name, got one without.'],
    [
      'a number that is none',
      two(joint('j', 'revolute', 'a', 'b', '<limit lower="nan" upper="1"/>')),
      'joint "j" must have a finite number as limit lower, got "nan".',
    ],
    [
      'infinity',
      two('<joint name="j" type="fixed"><parent link="a"/><child link="b"/><origin xyz="0 inf 0"/></joint>'),
      'joint "j" must have a finite number as origin xyz, got "inf".',
    ],
    [
      'two numbers of three',
      two('<joint name="j" type="fixed"><parent link="a"/><child link="b"/><origin xyz="0 0"/></joint>'),
      'joint "j" must have 3 numbers as origin xyz, got "0 0".',
    ],
    [
      'a zero axis',
      two(joint('j', 'continuous', 'a', 'b', '<axis xyz="0 0 0"/>')),
      'joint "j" must have an axis that is not zero, got 0 0 0.',
    ],
    [
      'negative damping',
      two(joint('j', 'revolute', 'a', 'b', `${LIMIT}<dynamics damping="-1"/>`)),
      'joint "j" must have damping ≥ 0, got -1.',
    ],
    [
      'a negative mass',
      urdf(link('a', '<inertial><mass value="-1"/></inertial>')),
      'link "a" must have a mass ≥ 0 kg, got -1 kg.',
    ],
    [
      'a mimic of nothing',
      two(joint('j', 'revolute', 'a', 'b', `${LIMIT}<mimic joint="k"/>`)),
      'joint "j" must mimic a joint that moves, got "k".',
    ],
    [
      'a mimic of itself',
      two(joint('j', 'revolute', 'a', 'b', `${LIMIT}<mimic joint="j"/>`)),
      'joint "j" must not mimic itself, got a circle over "j".',
    ],
    [
      'a box without size',
      urdf('<link name="a"><visual><geometry><box/></geometry></visual></link>'),
      'link "a" must have three edges > 0 m as box size, got nothing.',
    ],
    [
      'a cone',
      urdf('<link name="a"><visual><geometry><cone/></geometry></visual></link>'),
      'link "a" must have a box, cylinder, sphere, capsule or mesh as geometry, got <cone>.',
    ],
    [
      'no geometry',
      urdf('<link name="a"><collision/></link>'),
      'link "a" must have one shape in the geometry of its collision, got 0.',
    ],
    [
      'entities',
      `<!DOCTYPE robot [<!ENTITY a "b">]>${urdf(link('a'))}`,
      'must not declare XML entities or a document type, got <!DOCTYPE.',
    ],
    ['xacro', urdf('<xacro:property name="x" value="1"/>'), 'must be a plain URDF, got xacro ("<xacro:").'],
    ['another format', '<sdf version="1.6"></sdf>', 'must have <robot> as its top element, got <sdf>.'],
    ['no links', urdf(), 'must have 1 to 1000 links, got 0.'],
  ])('refuses %s', (_, text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it('refuses what is no XML, and says in which line', () => {
    expect(refusal('<robot>\n<link name="a">\n</robot>')).toMatch(/^must be XML, got in line \d: /);
    expect(refusal('')).toMatch(/^must /);
  });

  it('reads a comment that speaks of what it would refuse', () => {
    expect(readUrdf(urdf('<!-- <!DOCTYPE x> <xacro:macro> -->', link('a')), 'x').links).toHaveLength(1);
  });
});
