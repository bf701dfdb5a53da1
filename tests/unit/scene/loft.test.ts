import { expect, it } from 'vitest';
import { loftMesh } from '#src/scene/actors/loft.ts';

it('a hull through sections is closed and faces outwards: its signed volume is that of the box it is', () => {
  const left = [
    [1, 0],
    [1, 2],
  ] as const;
  const { mesh } = loftMesh('box', [
    { x: 1.5, left },
    { x: 0, left },
    { x: -1.5, left },
  ]);
  const at = (i: number): number[] => Array.from(mesh.positions.subarray(3 * i, 3 * i + 3));
  let volume = 0;
  for (let t = 0; t < mesh.indices.length; t += 3) {
    const [a, b, c] = [at(mesh.indices[t]!), at(mesh.indices[t + 1]!), at(mesh.indices[t + 2]!)];
    const cross = [
      b[1]! * c[2]! - b[2]! * c[1]!,
      b[2]! * c[0]! - b[0]! * c[2]!,
      b[0]! * c[1]! - b[1]! * c[0]!,
    ];
    volume += (a[0]! * cross[0]! + a[1]! * cross[1]! + a[2]! * cross[2]!) / 6;
  }
  // Counter-clockwise from outside: divergence theorem.
  expect(volume).toBeCloseTo(3 * 2 * 2, 6);
});
