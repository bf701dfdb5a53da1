import type { Modality } from '../core/frame.ts';
import type { Driver } from '../device/driver-node.ts';
import { type Moment, observeEpisode } from '../render/observer.ts';
import { createRenderer } from '../render/renderer.ts';
import { type BenchRow, cpuMs } from './measure.ts';
import { RENDER_WORKLOAD, workloadState } from './render-workload.ts';

const MODALITIES: readonly Modality[] = ['rgb', 'depth_z_m', 'instance_id', 'normal', 'flow_forward'];

/** Views a second on two idle cores, by driver, samples a pixel and side of the image. */
const TARGETS: Readonly<Record<string, number>> = {
  ...{ 'lavapipe 1 256': 120, 'lavapipe 1 128': 180, 'lavapipe 1 64': 250 },
  ...{ 'lavapipe 4 256': 70, 'lavapipe 4 128': 105, 'lavapipe 4 64': 145 },
  ...{ 'swiftshader 4 256': 25, 'swiftshader 4 128': 45, 'swiftshader 4 64': 85 },
};

/**
 * Views a second of ground, thirty bodies and a shadow, as a dataset takes them: many together, with the
 * flow derived.
 *
 * @param size - Side of the square image, pixels.
 * @param samples - A pixel's.
 * @param seconds - How long to draw, after a warm-up.
 */
export async function benchTiles(
  driver: Driver,
  size: number,
  samples: 1 | 4,
  seconds: number,
): Promise<BenchRow[]> {
  const renderer = await createRenderer(driver.device, samples);
  const ids = Object.fromEntries(RENDER_WORKLOAD.bodies.map(({ name }, i) => [name, i + 1]));
  let from = Number.POSITIVE_INFINITY;
  function* moments(): Generator<Moment> {
    for (let frame = 0; performance.now() - from < seconds * 1000 || frame < 32; frame++)
      yield { frame, state: workloadState(frame), shutter: {} };
  }
  const play = async (): Promise<number> => {
    let views = 0;
    const options = {
      width: size,
      height: size,
      cameras: ['front'],
      modalities: MODALITIES,
      ids,
      classIds: {},
    };
    for await (const _ of observeEpisode(renderer, RENDER_WORKLOAD, options, moments())) views++;
    return views;
  };
  await play();
  from = performance.now();
  const cpu = cpuMs();
  const views = await play();
  const wall = performance.now() - from;
  const busy = (cpuMs() - cpu) / views;
  renderer.close();
  const target = TARGETS[`${driver.kind} ${samples} ${size}`];
  const what = `${size}², many together, RGB + depth + ids + normals + flow, ${driver.kind}, ${samples === 1 ? 'not antialiased' : 'antialiased'}`;
  return [
    {
      ...{ name: what, value: (views / wall) * 1000, unit: 'views/s' },
      target: target === undefined ? null : `≥ ${target} on two idle cores`,
    },
    { name: `${what}: processor time`, value: busy, unit: 'ms a view', target: null },
  ];
}
