import type { Body } from '../core/episode.ts';
import { composeFrames, invertFrame } from '../core/frame-transform.ts';
import type { Joint, JointFrame } from '../core/joint.ts';
import { add, IDENTITY_QUATERNION, normalize, scale, type Vec3 } from '../core/pose.ts';
import type { DrawnScene } from './draw-scene.ts';
import { turnBody } from './turn-body.ts';

type DrawnJoint = DrawnScene['joints'][number];

const RADIANS = Math.PI / 180;

/**
 * The joints of a drawn scene, sorted by name, and its bodies (in their order) as the episode begins: joints
 * hold them as they lie by their positions, then every joint is moved to its start, with all that hangs on it.
 */
export function sampleJoints(
  scene: Pick<DrawnScene, 'bodies' | 'joints'>,
  bodies: readonly Body[],
): { readonly joints: readonly Joint[]; readonly bodies: readonly Body[] } {
  const placed = new Map(bodies.map((body) => [body.name, body]));
  const made = scene.joints.flatMap((drawn) => {
    const copies = scene.bodies.filter(({ body }) => body.name === drawn.child);
    return copies.map((copy) => {
      const name =
        copy.body.repeat === undefined ? drawn.name : `${drawn.name}${copy.name.slice(drawn.child.length)}`;
      const at = anchorOf(drawn, placed.get(copy.name) as Body, copy.offset);
      return {
        drawn,
        at,
        joint: jointAt(drawn, name, at, placed.get(drawn.parent) as Body, placed.get(copy.name) as Body),
      };
    });
  });
  const childrenOf = (name: string): readonly string[] =>
    made.filter(({ joint }) => joint.parent === name).map(({ joint }) => joint.child);
  const hangingOn = (name: string): readonly string[] => [name, ...childrenOf(name).flatMap(hangingOn)];
  // From the leaves to the root, so that every joint is still where its anchor says when it is moved.
  const depth = (name: string): number => 1 + Math.max(0, ...childrenOf(name).map(depth));
  for (const { drawn, at, joint } of [...made].sort((a, b) => depth(a.joint.child) - depth(b.joint.child))) {
    for (const name of hangingOn(joint.child)) {
      placed.set(name, movedToStart(drawn, joint.axis, at, placed.get(name) as Body));
    }
  }
  return {
    joints: made.map(({ joint }) => joint).sort((a, b) => (a.name < b.name ? -1 : 1)),
    bodies: bodies.map(({ name }) => placed.get(name) as Body),
  };
}

/** World frame, m; of a joint that says none, its child's place. */
function anchorOf(drawn: DrawnJoint, child: Body, offset: Vec3): Vec3 {
  return 'anchor' in drawn ? add(drawn.anchor, offset) : child.position;
}

function jointAt(drawn: DrawnJoint, name: string, at: Vec3, parent: Body, child: Body): Joint {
  const worldFromJoint: JointFrame = { position: at, orientation: IDENTITY_QUATERNION };
  const axis = 'axis' in drawn ? drawn.axis : undefined;
  const mimic = ('mimic' in drawn ? drawn.mimic : undefined) ?? null;
  return {
    ...{ name, kind: drawn.kind, parent: parent.name, child: child.name },
    parentFromJoint: composeFrames(invertFrame(parent), worldFromJoint),
    childFromJoint: composeFrames(invertFrame(child), worldFromJoint),
    axis: axis === undefined ? [0, 0, 1] : normalize(axis),
    limits: limitsOf(drawn),
    damping: ('damping' in drawn ? drawn.damping : undefined) ?? 0,
    friction: ('friction' in drawn ? drawn.friction : undefined) ?? 0,
    maxEffort: ('max_effort' in drawn ? drawn.max_effort : undefined) ?? Number.POSITIVE_INFINITY,
    maxVelocity: ('max_velocity' in drawn ? drawn.max_velocity : undefined) ?? Number.POSITIVE_INFINITY,
    mimic: mimic === null ? null : { ...mimic, offset: mimic.offset ?? 0 },
  };
}

function limitsOf(drawn: DrawnJoint): Joint['limits'] {
  if (drawn.kind === 'prismatic') return drawn.limits;
  if (drawn.kind !== 'revolute') return null;
  const [low, high] = drawn.limits_deg;
  return [low * RADIANS, high * RADIANS];
}

/** A body as it is when the joint at `at` has been moved to its start. */
function movedToStart(drawn: DrawnJoint, axis: Vec3, at: Vec3, body: Body): Body {
  if (drawn.kind === 'fixed') return body;
  if (drawn.kind !== 'prismatic') return turnBody(body, at, axis, drawn.start_deg ?? 0);
  return { ...body, position: add(body.position, scale(axis, drawn.start ?? 0)) };
}
