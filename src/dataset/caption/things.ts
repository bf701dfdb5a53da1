import type { BodyFacts, JointFacts } from '../../core/recorded-episode.ts';
import type { CaptionedFacts } from './caption-request.ts';

/** What people see as one: a body by itself, or all the bodies of a robot, a car or somebody on foot. */
export type Thing = {
  /** Of the body that says where it is. */
  readonly name: string;
  readonly kind: 'body' | 'arm' | 'humanoid' | 'wheeled' | 'machine' | 'car' | 'pedestrian';
  /** The body that says where it is and how it looks. */
  readonly body: BodyFacts;
  /** Columns of what is seen, and rows of the state: places in bodies, then decor. */
  readonly members: readonly number[];
  /** The row of `body` in the state; −1 for decor. */
  readonly row: number;
  /** Whether it can move. */
  readonly moves: boolean;
};

/** Names of the bodies that joints join to that one. */
function joinedTo(body: string, joints: readonly JointFacts[]): readonly string[] {
  const found = new Set([body]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { parent, child } of joints) {
      if (child !== null && parent !== null && (found.has(parent) || found.has(child))) {
        found.add(parent);
        found.add(child);
      }
    }
  }
  return [...found];
}

type Composite = Pick<Thing, 'name' | 'kind'> & { readonly parts: readonly string[] };

function robotOf({ robot, joints }: CaptionedFacts): Composite | null {
  switch (robot?.kind) {
    case 'arm':
      return { name: robot.hand, kind: 'arm', parts: joinedTo(robot.base, joints) };
    case 'humanoid':
      return { name: robot.torso, kind: 'humanoid', parts: joinedTo(robot.pelvis, joints) };
    case 'base':
      return { name: robot.body, kind: 'wheeled', parts: joinedTo(robot.body, joints) };
    case 'joints': {
      const last = joints.find(({ name }) => name === robot.joints.at(-1));
      if (last === undefined) return null;
      return { name: last.child, kind: 'machine', parts: joinedTo(last.child, joints) };
    }
    case 'car': {
      const { chassis, wheels } = robot.car;
      return { name: chassis, kind: 'car', parts: [chassis, ...wheels] };
    }
    default:
      return null;
  }
}

const actorsOf = ({ actors }: CaptionedFacts): readonly Composite[] =>
  actors.map((actor) => {
    if (actor.kind === 'car') {
      const { chassis, wheels } = actor.car;
      return { name: chassis, kind: 'car', parts: [chassis, ...wheels] };
    }
    const { trunk, thighs, shins, upperArms, forearms } = actor;
    return {
      name: trunk,
      kind: 'pedestrian',
      parts: [trunk, ...thighs, ...shins, ...upperArms, ...forearms],
    };
  });

/** The things of an episode, in the order of their bodies. */
export function thingsOf(facts: CaptionedFacts): readonly Thing[] {
  const all = [...facts.bodies, ...facts.decor];
  const robot = robotOf(facts);
  const composites = [...(robot === null ? [] : [robot]), ...actorsOf(facts)];
  const partOf = new Map(composites.flatMap((one) => one.parts.map((part) => [part, one] as const)));
  const things: Thing[] = [];
  all.forEach((body, i) => {
    const whole = partOf.get(body.name);
    if (whole !== undefined && whole.name !== body.name) return;
    const row = i < facts.bodies.length ? i : -1;
    const { name } = body;
    if (whole === undefined) {
      const moves = row >= 0 && body.motion !== 'fixed';
      things.push({ name, kind: 'body', body, members: [i], row, moves });
    } else {
      const members = all.flatMap((part, k) => (whole.parts.includes(part.name) ? [k] : []));
      things.push({ name, kind: whole.kind, body, members, row, moves: row >= 0 });
    }
  });
  return things;
}
