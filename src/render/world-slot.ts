import {
  type BufferGeometry,
  type InstancedBufferGeometry,
  Mesh,
  type NodeMaterial,
  type Scene,
} from 'three/webgpu';
import type { Body, Episode, WorldState } from '../core/episode.ts';
import type { Vec3 } from '../core/pose.ts';
import { createGeometry, type GeometryKey } from './body-geometry.ts';
import { type BodyInstances, createBodyInstances, type PlacedBody, placedBodies } from './body-instances.ts';

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
   * @param geometryOf - The triangles for a body whose centre is at that place, world frame.
   */
  readonly fill: (
    episode: Episode,
    ids: Readonly<Record<string, number>>,
    state: WorldState,
    geometryOf: (body: Body, position: Vec3) => GeometryKey,
  ) => void;
  readonly clear: () => void;
  readonly dispose: () => void;
};

/** The triangles of every key, made once and shared by all slots. */
export function createGeometryShelf(): {
  readonly get: (key: GeometryKey) => BufferGeometry;
  readonly dispose: () => void;
} {
  const shelf = new Map<GeometryKey, BufferGeometry>();
  return {
    get(key) {
      const found = shelf.get(key) ?? createGeometry(key);
      shelf.set(key, found);
      return found;
    },
    dispose: () => {
      for (const geometry of shelf.values()) geometry.dispose();
    },
  };
}

/** The least room that instances get; it doubles when it is too small. */
const LEAST_CAPACITY = 16;

/** A batch of a slot: bodies of one geometry. */
type Batch = { readonly mesh: Mesh; instances: BodyInstances; members: PlacedBody[] };

/** Makes the `slot`-th place in the scene. */
export function createWorldSlot(
  scene: Scene,
  slot: number,
  triangles: (key: GeometryKey) => BufferGeometry,
  material: NodeMaterial,
): WorldSlot {
  const batches = new Map<GeometryKey, Batch>();
  const batchOf = (key: GeometryKey): Batch => {
    const found = batches.get(key);
    if (found !== undefined) return found;
    const instances = createBodyInstances(triangles(key), LEAST_CAPACITY);
    const mesh = new Mesh(instances.geometry as InstancedBufferGeometry, material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    mesh.layers.set(seenLayer(slot));
    // The ground comes last: what stands on it has hidden most of it by then.
    mesh.renderOrder = key === 'plane' ? 1 : 0;
    if (key !== 'plane') mesh.layers.enable(casterLayer(slot));
    scene.add(mesh);
    const batch: Batch = { mesh, instances, members: [] };
    batches.set(key, batch);
    return batch;
  };
  const roomFor = (key: GeometryKey, batch: Batch, count: number): void => {
    if (count <= batch.instances.capacity) return;
    const capacity = 2 ** Math.ceil(Math.log2(count));
    batch.instances.geometry.dispose();
    batch.instances = createBodyInstances(triangles(key), capacity);
    batch.mesh.geometry = batch.instances.geometry as InstancedBufferGeometry;
  };
  return {
    fill(episode, ids, state, geometryOf) {
      for (const batch of batches.values()) batch.members = [];
      for (const placed of placedBodies(episode, state))
        batchOf(geometryOf(placed.body, placed.position)).members.push(placed);
      for (const [key, batch] of batches) {
        const { members } = batch;
        batch.mesh.visible = members.length > 0;
        if (members.length === 0) continue;
        roomFor(key, batch, members.length);
        members.forEach((placed, i) => {
          batch.instances.write(i, placed, ids[placed.body.name] ?? 0);
        });
        batch.instances.show(members.length);
      }
    },
    clear: () => {
      for (const { mesh } of batches.values()) mesh.visible = false;
    },
    dispose: () => {
      for (const { mesh, instances } of batches.values()) {
        scene.remove(mesh);
        instances.geometry.dispose();
      }
    },
  };
}
