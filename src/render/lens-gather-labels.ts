import type { ModalityImages } from '../core/frame.ts';
import { NO_FACE } from './lens-faces.ts';
import type { LensGather } from './lens-gather.ts';

/** The labels of one face: Z-depth and normal in the face's own frame (OpenCV axes). */
export type FaceLabels = Pick<ModalityImages, 'depth_z_m' | 'instance_id' | 'normal'> &
  Partial<Pick<ModalityImages, 'albedo' | 'shadow'>>;

/**
 * The labels through a lens, each from the nearest pixel of its face and never blended: ids, albedo and
 * shadow as they are, normals turned into the camera's frame, and depth where the pixel's own ray meets
 * the plane of the nearest pixel's surface. All zero where the lens shows nothing.
 *
 * @returns As of any camera: [height, width] each, Z-depth along the camera's axis; albedo and shadow if
 * every face has them.
 */
export function gatherLabels(gather: LensGather, faces: readonly FaceLabels[]): FaceLabels {
  const { faceOf, nearest } = gather;
  const pixels = faceOf.length;
  const depthZ = new Float32Array(pixels);
  const instanceId = new Uint16Array(pixels);
  const normal = new Float32Array(pixels * 3);
  const albedo = faces.every((face) => face.albedo !== undefined) ? new Uint8Array(pixels * 3) : undefined;
  const shadow = faces.every((face) => face.shadow !== undefined) ? new Uint8Array(pixels) : undefined;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const index = faceOf[pixel]!;
    if (index === NO_FACE) continue;
    const face = faces[index]!;
    const from = nearest[pixel]!;
    if (shadow !== undefined) shadow[pixel] = face.shadow![from]!;
    if (albedo !== undefined) {
      for (let c = 0; c < 3; c++) albedo[3 * pixel + c] = face.albedo![3 * from + c]!;
    }
    if (!(face.depth_z_m[from]! > 0)) continue;
    instanceId[pixel] = face.instance_id[from]!;
    depthZ[pixel] = depthAlongRay(gather, face, pixel);
    const r = gather.faces[index]!.cameraFromFace;
    const x = face.normal[3 * from]!;
    const y = face.normal[3 * from + 1]!;
    const z = face.normal[3 * from + 2]!;
    normal[3 * pixel] = r[0]! * x + r[1]! * y + r[2]! * z;
    normal[3 * pixel + 1] = r[4]! * x + r[5]! * y + r[6]! * z;
    normal[3 * pixel + 2] = r[8]! * x + r[9]! * y + r[10]! * z;
  }
  const labels = { depth_z_m: depthZ, instance_id: instanceId, normal };
  return { ...labels, ...(albedo && { albedo }), ...(shadow && { shadow }) };
}

/** Where the ray of a lens's pixel meets the plane of the nearest pixel's surface, along the camera's axis. */
function depthAlongRay(
  { faces, faceOf, nearest, rays }: LensGather,
  face: FaceLabels,
  pixel: number,
): number {
  const { width, height, fx, fy, cx, cy } = faces[faceOf[pixel]!]!.intrinsics;
  const from = nearest[pixel]!;
  const column = from % width;
  const row = (from - column) / width;
  const z = face.depth_z_m[from]!;
  const nx = face.normal[3 * from]!;
  const ny = face.normal[3 * from + 1]!;
  const nz = face.normal[3 * from + 2]!;
  const dz = rays[3 * pixel + 2]!;
  const offset = z * ((nx * (column + 0.5 - cx)) / fx + (ny * (row + 0.5 - cy)) / fy + nz);
  const met = (offset / (nx * rays[3 * pixel]! + ny * rays[3 * pixel + 1]! + nz * dz)) * dz;
  const room = roomAround(face, from, column, row, width, height);
  // The ray meets no plane that it runs along, and leaves the surface where that curves or ends.
  return (Number.isNaN(met) ? z : Math.min(Math.max(met, z - room), z + room)) / dz;
}

/** The greatest step of the depth from a pixel of a face to one beside it on the same body, metres. */
function roomAround(
  { depth_z_m: depthZ, instance_id: ids }: FaceLabels,
  at: number,
  column: number,
  row: number,
  width: number,
  height: number,
): number {
  const id = ids[at]!;
  const z = depthZ[at]!;
  let most = 0;
  if (column > 0 && ids[at - 1] === id) most = Math.abs(depthZ[at - 1]! - z);
  if (column + 1 < width && ids[at + 1] === id) most = Math.max(most, Math.abs(depthZ[at + 1]! - z));
  if (row > 0 && ids[at - width] === id) most = Math.max(most, Math.abs(depthZ[at - width]! - z));
  if (row + 1 < height && ids[at + width] === id) most = Math.max(most, Math.abs(depthZ[at + width]! - z));
  return most;
}
