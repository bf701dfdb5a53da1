import * as z from 'zod';

const index = z.int().min(0);
const vector = (count: number) => z.array(z.number()).length(count);

/** What is read of a glTF file's JSON. Source: Khronos, glTF 2.0. */
export const GLTF_SCHEMA = z.object({
  scene: index.optional(),
  scenes: z.array(z.object({ nodes: z.array(index).optional() })).optional(),
  nodes: z
    .array(
      z.object({
        mesh: index.optional(),
        children: z.array(index).optional(),
        matrix: vector(16).optional(),
        translation: vector(3).optional(),
        rotation: vector(4).optional(),
        scale: vector(3).optional(),
      }),
    )
    .optional(),
  meshes: z
    .array(
      z.object({
        primitives: z.array(
          z.object({
            attributes: z.object({ POSITION: index.optional() }),
            indices: index.optional(),
            material: index.optional(),
            mode: index.optional(),
          }),
        ),
      }),
    )
    .optional(),
  materials: z
    .array(
      z.object({
        pbrMetallicRoughness: z.object({ baseColorFactor: vector(4).optional() }).optional(),
      }),
    )
    .optional(),
  accessors: z
    .array(
      z.object({
        bufferView: index.optional(),
        byteOffset: index.optional(),
        componentType: z.int(),
        count: index,
        type: z.string(),
        sparse: z.unknown().optional(),
      }),
    )
    .optional(),
  bufferViews: z
    .array(
      z.object({
        buffer: index,
        byteOffset: index.optional(),
        byteLength: index,
        byteStride: z.int().min(4).max(252).optional(),
      }),
    )
    .optional(),
  extensionsRequired: z.array(z.string()).optional(),
});

/** A glTF file's JSON. */
export type Gltf = z.output<typeof GLTF_SCHEMA>;
