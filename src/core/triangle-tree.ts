import type { Mesh } from './shape.ts';

/** Boxes within boxes around a mesh's triangles. */
export type TriangleTree = {
  /** [nodes, 6]: low corner, high corner, metres. */
  readonly bounds: Float64Array;
  /** Of a leaf, its first place in `order`; of another node, its first child: the second is the next. */
  readonly first: Int32Array;
  /** Triangles of a leaf; 0 for another node. */
  readonly count: Int32Array;
  /** The triangles, leaf by leaf. */
  readonly order: Uint32Array;
};

const LEAF = 4;

const trees = new WeakMap<Mesh, TriangleTree>();

/** The tree of a mesh, made once. Source: Kay and Kajiya 1986, each box cut in two at its median triangle. */
export function triangleTree(mesh: Mesh): TriangleTree {
  const found = trees.get(mesh) ?? build(mesh);
  trees.set(mesh, found);
  return found;
}

function build({ positions, indices }: Mesh): TriangleTree {
  const triangles = indices.length / 3;
  const middles = new Float64Array(3 * triangles);
  for (let i = 0; i < triangles; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const [a, b, c] = [indices[3 * i]!, indices[3 * i + 1]!, indices[3 * i + 2]!];
      middles[3 * i + axis] = positions[3 * a + axis]! + positions[3 * b + axis]! + positions[3 * c + axis]!;
    }
  }
  const order = Uint32Array.from({ length: triangles }, (_, i) => i);
  const bounds: number[] = [];
  const first: number[] = [];
  const count: number[] = [];
  const add = (): number => {
    bounds.push(0, 0, 0, 0, 0, 0);
    first.push(0);
    return count.push(0) - 1;
  };
  const fill = (node: number, start: number, end: number): void => {
    const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (let i = start; i < end; i++) {
      for (let corner = 0; corner < 3; corner++) {
        const vertex = indices[3 * order[i]! + corner]!;
        for (let axis = 0; axis < 3; axis++) {
          const x = positions[3 * vertex + axis]!;
          if (x < box[axis]!) box[axis] = x;
          if (x > box[axis + 3]!) box[axis + 3] = x;
        }
      }
    }
    for (let k = 0; k < 6; k++) bounds[6 * node + k] = box[k]!;
    if (end - start <= LEAF) {
      first[node] = start;
      count[node] = end - start;
      return;
    }
    const sizes = [box[3]! - box[0]!, box[4]! - box[1]!, box[5]! - box[2]!];
    const axis = sizes.indexOf(Math.max(...sizes));
    order.subarray(start, end).sort((p, q) => middles[3 * p + axis]! - middles[3 * q + axis]! || p - q);
    const left = add();
    const right = add();
    first[node] = left;
    const half = (start + end) >> 1;
    fill(left, start, half);
    fill(right, half, end);
  };
  fill(add(), 0, triangles);
  return {
    bounds: Float64Array.from(bounds),
    first: Int32Array.from(first),
    count: Int32Array.from(count),
    order,
  };
}
