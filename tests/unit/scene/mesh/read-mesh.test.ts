import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import type { Mesh } from '#src/core/shape.ts';
import { readMesh } from '#src/scene/mesh/read-mesh.ts';
import { scaleMesh } from '#src/scene/mesh/scale-mesh.ts';
import { asciiStl, binaryStl, boxSoup, glbBytes, obj, type Soup } from '../../../fixtures/mesh-bytes.ts';

const coordinate = fc.float({ min: -4, max: 4, noNaN: true, noDefaultInfinity: true });
/** Few corners, so that triangles share them, fall together and lose their areas. */
const soups: fc.Arbitrary<Soup> = fc
  .record({
    corners: fc.array(coordinate, { minLength: 9, maxLength: 60 }),
    places: fc.array(fc.nat(), { minLength: 3, maxLength: 90 }),
  })
  .map(({ corners, places }) => {
    const vertices = Math.floor(corners.length / 3);
    return {
      corners: corners.slice(0, 3 * vertices),
      indices: places.slice(0, 3 * Math.floor(places.length / 3)).map((place) => place % vertices),
    };
  });

const cornersOf = ({ positions, indices }: Mesh): readonly number[] =>
  Array.from(indices).flatMap((i) => Array.from(positions.subarray(3 * i, 3 * i + 3)));

/** The corners of triangles that have an area, computed as plainly as may be. */
function expectedCorners({ corners, indices }: Soup): readonly number[] {
  const kept: number[] = [];
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) =>
      [0, 1, 2].map((axis) => Math.fround(corners[3 * indices[i + k]! + axis]!) + 0),
    ) as [number[], number[], number[]];
    const u = b.map((x, k) => x - a[k]!);
    const v = c.map((x, k) => x - a[k]!);
    const normal = [0, 1, 2].map(
      (k) => u[(k + 1) % 3]! * v[(k + 2) % 3]! - u[(k + 2) % 3]! * v[(k + 1) % 3]!,
    );
    if (normal[0]! ** 2 + normal[1]! ** 2 + normal[2]! ** 2 > 0) kept.push(...a, ...b, ...c);
  }
  return kept;
}

const FORMATS = {
  'part.stl': binaryStl,
  'text.STL': asciiStl,
  'part.obj': obj,
  'bytes.glb': (soup: Soup) => glbBytes(soup, { indexType: 5121 }),
  'shorts.glb': (soup: Soup) => glbBytes(soup, { indexType: 5123 }),
  'longs.glb': (soup: Soup) => glbBytes(soup, { indexType: 5125 }),
};

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ToolkitError);
    expect((error as ToolkitError).code).toBe('mesh/invalid');
    return (error as ToolkitError).message;
  }
  throw new Error('Nothing was refused.');
}

describe('readMesh', () => {
  it.each(Object.entries(FORMATS))(
    '%s: what was written is read, but for triangles without area',
    (file, write) => {
      fc.assert(
        fc.property(soups, (soup) => {
          const expected = expectedCorners(soup);
          if (expected.length === 0) {
            expect(refusal(() => readMesh(write(soup), file))).toMatch('a triangle with an area');
            return;
          }
          const [{ mesh }] = readMesh(write(soup), file) as unknown as [{ mesh: Mesh }];
          expect(cornersOf(mesh)).toEqual(expected);
          const places = new Set<string>();
          for (let i = 0; i < mesh.positions.length; i += 3)
            places.add(mesh.positions.slice(i, i + 3).join());
          expect(places.size).toBe(mesh.positions.length / 3);
        }),
        { numRuns: 50 },
      );
    },
  );

  it('gives the same triangles the same name, and others another', () => {
    const names = Object.entries({ 'a.stl': binaryStl, 'b.stl': asciiStl }).map(
      ([file, write]) => readMesh(write(boxSoup([1, 2, 3])), file)[0]?.mesh.name,
    );
    expect(names[0]).toBe(names[1]);
    expect(readMesh(binaryStl(boxSoup([1, 2, 4])), 'c.stl')[0]?.mesh.name).not.toBe(names[0]);
  });

  it('merges the 36 corners of a box into 8', () => {
    expect(readMesh(binaryStl(boxSoup([1, 2, 3])), 'box.stl')[0]?.mesh.positions).toHaveLength(24);
  });

  it('cuts polygons from their first corner and reads all groups', () => {
    const text =
      'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\ng one\nf 1 2 3 \\\n 4\ng two\nv 0 0 1 0.5 0.5 0.5\nf -1 -2 -3\n';
    const [{ mesh }] = readMesh(new TextEncoder().encode(text), 'a.obj') as unknown as [{ mesh: Mesh }];
    expect(Array.from(mesh.indices)).toEqual([0, 1, 2, 0, 2, 3, 4, 3, 2]);
  });

  it('moves a glTF mesh by its node, keeps its axes, and reads its colour', () => {
    const half = Math.SQRT1_2;
    const node = { translation: [1, 2, 3], rotation: [0, 0, half, half], scale: [2, 1, 1] };
    const [piece] = readMesh(glbBytes(boxSoup([1, 1, 1]), { node }), 'a.glb');
    expect(piece?.color).toBe('#ff0000');
    // Twice as long along its own x, which then points along y.
    const xs = Array.from(piece?.mesh.positions ?? []);
    const along = (axis: number) => xs.filter((_, i) => i % 3 === axis);
    expect([Math.min(...along(0)), Math.max(...along(0))]).toEqual([0.5, 1.5]);
    expect([Math.min(...along(1)), Math.max(...along(1))]).toEqual([1, 3]);
    expect([Math.min(...along(2)), Math.max(...along(2))]).toEqual([2.5, 3.5]);
  });

  it('turns mirrored triangles round, so that they face outwards still', () => {
    const mirrored = readMesh(glbBytes(boxSoup([1, 1, 1]), { node: { scale: [-1, 1, 1] } }), 'a.glb')[0]
      ?.mesh;
    expect(signedVolume(mirrored as Mesh)).toBeCloseTo(1, 6);
    const plain = readMesh(binaryStl(boxSoup([1, 1, 1])), 'a.stl')[0]?.mesh as Mesh;
    expect(signedVolume(scaleMesh(plain, [0.5, -2, 3]))).toBeCloseTo(3, 6);
  });

  it('believes no count that the bytes do not hold', () => {
    const stl = binaryStl(boxSoup([1, 1, 1]));
    new DataView(stl.buffer).setUint32(80, 4_000_000_000, true);
    expect(refusal(() => readMesh(stl, 'a.stl'))).toBe(
      'a.stl: must hold at most 12 triangles in its bytes, got a claim of 4000000000.',
    );
    const accessors = [
      { bufferView: 0, componentType: 5126, count: 1_000_000, type: 'VEC3' },
      { bufferView: 1, componentType: 5123, count: 36, type: 'SCALAR' },
    ];
    expect(
      refusal(() => readMesh(glbBytes(boxSoup([1, 1, 1]), { changes: { accessors } }), 'a.glb')),
    ).toMatch('accessor 0 must lie within its 96 bytes');
    expect(refusal(() => readMesh(stl.subarray(0, 40), 'a.stl'))).toMatch('got 40 bytes');
  });

  it('refuses what it cannot read, and says what to do', () => {
    const text = (words: string) => new TextEncoder().encode(words);
    expect(refusal(() => readMesh(text(''), 'a.dae'))).toMatch('got .dae');
    expect(refusal(() => readMesh(text('solid a\nvertex 0 0 nan\n'), 'a.stl'))).toMatch(
      'three finite numbers',
    );
    expect(refusal(() => readMesh(text('v 0 0 0\nf 1 2 3\n'), 'a.obj'))).toMatch('line 2: a face must name');
    expect(refusal(() => readMesh(text('v 0 0\n'), 'a.obj'))).toMatch('line 1: a vertex must be three');
    expect(refusal(() => readMesh(text('glTF'), 'a.glb'))).toMatch('must be a binary glTF 2 file');
    const loop = { nodes: [{ mesh: 0, children: [0] }] };
    expect(refusal(() => readMesh(glbBytes(boxSoup([1, 1, 1]), { changes: loop }), 'a.glb'))).toMatch(
      'a tree',
    );
    const draco = { extensionsRequired: ['KHR_draco_mesh_compression'] };
    expect(refusal(() => readMesh(glbBytes(boxSoup([1, 1, 1]), { changes: draco }), 'a.glb'))).toMatch(
      'draco',
    );
  });
});

function signedVolume({ positions: p, indices }: Mesh): number {
  let six = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]! * 3, indices[i + 1]! * 3, indices[i + 2]! * 3];
    six +=
      p[a]! * (p[b + 1]! * p[c + 2]! - p[b + 2]! * p[c + 1]!) -
      p[a + 1]! * (p[b]! * p[c + 2]! - p[b + 2]! * p[c]!) +
      p[a + 2]! * (p[b]! * p[c + 1]! - p[b + 1]! * p[c]!);
  }
  return six / 6;
}
