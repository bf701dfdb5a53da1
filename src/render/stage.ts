import {
  AmbientLight,
  Box3,
  Color,
  DirectionalLight,
  Matrix4,
  MeshLambertNodeMaterial,
  type NodeMaterial,
  PerspectiveCamera,
  Scene,
  Vector3,
} from 'three/webgpu';
import type { Body, Episode, EpisodeCamera, Light, WorldState } from '../core/episode.ts';
import { createBodyBatches } from './body-batches.ts';
import { shadowFilter } from './shadow-filter.ts';
import { createTruthMaterial } from './truth-material.ts';

/** The two materials that every body shares; its own colour and id ride on its instance. */
export type StageMaterials = { readonly lit: MeshLambertNodeMaterial; readonly truth: NodeMaterial };

export const createStageMaterials = (): StageMaterials => ({
  lit: new MeshLambertNodeMaterial(),
  truth: createTruthMaterial(),
});

/** A scene that three can draw: one mesh a body, lights, and the background's colour. */
export type Stage = {
  readonly scene: Scene;
  readonly background: Color;
  /** Puts every body where the state has it. */
  readonly apply: (state: WorldState) => void;
  readonly dispose: () => void;
};

/** Three divides diffuse light by π; our intensity 1 lights a white surface to white. */
const INTENSITY = Math.PI;

/** Texels along a side of a shadow map. */
const SHADOW_MAP = 1024;

/** Room around the bodies' first positions in which shadows are cast, metres. */
const SHADOW_MARGIN = 0.75;

/** Where shadows matter: around the bodies (not the ground) and below them, world frame. */
function shadowBounds(bodies: readonly Body[]): Box3 {
  const bounds = new Box3();
  for (const { shape, position } of bodies) {
    if (shape.kind === 'plane') continue;
    bounds.expandByPoint(new Vector3(...position));
    bounds.expandByPoint(new Vector3(position[0], position[1], 0));
  }
  if (bounds.isEmpty()) bounds.expandByPoint(new Vector3());
  return bounds.expandByScalar(SHADOW_MARGIN);
}

function sun(light: Extract<Light, { kind: 'sun' }>, bodies: readonly Body[]): DirectionalLight {
  const lamp = new DirectionalLight(new Color(light.color), light.intensity * INTENSITY);
  const bounds = shadowBounds(bodies);
  const center = bounds.getCenter(new Vector3());
  const radius = bounds.getSize(new Vector3()).length() / 2;
  lamp.target.position.copy(center);
  lamp.position.copy(center).addScaledVector(new Vector3(...light.direction), -2 * radius);
  lamp.castShadow = light.shadow;
  lamp.shadow.mapSize.set(SHADOW_MAP, SHADOW_MAP);
  lamp.shadow.camera.left = lamp.shadow.camera.bottom = -radius;
  lamp.shadow.camera.right = lamp.shadow.camera.top = radius;
  lamp.shadow.camera.near = radius * 0.5;
  lamp.shadow.camera.far = radius * 3.5;
  // Without a step off the surface along its normal, a lit face shadows itself in stripes.
  lamp.shadow.normalBias = (2 * 2 * radius) / SHADOW_MAP;
  lamp.shadow.bias = -0.0005;
  (lamp.shadow as unknown as { filterNode: unknown }).filterNode = shadowFilter(lamp);
  return lamp;
}

/**
 * Builds what an episode looks like at its start.
 *
 * @param ids - Instance id of every body, by name.
 */
export function createStage(
  episode: Episode,
  ids: Readonly<Record<string, number>>,
  materials: StageMaterials,
): Stage {
  const scene = new Scene();
  scene.matrixWorldAutoUpdate = true;
  const batches = createBodyBatches(scene, episode.bodies, ids, materials.lit);
  const lamps: DirectionalLight[] = [];
  for (const light of episode.lights) {
    if (light.kind === 'ambient') {
      scene.add(new AmbientLight(new Color(light.color), light.intensity * INTENSITY));
    } else {
      const lamp = sun(light, episode.bodies);
      lamps.push(lamp);
      scene.add(lamp, lamp.target);
    }
  }
  return {
    scene,
    background: new Color(episode.background),
    apply: batches.apply,
    dispose: () => {
      batches.dispose();
      for (const lamp of lamps) lamp.dispose();
      scene.clear();
    },
  };
}

/** OpenCV camera axes (y down, z forward) to those that three draws with (y up, z backward). */
const OPENGL_FROM_OPENCV = new Matrix4().makeScale(1, -1, -1);

/** Three's camera with the pose and the field of view of ours, for an image of that shape. */
export function threeCamera(camera: EpisodeCamera, width: number, height: number): PerspectiveCamera {
  const three = new PerspectiveCamera(camera.fovDeg, width / height, camera.near, camera.far);
  three.matrixAutoUpdate = false;
  const [m00, m01, m02, m03, m10, m11, m12, m13, m20, m21, m22, m23] = camera.worldFromCamera as number[];
  three.matrix
    .set(m00!, m01!, m02!, m03!, m10!, m11!, m12!, m13!, m20!, m21!, m22!, m23!, 0, 0, 0, 1)
    .multiply(OPENGL_FROM_OPENCV);
  three.matrixWorld.copy(three.matrix);
  three.matrixWorldInverse.copy(three.matrix).invert();
  return three;
}
