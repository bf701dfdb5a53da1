import {
  type Mat4,
  multiplyTransforms,
  poseMatrix,
  type Quaternion,
  transformPoint,
  type Vec3,
} from '../../core/pose.ts';
import { srgbHex } from '../look/srgb-hex.ts';
import { buildMesh, MAX_TRIANGLES } from './build-mesh.ts';
import { GLTF_SCHEMA, type Gltf } from './gltf-schema.ts';
import { meshError } from './mesh-error.ts';
import { readAccessor } from './read-accessor.ts';
import type { MeshPiece } from './read-mesh.ts';

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;
const TRIANGLES = 4;
/** Nodes within nodes. */
const MAX_DEPTH = 64;

const IDENTITY: Mat4 = poseMatrix([0, 0, 0], [0, 0, 0, 1]);

/**
 * The meshes of a binary glTF file, one a colour, in the frame of its scene: nodes' transforms are applied.
 * Skins, textures and animations are not read.
 *
 * @throws {@link ToolkitError} `mesh/invalid`.
 */
export function readGlb(bytes: Uint8Array, source: string): readonly MeshPiece[] {
  const { gltf, binary } = readChunks(bytes, source);
  const needs = gltf.extensionsRequired ?? [];
  if (needs.length > 0) {
    throw meshError(
      source,
      `must be read without extensions, got a need for ${needs.join(', ')}.`,
      'Export it plain.',
    );
  }
  const byColor = new Map<string | null, Soup>();
  const roots = gltf.scenes?.[gltf.scene ?? 0]?.nodes ?? (gltf.nodes ?? []).map((_, i) => i);
  const total = { triangles: 0, nodes: 0 };
  const visit = (place: number, worldFromParent: Mat4, depth: number): void => {
    const node = gltf.nodes?.[place];
    if (node === undefined || depth > MAX_DEPTH || ++total.nodes > 100_000) {
      throw meshError(source, `nodes must make a tree of at most ${MAX_DEPTH} levels, got node ${place}.`);
    }
    const worldFromNode = multiplyTransforms(worldFromParent, nodeTransform(node));
    for (const primitive of node.mesh === undefined ? [] : (gltf.meshes?.[node.mesh]?.primitives ?? [])) {
      const color = colorOf(gltf, primitive.material);
      const soup = byColor.get(color) ?? { corners: [], indices: [] };
      byColor.set(color, soup);
      addPrimitive(soup, primitive, worldFromNode);
    }
    for (const below of node.children ?? []) visit(below, worldFromNode, depth + 1);
  };
  const addPrimitive = ({ corners, indices }: Soup, primitive: Primitive, worldFromNode: Mat4): void => {
    const { POSITION: place } = primitive.attributes;
    if (place === undefined || (primitive.mode ?? TRIANGLES) !== TRIANGLES) {
      throw meshError(source, 'must hold triangles alone, got points, lines or strips.', 'Export triangles.');
    }
    const count = gltf.accessors?.[primitive.indices ?? place]?.count ?? 0;
    total.triangles += count / 3;
    if (total.triangles > MAX_TRIANGLES) {
      throw meshError(source, `must hold at most ${MAX_TRIANGLES} triangles, got more.`);
    }
    const positions = readAccessor(gltf, place, binary, 'VEC3', source);
    const order =
      primitive.indices === undefined
        ? Uint32Array.from({ length: positions.length / 3 }, (_, i) => i)
        : readAccessor(gltf, primitive.indices, binary, 'SCALAR', source);
    appendTriangles({ corners, indices }, positions, order, worldFromNode, source);
  };
  for (const root of roots) visit(root, IDENTITY, 0);
  if (byColor.size === 0) throw meshError(source, 'must hold a mesh, got none.');
  return [...byColor].map(([color, { corners, indices }]) => ({
    mesh: buildMesh(Float32Array.from(corners), Uint32Array.from(indices), source),
    color,
  }));
}

/** Triangles gathered so far: [n, 3] corners and places among them. */
type Soup = { readonly corners: number[]; readonly indices: number[] };
type Node = NonNullable<Gltf['nodes']>[number];
type Primitive = NonNullable<Gltf['meshes']>[number]['primitives'][number];

function readChunks(bytes: Uint8Array, source: string): { gltf: Gltf; binary: DataView } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20 || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 2) {
    throw meshError(source, 'must be a binary glTF 2 file (GLB), got other bytes.');
  }
  const chunk = (at: number, kind: number): Uint8Array | null => {
    if (at + 8 > bytes.length || view.getUint32(at + 4, true) !== kind) return null;
    const size = view.getUint32(at, true);
    if (at + 8 + size > bytes.length) {
      throw meshError(source, `a chunk must end within the file, got ${size} bytes at ${at}.`);
    }
    return bytes.subarray(at + 8, at + 8 + size);
  };
  const json = chunk(12, JSON_CHUNK);
  if (json === null) throw meshError(source, 'must begin with its JSON, got another chunk.');
  const binary = chunk(20 + json.length, BINARY_CHUNK) ?? new Uint8Array();
  return {
    gltf: readJson(json, source),
    binary: new DataView(binary.buffer, binary.byteOffset, binary.byteLength),
  };
}

function readJson(bytes: Uint8Array, source: string): Gltf {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw meshError(source, `its JSON must parse, got ${(cause as Error).message}.`);
  }
  const result = GLTF_SCHEMA.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw meshError(source, `its ${issue?.path.join('.')} must be as glTF 2 says: ${issue?.message}.`);
}

function nodeTransform({ matrix, translation, rotation, scale }: Node): Mat4 {
  if (matrix !== undefined) {
    // By columns in the file, by rows here.
    return Array.from({ length: 16 }, (_, i) => matrix[4 * (i % 4) + Math.floor(i / 4)] as number);
  }
  const turned = poseMatrix(
    (translation ?? [0, 0, 0]) as unknown as Vec3,
    (rotation ?? [0, 0, 0, 1]) as unknown as Quaternion,
  );
  const factors = scale ?? [1, 1, 1];
  return turned.map((x, i) => (i % 4 < 3 ? x * (factors[i % 4] as number) : x));
}

function appendTriangles(
  { corners, indices }: Soup,
  positions: ArrayLike<number>,
  order: ArrayLike<number>,
  worldFromNode: Mat4,
  source: string,
): void {
  const first = corners.length / 3;
  const vertices = positions.length / 3;
  for (let i = 0; i < vertices; i++) {
    const point: Vec3 = [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!];
    const [x, y, z] = transformPoint(worldFromNode, point);
    corners.push(x, y, z);
  }
  const [second, third] = mirrors(worldFromNode) ? [2, 1] : [1, 2];
  for (let i = 0; i + 2 < order.length; i += 3) {
    for (const k of [0, second, third]) {
      const place = order[i + k]!;
      if (place >= vertices) {
        throw meshError(source, `indices must be below the ${vertices} vertices, got ${place}.`);
      }
      indices.push(first + place);
    }
  }
}

/** Whether the transform turns left hands into right ones, which turns triangles inside out. */
function mirrors(m: Mat4): boolean {
  const at = (i: number): number => m[i] as number;
  const minor = (a: number, b: number, c: number, d: number): number => at(a) * at(d) - at(b) * at(c);
  return at(0) * minor(5, 6, 9, 10) - at(1) * minor(4, 6, 8, 10) + at(2) * minor(4, 5, 8, 9) < 0;
}

function colorOf(gltf: Gltf, material: number | undefined): string | null {
  const factor = gltf.materials?.[material ?? -1]?.pbrMetallicRoughness?.baseColorFactor;
  return factor === undefined ? null : srgbHex(factor.slice(0, 3));
}
