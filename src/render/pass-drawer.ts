import { NodeMaterial, type RenderTarget, Scene } from 'three/webgpu';
import type { Episode } from '../core/episode.ts';
import { joinDecor } from '../core/join-decor.ts';
import { detailFor } from './level-of-detail.ts';
import type { Pass } from './plan-passes.ts';
import type { Channels } from './renderer.ts';
import { createShadowStages, type ShadowStage } from './shadow-stage.ts';
import { createSky } from './sky.ts';
import { createTargetShelf } from './target-shelf.ts';
import type { ThreeRenderer } from './three-renderer.ts';
import { createTileCamera } from './tile-camera.ts';
import type { TilePlace } from './tile-images.ts';
import { createTileLighting, sunsOf } from './tile-lighting.ts';
import type { TileTargets } from './tile-targets.ts';
import { createTruthMaterial } from './truth-material.ts';
import { createGeometryShelf, createWorldSlot, MAX_WORLDS } from './world-slot.ts';

/** What the materials of some episodes need. */
function materialNeeds(episodes: readonly Episode[]): {
  readonly textured: boolean;
  readonly metals: boolean;
} {
  const materials = episodes.flatMap((episode) => joinDecor(episode).bodies).map(({ material }) => material);
  return {
    textured: materials.some(({ texture }) => texture !== null),
    metals: materials.some(({ metalness }) => metalness > 0),
  };
}

/** Where a pass was drawn: its targets, and each tile's place in them. */
export type DrawnPass = { readonly targets: TileTargets; readonly places: readonly TilePlace[] };

/** Everything on the GPU that is drawn, kept from pass to pass. */
export type PassDrawer = {
  readonly draw: (pass: Pass, channels: Channels) => DrawnPass;
  /** The picture alone, for somebody to look at. */
  readonly drawPicture: (pass: Pass) => DrawnPass;
  readonly dispose: () => void;
};

/**
 * Draws passes: the suns' shadow maps, then the picture, its pixels averaged over `samples` in linear light, then, where they are asked for, the truth at each pixel's centre and the surface.
 */
export function createPassDrawer(renderer: ThreeRenderer, samples: number): PassDrawer {
  const { three, nextFrame } = renderer;
  three.setClearColor(0x000000, 0);
  const scene = new Scene();
  scene.matrixWorldAutoUpdate = false;
  const lighting = createTileLighting();
  const shelf = createGeometryShelf();
  const plain = new NodeMaterial();
  const slots = Array.from({ length: MAX_WORLDS }, (_, i) => createWorldSlot(scene, i, shelf.get, plain));
  const sky = createSky(lighting, MAX_WORLDS);
  scene.add(sky);
  const tileCamera = createTileCamera(three.coordinateSystem);
  const targetShelf = createTargetShelf(samples);
  const stages = createShadowStages(lighting, three.coordinateSystem);
  const truth = createTruthMaterial(false);
  const truthAndNormal = createTruthMaterial(true);

  const setUp = ({ worlds, tiles }: Pass, { atlas }: ShadowStage, places: readonly TilePlace[]): void => {
    const shadows = worlds.map((world, slot) => {
      const views = tiles.filter((tile) => tile.world === world).map(({ view }) => view);
      slots[slot]?.fill(world.episode, world.ids, world.state, detailFor(views));
      return atlas.aim(slot, world.episode);
    });
    for (const slot of slots.slice(worlds.length)) slot.clear();
    tiles.forEach(({ world, view }, i) => {
      const slot = worlds.indexOf(world);
      tileCamera.aim(i, view, slot, places[i] as TilePlace);
      lighting.set(i, world.episode, shadows[slot] ?? []);
    });
    tileCamera.limit(tiles.length);
  };
  const render = (target: RenderTarget, material: NodeMaterial, withSky: boolean): void => {
    sky.visible = withSky;
    scene.overrideMaterial = material;
    three.setRenderTarget(target);
    three.render(scene, tileCamera.camera);
    scene.overrideMaterial = null;
  };
  /** Draws shadows and picture, and leaves the scene as they needed it. */
  const drawPicture = (pass: Pass): DrawnPass & { readonly stage: ShadowStage } => {
    const { worlds, tiles, width, height } = pass;
    const targets = targetShelf.get(pass);
    const places = tiles.map((_, i) => ({
      ...{ left: (i % targets.columns) * width, top: Math.floor(i / targets.columns) * height },
      ...{ width, height },
    }));
    const episodes = [...new Set(worlds.map(({ episode }) => episode))];
    const suns = Math.max(...episodes.map(({ lights }) => sunsOf(lights).length));
    const stage = stages.get(height, suns, worlds.length);
    nextFrame();
    setUp(pass, stage, places);
    sky.visible = false;
    stage.atlas.draw(renderer, scene, worlds.length);
    render(targets.rgb, stage.lit(materialNeeds(episodes)), true);
    return { targets, places, stage };
  };
  return {
    drawPicture,
    draw(pass, { truth: withTruth, normal, surface }) {
      const { targets, places, stage } = drawPicture(pass);
      if (withTruth && normal) render(targets.truthAndNormal, truthAndNormal, false);
      else if (withTruth) render(targets.truth, truth, false);
      if (surface) render(targets.surface, stage.surface(), false);
      return { targets, places };
    },
    dispose() {
      for (const slot of slots) slot.dispose();
      sky.geometry.dispose();
      (sky.material as NodeMaterial).dispose();
      for (const one of [targetShelf, stages, shelf, truth, truthAndNormal, plain]) one.dispose();
    },
  };
}
