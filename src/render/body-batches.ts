import {
  type BufferGeometry,
  Color,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  type MeshLambertNodeMaterial,
  Quaternion,
  type Scene,
  Vector3,
} from 'three/webgpu';
import type { Body, WorldState } from '../core/episode.ts';
import { type SharedGeometry, sharedGeometry } from './body-geometry.ts';

/** The attribute that carries an instance's id to the truth material. */
export const ID_ATTRIBUTE = 'body_id';

/** An episode's bodies as few draws: those of like shape together. */
export type BodyBatches = {
  /** Puts every body where the state has it. */
  readonly apply: (state: WorldState) => void;
  readonly dispose: () => void;
};

/**
 * Batches hold a multiple of this many instances: the shader's text names the count, and a driver in
 * software compiles a new text for seconds, so few counts must serve all episodes.
 */
const CAPACITY_STEP = 32;

type Member = { readonly index: number; readonly body: Body; readonly shared: SharedGeometry };

function groupByGeometry(bodies: readonly Body[]): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  bodies.forEach((body, index) => {
    const shared = sharedGeometry(body.shape);
    const group = groups.get(shared.key) ?? [];
    group.push({ index, body, shared });
    groups.set(shared.key, group);
  });
  return [...groups.values()];
}

function createBatch(
  members: readonly Member[],
  ids: Readonly<Record<string, number>>,
  material: MeshLambertNodeMaterial,
): InstancedMesh<BufferGeometry> {
  const { create, key } = (members[0] as Member).shared;
  const geometry = create();
  const capacity = Math.ceil(members.length / CAPACITY_STEP) * CAPACITY_STEP;
  const marks = new Float32Array(capacity);
  members.forEach(({ body }, i) => {
    marks[i] = ids[body.name] ?? 0;
  });
  geometry.setAttribute(ID_ATTRIBUTE, new InstancedBufferAttribute(marks, 1));
  const mesh = new InstancedMesh(geometry, material, capacity);
  mesh.count = members.length;
  members.forEach(({ body }, i) => {
    mesh.setColorAt(i, new Color(body.material.color));
  });
  mesh.castShadow = key !== 'plane';
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

/**
 * Adds an episode's bodies to a scene.
 *
 * @param ids - Instance id of every body, by name.
 */
export function createBodyBatches(
  scene: Scene,
  bodies: readonly Body[],
  ids: Readonly<Record<string, number>>,
  material: MeshLambertNodeMaterial,
): BodyBatches {
  const groups = groupByGeometry(bodies);
  const meshes = groups.map((members) => createBatch(members, ids, material));
  if (meshes.length > 0) scene.add(...meshes);
  const matrix = new Matrix4();
  const [position, orientation, scale] = [new Vector3(), new Quaternion(), new Vector3()];
  return {
    apply: ({ positions, orientations }) => {
      groups.forEach((members, group) => {
        const mesh = meshes[group] as InstancedMesh;
        members.forEach(({ index, shared }, i) => {
          position.fromArray(positions, index * 3);
          orientation.fromArray(orientations, index * 4);
          mesh.setMatrixAt(i, matrix.compose(position, orientation, scale.set(...shared.scale)));
        });
        mesh.instanceMatrix.needsUpdate = true;
      });
    },
    dispose: () => {
      for (const mesh of meshes) {
        mesh.geometry.dispose();
        mesh.dispose();
      }
    },
  };
}
