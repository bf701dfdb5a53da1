import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectToImage } from '#src/core/camera-model.ts';
import type { CameraMount } from '#src/core/camera-mount.ts';
import type { Episode, EpisodeCamera } from '#src/core/episode.ts';
import { type Frame, MODALITIES } from '#src/core/frame.ts';
import type { Lens } from '#src/core/lens.ts';
import { invertRigid, multiplyTransforms, subtract, transformPoint, type Vec3 } from '#src/core/pose.ts';
import { shapeExtent } from '#src/core/shape-extent.ts';
import { createRayCaster, type RayCaster } from '#src/physics/ray-caster.ts';
import { worldFromBody } from '#src/render/derive/body-transforms.ts';
import type { ViewTruth } from '#src/render/derive/view-truth.ts';
import { classIds, instanceIds } from '#src/scene/instance-ids.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { type SimulatedFrame, simulateEpisode } from '#src/simulator/simulate-episode.ts';
import { readScene } from '../../fixtures/read-scene.ts';
import { useRenderer } from '../../fixtures/use-renderer.ts';
import { castView, emptyView, type Ids } from './ray-view.ts';

const SIZE = 128;
const SCENES = ['alignment/free-fall', 'alignment/dominoes', 'robots/push'];
/** What moves: by now the drops fall fast, the dominoes topple and the pusher pushes. */
const LOOKED_AT = 6;

const held = useRenderer();

const CAMERAS = ['still', 'turning', 'bent'];

/** The scene's camera as it is, one that turns about the scene, and one behind a lens that bends the image. */
function threeCameras({ cameras }: Episode): readonly EpisodeCamera[] {
  const still = { ...cameras[0]!, name: 'still' };
  const mount: CameraMount = { kind: 'orbit', center: [0, 0, 0], rate: 0.4 };
  const lens: Lens = { kind: 'brown-conrady', k1: -0.15, k2: 0.02, p1: 0.001, p2: -0.001, k3: 0 };
  return [still, { ...still, name: 'turning', mount }, { ...still, name: 'bent', mount, lens }];
}

/** A drawn frame, and the truth of it and of the next by rays: one through each pixel's centre. */
type Drawn = {
  camera: string;
  frame: Frame;
  view: ViewTruth;
  next: ViewTruth;
  rays: RayCaster;
  classes: Ids;
};
/** The same, and the pixels away from all edges. */
type Case = Drawn & { asked: readonly number[] };

async function observe(name: string): Promise<readonly Case[]> {
  const scene = readScene(name);
  const [ids, classes] = [instanceIds([scene]), classIds([scene])];
  const sampled = sampleEpisode(scene, 3);
  const episode = { ...sampled, cameras: threeCameras(sampled) };
  const options = {
    ...{ frames: LOOKED_AT + 2, fps: 12, width: SIZE, height: SIZE, ids, classIds: classes },
    ...{ cameras: CAMERAS, modalities: MODALITIES },
  };
  const frames: SimulatedFrame[] = [];
  for await (const frame of simulateEpisode(episode, options, held.renderer)) frames.push(frame);
  const rays = createRayCaster(episode);
  const at = (camera: EpisodeCamera, k: number): ViewTruth =>
    castView(emptyView(episode, ids, camera, frames[k]!.state, SIZE), rays);
  return episode.cameras.map((camera) => {
    const drawn = {
      ...{ camera: camera.name, frame: frames[LOOKED_AT]!.views[camera.name]! },
      ...{ view: at(camera, LOOKED_AT), next: at(camera, LOOKED_AT + 1), rays, classes },
    };
    return { ...drawn, asked: pixelsAwayFromEdges(drawn) };
  });
}

/** The pixels around which rays and picture show one body: no outline is near. */
function pixelsAwayFromEdges({ frame, view }: Drawn): readonly number[] {
  const { instance_id: drawn } = frame.images;
  return [...view.instanceId.keys()].filter((i) => {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    if (x < 1 || y < 1 || x > SIZE - 2 || y > SIZE - 2) return false;
    const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => i + dy * SIZE + dx));
    return around.every((j) => view.instanceId[j] === view.instanceId[i] && drawn![j] === drawn![i]);
  });
}

const bodyRow = ({ episode, ids, instanceId }: ViewTruth, i: number): number =>
  episode.bodies.findIndex(({ name }) => ids[name] === instanceId[i]);

/**
 * Flat bodies seen through a pinhole are drawn where physics meets them. Round ones are drawn as facets,
 * 0.5 mm inside and farther along a grazing ray, and a lens takes its labels from the nearest pixel.
 */
const isDrawnExactly = ({ view }: Case, i: number): boolean => {
  const kind = view.episode.bodies[bodyRow(view, i)]?.shape.kind;
  return view.model.lens.kind === 'pinhole' && (kind === 'box' || kind === 'plane');
};

/** The point that a pixel shows, in the frame of its body: where physics meets it, or where it is drawn. */
function pointOnBody(one: Case, i: number): Vec3 {
  const { view } = one;
  const z = isDrawnExactly(one, i) ? view.depthZ[i]! : one.frame.images.depth_z_m![i]!;
  const inCamera: Vec3 = [view.directions[2 * i]! * z, view.directions[2 * i + 1]! * z, z];
  const bodyFromWorld = invertRigid(worldFromBody(view.state, bodyRow(view, i)));
  return transformPoint(multiplyTransforms(bodyFromWorld, view.worldFromCamera), inCamera);
}

describe.each(SCENES)('what is derived of %s', (name) => {
  let cases: readonly Case[];
  beforeAll(async () => {
    cases = await observe(name);
  });
  afterAll(() => {
    cases[0]!.rays.dispose();
  });

  it('measures distance as rays do, within 1 mm, and names the classes of what they meet', () => {
    for (const one of cases) {
      const { distance_m: distance, semantic_id: semantic } = one.frame.images;
      // Gathered, and expected once: a call of expect takes as long as a hundred pixels.
      let [misnamed, worst] = [0, 0];
      for (const i of one.asked) {
        const body = one.view.episode.bodies[bodyRow(one.view, i)];
        if (semantic![i] !== (body === undefined ? 0 : one.classes[body.class])) misnamed++;
        const [x, y] = one.view.directions.subarray(2 * i, 2 * i + 2);
        const depth = isDrawnExactly(one, i) ? one.view.depthZ[i]! : one.frame.images.depth_z_m![i]!;
        const met = depth * Math.hypot(x!, y!, 1);
        worst = Math.max(worst, Math.abs(distance![i]! - met));
      }
      expect([one.camera, misnamed]).toEqual([one.camera, 0]);
      expect(worst).toBeLessThan(1e-3);
    }
  });

  it('says where in its body a point lies as the inverse pose does, within 1 mm', () => {
    for (const one of cases) {
      const coordinates = one.frame.images.object_coordinates!;
      let worst = 0;
      for (const i of one.asked) {
        if (one.view.instanceId[i] === 0) continue;
        const { size } = shapeExtent(one.view.episode.bodies[bodyRow(one.view, i)]!.shape);
        pointOnBody(one, i).forEach((p, axis) => {
          const got = (coordinates[3 * i + axis]! - 0.5) * size[axis]!;
          const inBox = Math.min(Math.max(p, -size[axis]! / 2), size[axis]! / 2);
          worst = Math.max(worst, Math.abs(got - inBox));
        });
      }
      expect(worst).toBeLessThan(1e-3);
    }
  });

  it('moves points as the poses of their bodies do, within 0.01 px', () => {
    for (const one of cases) {
      const { view, next, frame } = one;
      let [worst, mistaken] = [0, 0];
      for (const i of one.asked) {
        const [u, v, valid] = frame.images.flow_forward!.subarray(3 * i, 3 * i + 3);
        if (valid !== (view.instanceId[i] === 0 ? 0 : 1)) mistaken++;
        if (valid === 0) continue;
        const inWorld = transformPoint(worldFromBody(next.state, bodyRow(view, i)), pointOnBody(one, i));
        const [x, y] = projectToImage(
          view.model,
          transformPoint(invertRigid(next.worldFromCamera), inWorld),
        )!;
        worst = Math.max(worst, Math.hypot((i % SIZE) + 0.5 + u! - x, Math.floor(i / SIZE) + 0.5 + v! - y));
      }
      console.log(`${name}, ${one.camera}: flow within ${worst.toFixed(4)} px`);
      expect(worst).toBeLessThan(0.01);
      expect(mistaken).toBe(0);
    }
  });

  it('calls hidden what a line of sight from the next camera finds hidden', () => {
    for (const one of cases) {
      const { view, next, frame, rays } = one;
      const eye = transformPoint(next.worldFromCamera, [0, 0, 0]);
      const asked = one.asked.filter((i) => view.instanceId[i] !== 0);
      const agreed = asked.filter((i) => {
        const inWorld = transformPoint(worldFromBody(next.state, bodyRow(view, i)), pointOnBody(one, i));
        const inCamera = transformPoint(invertRigid(next.worldFromCamera), inWorld);
        const [u, v] = projectToImage(view.model, inCamera)!;
        const met = rays.cast(next.state, eye, subtract(inWorld, eye));
        const isHidden = u < 0 || v < 0 || u > SIZE || v > SIZE || (met !== null && met.distance < 0.999);
        return (frame.images.occlusion![i] === 1) === isHidden;
      });
      console.log(
        `${name}, ${one.camera}: occlusion agrees at ${((100 * agreed.length) / asked.length).toFixed(3)} %`,
      );
      expect(agreed.length / asked.length).toBeGreaterThan(0.995);
    }
  });

  it('boxes what its masks show, and counts what rays at the body alone meet', () => {
    for (const { view, frame } of cases.filter(({ camera }) => camera !== 'bent')) {
      view.episode.bodies.forEach((body, row) => {
        const box = frame.boxes![row]!;
        const id = view.ids[body.name]!;
        const drawn = [...frame.images.instance_id!.keys()].filter(
          (i) => frame.images.instance_id![i] === id,
        );
        expect(box.visiblePixels).toBe(drawn.length);
        const { positions: p, orientations: q } = view.state;
        const alone = { ...view.episode, bodies: [body] };
        const state = {
          ...view.state,
          ...{ positions: p.slice(3 * row, 3 * row + 3), orientations: q.slice(4 * row, 4 * row + 4) },
        };
        const caster = createRayCaster(alone);
        const met = castView({ ...view, episode: alone, state }, caster).instanceId.filter((i) => i !== 0);
        caster.dispose();
        // At an outline: facets and shapes differ, and physics, which meets cylinders step by step,
        // finds them a little wide.
        expect(Math.abs(box.unoccludedPixels - met.length)).toBeLessThanOrEqual(2 + 0.03 * met.length);
        expect(Math.abs(box.visibility - drawn.length / met.length)).toBeLessThan(0.04);
        const [columns, lines] = [drawn.map((i) => i % SIZE), drawn.map((i) => Math.floor(i / SIZE))];
        const [left, top] = [Math.min(...columns), Math.min(...lines)];
        expect(box.visibleBox).toEqual([left, top, Math.max(...columns) + 1, Math.max(...lines) + 1]);
        if (box.amodalBox === null || box.visibility < 1 || box.truncation !== 0) return;
        box.visibleBox!.forEach((edge, i) => {
          expect(Math.abs(edge - box.amodalBox![i]!)).toBeLessThan(1.01);
        });
      });
    }
  });
});
