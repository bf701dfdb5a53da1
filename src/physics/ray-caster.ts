import type { Episode, WorldState } from '../core/episode.ts';
import { conjugate, type Quaternion, rotate, subtract, type Vec3 } from '../core/pose.ts';
import { seenColliders } from './collider-descs.ts';
import { rapier, type World } from './rapier.ts';

/** What a ray meets first. */
export type RayHit = {
  /** In lengths of the ray's direction: metres for one of unit length. */
  readonly distance: number;
  readonly body: string;
};

type PlacedWorld = {
  readonly world: World;
  /** From a collider's handle to its body's place in the episode. */
  readonly indexOf: ReadonlyMap<number, number>;
  readonly step: number;
};

/** Rays against any state of an episode. Holds memory of the engine: `dispose` it. */
export type RayCaster = {
  cast(state: WorldState, origin: Vec3, direction: Vec3): RayHit | null;
  dispose(): void;
};

/**
 * Casts rays, which meet a mesh from either side, in a world of its own that holds the same shapes and never moves by itself, because
 * the engine finds nothing before a world's first step and a step would disturb the episode.
 */
export function createRayCaster(episode: Episode): RayCaster {
  const engine = rapier();
  let placed: PlacedWorld | null = null;

  const place = (state: WorldState): PlacedWorld => {
    if (placed?.step === state.step) return placed;
    placed?.world.free();
    const world = new engine.World({ x: 0, y: 0, z: 0 });
    const indexOf = new Map<number, number>();
    episode.bodies.forEach((body, i) => {
      const [[x, y, z], q] = poseOf(state, i);
      const rotation = { x: q[0], y: q[1], z: q[2], w: q[3] };
      const desc = engine.RigidBodyDesc.fixed().setTranslation(x, y, z).setRotation(rotation);
      const rigid = world.createRigidBody(desc);
      for (const collider of seenColliders(engine, body.shape))
        indexOf.set(world.createCollider(collider, rigid).handle, i);
    });
    world.timestep = 0;
    world.step();
    placed = { world, indexOf, step: state.step };
    return placed;
  };

  return {
    cast(state, origin, direction) {
      const { world, indexOf } = place(state);
      const ray = new engine.Ray(vector(origin), vector(direction));
      const isDrawnAt = (index: number, distance: number): boolean => {
        const { shape } = episode.bodies[index] as Episode['bodies'][number];
        if (shape.kind !== 'plane') return true;
        const [p, q] = poseOf(state, index);
        const hit: Vec3 = [
          origin[0] + direction[0] * distance,
          origin[1] + direction[1] * distance,
          origin[2] + direction[2] * distance,
        ];
        const [x, y] = rotate(conjugate(q), subtract(hit, p));
        return Math.max(Math.abs(x), Math.abs(y)) <= shape.size / 2;
      };
      let best: RayHit | null = null;
      world.intersectionsWithRay(ray, 1e6, true, (meeting) => {
        const index = indexOf.get(meeting.collider.handle) as number;
        const distance = meeting.timeOfImpact;
        if ((best === null || distance < best.distance) && isDrawnAt(index, distance)) {
          best = { distance, body: episode.bodies[index]?.name ?? '' };
        }
        return true;
      });
      return best;
    },
    dispose() {
      placed?.world.free();
      placed = null;
    },
  };
}

const vector = ([x, y, z]: Vec3) => ({ x, y, z });

function poseOf(state: WorldState, i: number): readonly [Vec3, Quaternion] {
  const p = state.positions.subarray(3 * i, 3 * i + 3);
  const q = state.orientations.subarray(4 * i, 4 * i + 4);
  return [p as unknown as Vec3, q as unknown as Quaternion];
}
