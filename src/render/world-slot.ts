import {
  type BufferGeometry,
  type InstancedBufferGeometry,
  Mesh,
  type NodeMaterial,
  type Scene,
} from 'three/webgpu';
import type { Episode, WorldState } from '../core/episode.ts';
import type { Vec3 } from '../core/pose.ts';
import type { SimpleShape } from '../core/shape.ts';
import { createGeometry, type GeometryKey } from './body-geometry.ts';
import { type BodyInstances, createBodyInstances, type PlacedPart, placedParts } from './body-instances.ts';

/** Worlds that one pass can draw: two of three's 32 layers each, one to be seen and one to cast shadows. */
export const MAX_WORLDS = 16;

/** Layers of the `slot`-th world. */
export const seenLayer = (slot: number): number => slot;
export const casterLayer = (slot: number): number => MAX_WORLDS + slot;

/** A place among the worlds that are drawn together. It is used again and again, so that little is made anew. */
export type WorldSlot = {
  /**
   * Fills the slot with a world.
   *
   * @param geometryOf - The triangles for a shape whose centre is at that place, world frame.
   */
  readonly fill: (
    episode: Episode,
    ids: Readonly<Record<string, number>>,
    state: WorldState,
    geometryOf: (shape: SimpleShape, position: Vec3) => GeometryKey,
  ) => void;
  readonly clear: () => void;
  readonly dispose: () => void;
};

/** Meshes that the shelf keeps, and fills for which a slot keeps one that it does not draw. */
const MESHES_KEPT = 256;
const FILLS_KEPT = 16;

const isMesh = (key: GeometryKey): boolean => key.startsWith('mesh ');

/** The triangles of a key, which is that of the shape. */
type Triangles = (key: GeometryKey, shape: SimpleShape) => BufferGeometry;

/** The triangles of every key, made once and shared by all slots; of meshes those that came last. */
export function createGeometryShelf(): {
  readonly get: Triangles;
  readonly dispose: () => void;
} {
  const shelf = new Map<GeometryKey, BufferGeometry>();
  return {
    get(key, shape) {
      const found = shelf.get(key) ?? createGeometry(key, shape);
      shelf.delete(key);
      shelf.set(key, found);
      const meshes = [...shelf.keys()].filter(isMesh);
      for (const old of meshes.slice(0, -MESHES_KEPT)) shelf.delete(old);
      return found;
    },
    dispose: () => {
      for (const geometry of shelf.values()) geometry.dispose();
    },
  };
}

/** The least room that instances get; it doubles when it is too small. */
const LEAST_CAPACITY = 16;

/** A batch of a slot: what is drawn with one geometry, and for how many fills nothing was. */
type Batch = { readonly mesh: Mesh; instances: BodyInstances; members: PlacedPart[]; idle: number };

/** Makes the `slot`-th place in the scene. */
export function createWorldSlot(
  scene: Scene,
  slot: number,
  triangles: Triangles,
  material: NodeMaterial,
): WorldSlot {
  const batches = new Map<GeometryKey, Batch>();
  const batchOf = (key: GeometryKey, shape: SimpleShape): Batch => {
    const found = batches.get(key);
    if (found !== undefined) return found;
    const instances = createBodyInstances(triangles(key, shape), LEAST_CAPACITY);
    const mesh = new Mesh(instances.geometry as InstancedBufferGeometry, material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    mesh.layers.set(seenLayer(slot));
    // The ground comes last: what stands on it has hidden most of it by then.
    mesh.renderOrder = key === 'plane' ? 1 : 0;
    if (key !== 'plane') mesh.layers.enable(casterLayer(slot));
    scene.add(mesh);
    const batch: Batch = { mesh, instances, members: [], idle: 0 };
    batches.set(key, batch);
    return batch;
  };
  const roomFor = (batch: Batch, count: number): void => {
    if (count <= batch.instances.capacity) return;
    const capacity = 2 ** Math.ceil(Math.log2(count));
    const { geometry } = batch.instances;
    batch.instances = createBodyInstances(geometry, capacity);
    geometry.dispose();
    batch.mesh.geometry = batch.instances.geometry as InstancedBufferGeometry;
  };
  const remove = ({ mesh, instances }: Batch): void => {
    scene.remove(mesh);
    instances.geometry.dispose();
  };
  return {
    fill(episode, ids, state, geometryOf) {
      for (const batch of batches.values()) batch.members = [];
      for (const placed of placedParts(episode, state))
        batchOf(geometryOf(placed.shape, placed.position), placed.shape).members.push(placed);
      for (const [key, batch] of batches) {
        const { members } = batch;
        batch.mesh.visible = members.length > 0;
        batch.idle = members.length > 0 ? 0 : batch.idle + 1;
        if (isMesh(key) && batch.idle > FILLS_KEPT) {
          remove(batch);
          batches.delete(key);
        }
        if (members.length === 0) continue;
        roomFor(batch, members.length);
        members.forEach((placed, i) => {
          batch.instances.write(i, placed, ids[placed.body] ?? 0);
        });
        batch.instances.show(members.length);
      }
    },
    clear: () => {
      for (const { mesh } of batches.values()) mesh.visible = false;
    },
    dispose: () => {
      for (const batch of batches.values()) remove(batch);
    },
  };
}
