import { expect, it } from 'vitest';
import type { Frame } from '#src/core/frame.ts';
import { classIds, instanceIds } from '#src/scene/instance-ids.ts';
import { CLUTTER_CLASS } from '#src/scene/look/clutter-names.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { varyLook } from '#src/scene/vary-look.ts';
import { simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { useRenderer } from '../../fixtures/use-renderer.ts';

const SIZE = 96;

const held = useRenderer();

it('labels clutter like any body that stands still', async () => {
  const scene = readScene('alignment/dominoes');
  const episode = varyLook(sampleEpisode(scene, 3));
  const [ids, classes] = [instanceIds([scene], 'varied'), classIds([scene], 'varied')];
  const modalities = ['instance_id', 'semantic_id', 'flow_forward', 'occlusion', 'boxes'] as const;
  const options = { frames: 2, fps: 12, width: SIZE, height: SIZE, cameras: ['front'], modalities };
  const frames: Frame[] = [];
  for await (const { views } of simulateEpisode(
    episode,
    { ...options, ids, classIds: classes },
    held.renderer,
  ))
    frames.push(views['front']!);
  const clutter = new Set(episode.decor.map(({ name }) => ids[name]!));
  const { images, boxes } = frames[0]!;
  let seen = 0;
  images.instance_id!.forEach((id, i) => {
    if (!clutter.has(id)) return;
    seen++;
    expect(images.semantic_id![i]).toBe(classes[CLUTTER_CLASS]);
    expect([...images.flow_forward!.subarray(3 * i, 3 * i + 3)]).toEqual([0, 0, 1]);
  });
  expect(seen).toBeGreaterThan(50);
  const boxed = boxes!.filter(({ instanceId }) => clutter.has(instanceId));
  expect(boxed.reduce((sum, { visiblePixels }) => sum + visiblePixels, 0)).toBe(seen);
});
