import { lookAt } from '../core/camera.ts';
import { NO_EFFECTS } from '../core/camera-effects.ts';
import type { Body, Episode, Shape, WorldState } from '../core/episode.ts';
import { IDENTITY_QUATERNION, normalize } from '../core/pose.ts';

const BODIES = 30;
const HUES = ['#d1495b', '#edae49', '#66a182', '#00798c', '#30638e', '#8d6a9f'];

/** Boxes, spheres and cylinders in turn, on a 6 × 5 grid, as the peers' workload has them. */
function body(i: number): Body {
  const size = 0.16 + 0.02 * (i % 5);
  const shapes: readonly Shape[] = [
    { kind: 'box', size: [2 * size, 1.6 * size, 2.4 * size] },
    { kind: 'sphere', radius: size },
    { kind: 'cylinder', radius: 0.8 * size, height: 2.2 * size },
  ];
  return still(
    `body-${String(i).padStart(2, '0')}`,
    shapes[i % 3] as Shape,
    HUES[i % HUES.length] as string,
    [0.8 * ((i % 6) - 2.5), 0.8 * (Math.floor(i / 6) - 2), 0.5],
  );
}

/** A body at rest, as the peers' workloads have them. */
export function still(name: string, shape: Shape, color: string, position: Body['position']): Body {
  const zero = [0, 0, 0] as const;
  return {
    name,
    class: shape.kind,
    shape,
    material: {
      name: 'paint',
      density: 500,
      friction: 0.5,
      restitution: 0.2,
      color,
      roughness: 0.8,
      metalness: 0,
      texture: null,
    },
    motion: shape.kind === 'plane' ? 'fixed' : 'dynamic',
    position,
    orientation: IDENTITY_QUATERNION,
    linearVelocity: zero,
    angularVelocity: zero,
  };
}

/** Ground, thirty bodies, a sun with its shadow, one camera. */
export const RENDER_WORKLOAD: Episode = {
  scene: 'render-workload',
  seed: 0,
  gravity: [0, 0, -9.81],
  physicsRate: 240,
  solverIterations: 4,
  bodies: [
    ...Array.from({ length: BODIES }, (_, i) => body(i)),
    still('ground', { kind: 'plane', size: 10 }, '#8c8c80', [0, 0, 0]),
  ],
  joints: [],
  actors: [],
  decor: [],
  lights: [
    { kind: 'ambient', color: '#ffffff', intensity: 0.45 },
    { kind: 'sun', color: '#ffffff', intensity: 0.7, direction: normalize([-0.5, 0.3, -1]), shadow: true },
  ],
  cameras: [
    {
      name: 'front',
      worldFromCamera: lookAt([4, -4, 3.2], [0, 0, 0.3]),
      mount: { kind: 'fixed' },
      fovDeg: 45,
      lens: { kind: 'pinhole' },
      size: null,
      every: 1,
      effects: NO_EFFECTS,
      near: 0.1,
      far: 20,
    },
  ],
  robot: null,
  task: null,
  background: '#c8d4e0',
  sky: null,
  sensors: [],
  parameters: {},
};

/** Where the workload's bodies are at frame k: they bob and sway, each in its own phase. */
export function workloadState(frame: number): WorldState {
  const count = RENDER_WORKLOAD.bodies.length;
  const state: WorldState = {
    step: frame,
    positions: new Float64Array(count * 3),
    orientations: new Float64Array(count * 4),
    linearVelocities: new Float64Array(count * 3),
    angularVelocities: new Float64Array(count * 3),
  };
  RENDER_WORKLOAD.bodies.forEach(({ position, shape }, i) => {
    const phase = 2 * Math.PI * (frame / 96 + i / BODIES);
    const moves = shape.kind === 'plane' ? 0 : 1;
    state.positions[i * 3] = position[0] + moves * 0.15 * Math.sin(phase);
    state.positions[i * 3 + 1] = position[1];
    state.positions[i * 3 + 2] = position[2] + moves * 0.2 * Math.sin(2 * phase);
    state.orientations[i * 4] = (moves * Math.sin(phase / 2)) / Math.SQRT2;
    state.orientations[i * 4 + 2] = (moves * Math.sin(phase / 2)) / Math.SQRT2;
    state.orientations[i * 4 + 3] = moves === 0 ? 1 : Math.cos(phase / 2);
  });
  return state;
}
