import type { Driver } from '../device/driver-node.ts';
import { createRenderer } from '../render/renderer.ts';
import { type BenchRow, cpuMs } from './measure.ts';
import { RENDER_WORKLOAD, workloadState } from './render-workload.ts';

const TARGETS: Readonly<Record<Driver['kind'], string>> = {
  hardware: 'no target yet',
  lavapipe: '≥ 45 on two idle cores',
  swiftshader: '≥ 25 on two idle cores',
};

/**
 * Views a second of ground, thirty bodies and a shadow, one camera: antialiased picture, Z-depth and
 * ids, copied back.
 *
 * @param size - Side of the square image, pixels.
 * @param seconds - How long to draw, after a warm-up.
 */
export async function benchRender(driver: Driver, size: number, seconds: number): Promise<BenchRow[]> {
  const renderer = await createRenderer(driver.device);
  const ids = Object.fromEntries(RENDER_WORKLOAD.bodies.map(({ name }, i) => [name, i + 1]));
  const view = renderer.open(RENDER_WORKLOAD, ids, size, size);
  for (let frame = 0; frame < 3; frame++) await view.draw(workloadState(frame), ['front']);
  const start = performance.now();
  const cpu = cpuMs();
  let views = 0;
  while (performance.now() - start < seconds * 1000) {
    await view.draw(workloadState(views), ['front']);
    views++;
  }
  const wall = performance.now() - start;
  const busy = (cpuMs() - cpu) / views;
  view.close();
  renderer.close();
  const what = `render ${size}², RGB + depth + ids, ${driver.kind}`;
  return [
    { name: what, value: (views / wall) * 1000, unit: 'views/s', target: TARGETS[driver.kind] },
    { name: `${what}: processor time`, value: busy, unit: 'ms a view', target: null },
  ];
}
