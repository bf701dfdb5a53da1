import type { Modality } from '../core/frame.ts';
import type { Driver } from '../device/driver-node.ts';
import { type Moment, observeEpisode } from '../render/observer.ts';
import { createRenderer } from '../render/renderer.ts';
import { type BenchRow, cpuMs } from './measure.ts';
import { RENDER_WORKLOAD, workloadState } from './render-workload.ts';

/** The peers' work, and a dataset's. */
const PLAIN: readonly Modality[] = ['rgb', 'depth_z_m', 'instance_id'];
const RICH: readonly Modality[] = [...PLAIN, 'normal', 'flow_forward'];

/** Frames of the warm-up, and of the shortest run: two chunks. */
const LEAST_FRAMES = 32;

/** Views a second on two idle cores, by driver, samples a pixel and side of the image. */
const TARGETS: Readonly<Record<string, number>> = {
  ...{ 'lavapipe 1 256': 120, 'lavapipe 1 128': 180, 'lavapipe 1 64': 250 },
  ...{ 'lavapipe 4 256': 70, 'lavapipe 4 128': 105, 'lavapipe 4 64': 145 },
  ...{ 'swiftshader 4 256': 25, 'swiftshader 4 128': 45, 'swiftshader 4 64': 85 },
};

/**
 * Views a second of ground, thirty bodies and a shadow, as a dataset takes them: many together.
 *
 * @param size - Side of the square image, pixels.
 * @param samples - A pixel's.
 * @param rich - With normals, and the flow derived.
 * @param seconds - How long to draw, after a warm-up.
 */
export async function benchTiles(
  driver: Driver,
  size: number,
  samples: 1 | 4,
  rich: boolean,
  seconds: number,
): Promise<BenchRow[]> {
  const renderer = await createRenderer(driver.device, samples);
  const ids = Object.fromEntries(RENDER_WORKLOAD.bodies.map(({ name }, i) => [name, i + 1]));
  const options = {
    width: size,
    height: size,
    cameras: ['front'],
    modalities: rich ? RICH : PLAIN,
    ids,
    classIds: {},
  };
  function* moments(end: number): Generator<Moment> {
    for (let frame = 0; frame < LEAST_FRAMES || performance.now() < end; frame++)
      yield { frame, state: workloadState(frame), shutter: {} };
  }
  const play = async (end: number): Promise<number> => {
    let views = 0;
    for await (const _ of observeEpisode(renderer, RENDER_WORKLOAD, options, moments(end))) views++;
    return views;
  };
  await play(0);
  const start = performance.now();
  const cpu = cpuMs();
  const views = await play(start + seconds * 1000);
  const wall = performance.now() - start;
  const busy = (cpuMs() - cpu) / views;
  renderer.close();
  const target = !rich ? undefined : TARGETS[`${driver.kind} ${samples} ${size}`];
  const labels = rich ? 'RGB + depth + ids + normals + flow' : 'RGB + depth + ids';
  const edges = samples === 1 ? 'not antialiased' : 'antialiased';
  const what = `${size}², many together, ${labels}, ${driver.kind}, ${edges}`;
  return [
    {
      ...{ name: what, value: (views / wall) * 1000, unit: 'views/s' },
      target: target === undefined ? null : `≥ ${target} on two idle cores`,
    },
    { name: `${what}: processor time`, value: busy, unit: 'ms a view', target: null },
  ];
}
