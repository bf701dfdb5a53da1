import type { Body, Episode } from '../../core/episode.ts';
import { add, conjugate, length, multiplyQuaternions, rotate, subtract, type Vec3 } from '../../core/pose.ts';
import { shapeParts } from '../../core/shape-parts.ts';

/** The way to a goal from everywhere, around all that is fixed. */
export type FloorPlan = {
  /** Where to drive next from there, m; `null` where no way leads to the goal. */
  readonly next: (x: number, y: number) => readonly [number, number] | null;
};

/** Edge of a cell, m. */
const CELL = 0.1;
/** How near the middle of the robot may come to anything, m. */
const CLEARANCE = 0.34;
/** Heights at which it would touch things, m. */
const HEIGHTS = [0.1, 0.25, 0.5];
/** How far ahead along the way it looks, cells. */
const LOOKAHEAD = 3;
/** Half the edge of the square around the origin that is planned for, cells. */
const HALF = 64;
const SIZE = 2 * HALF;

/** Eight neighbours, and how far they are, cells. */
const NEIGHBOURS = [-1, 0, 1].flatMap((dx) =>
  [-1, 0, 1].flatMap((dy) => (dx === 0 && dy === 0 ? [] : [{ dx, dy, far: Math.sqrt(dx * dx + dy * dy) }])),
);

/** The floor around an episode's fixed bodies: from every free cell how far it is to the goal, by Dijkstra. */
export function floorPlan({ bodies }: Episode, [goalX, goalY]: readonly [number, number]): FloorPlan {
  const solids = bodies.filter(
    ({ motion, passable, shape, class: kind }) =>
      motion === 'fixed' && passable !== true && shape.kind !== 'plane' && kind !== 'robot',
  );
  const blocked = new Uint8Array(SIZE * SIZE);
  for (let cell = 0; cell < blocked.length; cell++) {
    const [x, y] = middleOf(cell);
    if (solids.some((body) => isNear(body, x, y))) blocked[cell] = 1;
  }
  const far = distances(blocked, cellOf(goalX, goalY));
  return {
    next(x, y) {
      let cell = cellOf(x, y);
      for (let ahead = 0; ahead < LOOKAHEAD; ahead++) cell = nearer(far, cell);
      if (far[cell] === 0) return [goalX, goalY];
      return Number.isFinite(far[cell]) ? middleOf(cell) : null;
    },
  };
}

const middleOf = (cell: number): readonly [number, number] => [
  ((cell % SIZE) - HALF + 0.5) * CELL,
  (Math.floor(cell / SIZE) - HALF + 0.5) * CELL,
];

function cellOf(x: number, y: number): number {
  const along = (v: number): number => Math.min(Math.max(Math.floor(v / CELL) + HALF, 1), SIZE - 2);
  return along(y) * SIZE + along(x);
}

/** The neighbour that is nearest to the goal, or the cell itself. */
function nearer(far: Float64Array, cell: number): number {
  let best = cell;
  for (const { dx, dy } of NEIGHBOURS) {
    const next = cell + dy * SIZE + dx;
    if ((far[next] ?? Number.POSITIVE_INFINITY) < (far[best] as number)) best = next;
  }
  return best;
}

/** How far the goal is, cells; infinite where none leads there. Blocked cells are costly, not closed: one may begin there. */
function distances(blocked: Uint8Array, goal: number): Float64Array {
  const far = new Float64Array(SIZE * SIZE).fill(Number.POSITIVE_INFINITY);
  far[goal] = 0;
  let open = [goal];
  while (open.length > 0) {
    const touched = new Set<number>();
    for (const cell of open) {
      for (const { dx, dy, far: step } of NEIGHBOURS) {
        const [x, y] = [(cell % SIZE) + dx, Math.floor(cell / SIZE) + dy];
        if (x < 0 || y < 0 || x >= SIZE || y >= SIZE) continue;
        const next = y * SIZE + x;
        const through = (far[cell] as number) + step * (blocked[next] === 1 ? 40 : 1);
        if (through >= (far[next] as number) - 1e-9) continue;
        far[next] = through;
        touched.add(next);
      }
    }
    open = [...touched];
  }
  return far;
}

function isNear(body: Body, x: number, y: number): boolean {
  return shapeParts(body.shape, 'solid').some((part) => {
    const position = add(body.position, rotate(body.orientation, part.position));
    const orientation = multiplyQuaternions(body.orientation, part.orientation);
    return HEIGHTS.some((z) => {
      const local = rotate(conjugate(orientation), subtract([x, y, z], position));
      return distanceTo(part.shape, local) < CLEARANCE;
    });
  });
}

/** From a shape of the floor's furniture to a point of its frame, m; meshes count as nothing. */
function distanceTo(shape: ReturnType<typeof shapeParts>[number]['shape'], [x, y, z]: Vec3): number {
  const beyond = (v: number, half: number): number => Math.max(0, Math.abs(v) - half);
  switch (shape.kind) {
    case 'box':
      return length([
        beyond(x, shape.size[0] / 2),
        beyond(y, shape.size[1] / 2),
        beyond(z, shape.size[2] / 2),
      ]);
    case 'sphere':
      return length([x, y, z]) - shape.radius;
    case 'cylinder':
      return length([Math.max(0, length([x, y, 0]) - shape.radius), beyond(z, shape.height / 2), 0]);
    case 'capsule':
      return length([x, y, beyond(z, shape.height / 2)]) - shape.radius;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
