import { intrinsicsFromFov } from '../core/camera.ts';
import type { EpisodeCamera } from '../core/episode.ts';
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
 * Views a second of ground, thirty bodies and a shadow, one camera, one view at a time: antialiased
 * picture, Z-depth and ids, copied back.
 *
 * @param size - Side of the square image, pixels.
 * @param seconds - How long to draw, after a warm-up.
 */
export async function benchRender(driver: Driver, size: number, seconds: number): Promise<BenchRow[]> {
  const renderer = await createRenderer(driver.device);
  const episode = RENDER_WORKLOAD;
  const ids = Object.fromEntries(episode.bodies.map(({ name }, i) => [name, i + 1]));
  const { fovDeg, worldFromCamera, near, far } = episode.cameras[0] as EpisodeCamera;
  const view = {
    intrinsics: intrinsicsFromFov(fovDeg, size, size),
    worldFromCamera,
    near,
    far,
    isFine: false,
  };
  let views = 0;
  const draw = async (): Promise<void> => {
    const world = { episode, ids, state: workloadState(views++) };
    await renderer.draw([{ world, view }], { truth: true, normal: false, surface: false });
  };
  for (let warm = 0; warm < 3; warm++) await draw();
  views = 0;
  const start = performance.now();
  const cpu = cpuMs();
  while (performance.now() - start < seconds * 1000) await draw();
  const wall = performance.now() - start;
  const busy = (cpuMs() - cpu) / views;
  renderer.close();
  const what = `render ${size}², one view at a time, RGB + depth + ids, ${driver.kind}`;
  return [
    { name: what, value: (views / wall) * 1000, unit: 'views/s', target: TARGETS[driver.kind] },
    { name: `${what}: processor time`, value: busy, unit: 'ms a view', target: null },
  ];
}
