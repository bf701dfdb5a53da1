import type { Vec3 } from './pose.ts';

/** The twelve edges of a cube with corners at ±1, each as its two ends. */
export const BOX_EDGES: readonly (readonly [Vec3, Vec3])[] = [0, 1, 2].flatMap((axis) =>
  [-1, 1].flatMap((a) =>
    [-1, 1].map((b): readonly [Vec3, Vec3] => {
      const end = (along: number): Vec3 => [a, b].toSpliced(axis, 0, along) as unknown as Vec3;
      return [end(-1), end(1)];
    }),
  ),
);
