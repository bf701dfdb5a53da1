import { intrinsicsFromFov } from '../core/camera.ts';
import { lensFolds } from '../core/camera-model.ts';
import { carrierNames } from './carrier.ts';
import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import { cameraNames, sampledLens } from './sample-camera.ts';
import type { Refuse } from './scene-error.ts';

type DrawnCamera = DrawnScene['cameras'][number];

/** Sides of the image where neither the camera nor, yet, a plan says: a square. */
const SQUARE = [128, 128] as const;

/**
 * Checks what no single field of a camera can say: names, the body that it rides on, ways to move that
 * exclude each other, planes, and whether its lens folds its image.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkCameras(scene: DrawnScene, refuse: Refuse): void {
  const { cameras } = scene;
  const carriers = carrierNames(scene);
  checkNames(cameras, refuse);
  cameras.forEach((camera, i) => {
    if (!(camera.far > camera.near)) {
      const rule = `must be > near (${camera.near} m), got ${camera.far} m.`;
      throw refuse(['cameras', i, 'far'], rule, 'Set far beyond near.');
    }
    if (camera.position.every((x, k) => x === camera.look_at[k])) {
      const rule = 'must differ from position, got the same point.';
      throw refuse(['cameras', i, 'look_at'], rule, 'Move one of them.');
    }
    checkMount(camera, i, carriers, refuse);
    const [width, height] = camera.size ?? SQUARE;
    const model = { intrinsics: intrinsicsFromFov(camera.fov_deg, width, height), lens: sampledLens(camera) };
    if (lensFolds(model)) {
      const rule = `must not fold the image within its corners, got a map that turns back inside ${camera.fov_deg}°.`;
      throw refuse(['cameras', i, 'lens'], rule, 'Narrow fov_deg, or weaken the coefficients.');
    }
  });
}

/** The two names of a stereo pair count like any other camera's. */
function checkNames(cameras: readonly DrawnCamera[], refuse: Refuse): void {
  const seen = new Set<string>();
  cameras.forEach((camera, i) => {
    for (const name of cameraNames([camera])) {
      if (seen.has(name)) {
        const rule = `must be unique, got "${name}" twice.`;
        throw refuse(['cameras', i, 'name'], rule, 'Rename one of them.');
      }
      seen.add(name);
    }
  });
}

function checkMount(camera: DrawnCamera, i: number, names: readonly string[], refuse: Refuse): void {
  const ways = (['on', 'orbit', 'handheld'] as const).filter((way) => camera[way] !== undefined);
  const [first, second] = ways;
  if (second !== undefined) {
    throw refuse(['cameras', i, second], `must not stand beside ${first}.`, 'Remove one of the two.');
  }
  if (camera.on === undefined) return;
  if (names.includes(camera.on)) return;
  const near = nearest(camera.on, names);
  const hint = near === '' ? 'Leave it out.' : `Did you mean "${near}"?`;
  throw refuse(['cameras', i, 'on'], `must name a body, got "${camera.on}".`, hint);
}
