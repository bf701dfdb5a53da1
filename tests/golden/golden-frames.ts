import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Frame } from '#src/core/frame.ts';
import type { Driver } from '#src/device/driver-node.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { createRenderer } from '#src/render/renderer.ts';
import { instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { readScene } from '../fixtures/read-scene.ts';

/** One picture and its truth, as they are kept: depth in millimetres. */
export type GoldenFrame = {
  readonly rgb: Uint8Array;
  readonly depth: Uint16Array;
  readonly ids: Uint16Array;
};

export const GOLDEN_SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push', 'sensors/rig'];
export const GOLDEN_DRIVERS = ['swiftshader', 'lavapipe'] as const;
export const GOLDEN_SIZE = 64;

const MODALITIES = ['rgb', 'depth_z_m', 'instance_id'] as const;

/** Draws the frame that is kept of a scene: the first camera half a second after the start. */
export async function drawGolden(driver: Driver, name: string): Promise<GoldenFrame> {
  await loadPhysics();
  const renderer = await createRenderer(driver.device);
  const scene = readScene(name);
  const episode = sampleEpisode(scene, 7);
  const cameras = [episode.cameras[0]!.name];
  const options = {
    ...{ frames: 7, fps: 12, width: GOLDEN_SIZE, height: GOLDEN_SIZE, cameras },
    ...{ modalities: MODALITIES, ids: instanceIds([scene]), classIds: {} },
  };
  let last: Frame | null = null;
  for await (const { views } of simulateEpisode(episode, options, renderer)) last = views[cameras[0]!]!;
  renderer.close();
  const { rgb, depth_z_m: depthZ, instance_id: ids } = last!.images;
  return { rgb: rgb!, depth: Uint16Array.from(depthZ!, (z) => Math.round(z * 1000)), ids: ids! };
}

const folder = (name: string): string => join(import.meta.dirname, 'frames', name.replace('/', '-'));
const file = (name: string, driver: string, what: string): string =>
  join(folder(name), `${driver}-${what}.png`);

/** Keeps a frame as three PNGs. */
export async function writeGolden(name: string, driver: string, frame: GoldenFrame): Promise<void> {
  mkdirSync(folder(name), { recursive: true });
  const size = { width: GOLDEN_SIZE, height: GOLDEN_SIZE };
  await sharp(frame.rgb, { raw: { ...size, channels: 3 } })
    .png()
    .toFile(file(name, driver, 'rgb'));
  for (const [what, values] of [['depth', frame.depth] as const, ['ids', frame.ids] as const]) {
    await sharp(values, { raw: { ...size, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toFile(file(name, driver, what));
  }
}

/** The frame that is kept, or `null` where there is none of that driver. */
export async function readGolden(name: string, driver: string): Promise<GoldenFrame | null> {
  if (!existsSync(file(name, driver, 'rgb'))) return null;
  const rgb = await sharp(readFileSync(file(name, driver, 'rgb')))
    .removeAlpha()
    .raw()
    .toBuffer();
  const gray = async (what: string): Promise<Uint16Array> => {
    const bytes = await sharp(readFileSync(file(name, driver, what)))
      .toColourspace('grey16')
      .raw({ depth: 'ushort' })
      .toBuffer();
    return new Uint16Array(Uint8Array.from(bytes).buffer);
  };
  return { rgb: Uint8Array.from(rgb), depth: await gray('depth'), ids: await gray('ids') };
}
