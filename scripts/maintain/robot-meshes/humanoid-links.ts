type Numbers = readonly [number, number, number];

/** One link of the humanoid and the joint that holds it; metres, kg, N·m, rad. */
export type HumanoidLink = {
  readonly name: string;
  readonly mass: number;
  /** Of mass, in the link's frame. */
  readonly center: Numbers;
  /** Edges of the uniform box that stands for how its mass is spread. */
  readonly spread: Numbers;
  readonly visuals: readonly { readonly mesh: string; readonly material: string }[];
  readonly collisions: readonly { readonly at: Numbers; readonly geometry: string }[];
  readonly joint: {
    readonly name: string;
    readonly parent: string;
    /** In the parent's frame. */
    readonly at: Numbers;
    readonly axis: string;
    readonly limits: readonly [number, number];
    readonly effort: number;
    readonly velocity: number;
  } | null;
};

const X = '1 0 0';
const Y = '0 1 0';
const Z = '0 0 1';

const box = (x: number, y: number, z: number): string => `box size="${x} ${y} ${z}"`;
const cylinder = (radius: number, length: number): string => `cylinder radius="${radius}" length="${length}"`;
const sphere = (radius: number): string => `sphere radius="${radius}"`;

function leg(side: 'left' | 'right'): readonly HumanoidLink[] {
  const s = side === 'left' ? 1 : -1;
  const inwards = (low: number, high: number): readonly [number, number] =>
    s > 0 ? [low, high] : [-high, -low];
  const at = (name: string): string => `${side}_${name}`;
  return [
    {
      ...{ name: at('hip_yaw_link'), mass: 1.4, center: [0, 0, 0], spread: [0.13, 0.13, 0.13] },
      ...{ visuals: [{ mesh: 'hip_yaw', material: 'dark' }], collisions: [] },
      joint: {
        ...{ name: at('hip_yaw'), parent: 'pelvis', at: [0, s * 0.09, -0.06], axis: Z },
        ...{ limits: inwards(-0.5, 0.9), effort: 100, velocity: 10 },
      },
    },
    {
      ...{ name: at('hip_roll_link'), mass: 1.4, center: [0, 0, 0], spread: [0.13, 0.13, 0.13] },
      ...{ visuals: [{ mesh: 'hip', material: 'dark' }], collisions: [] },
      joint: {
        ...{ name: at('hip_roll'), parent: at('hip_yaw_link'), at: [0, 0, 0], axis: X },
        ...{ limits: inwards(-0.4, 0.8), effort: 180, velocity: 10 },
      },
    },
    {
      ...{ name: at('thigh'), mass: 4.6, center: [0, 0, -0.16], spread: [0.13, 0.12, 0.36] },
      visuals: [
        { mesh: 'thigh', material: 'shell' },
        { mesh: 'knee', material: 'dark' },
      ],
      collisions: [{ at: [0, 0, -0.2], geometry: cylinder(0.06, 0.22) }],
      joint: {
        ...{ name: at('hip_pitch'), parent: at('hip_roll_link'), at: [0, 0, 0], axis: Y },
        ...{ limits: [-2, 0.8], effort: 200, velocity: 12 },
      },
    },
    {
      ...{ name: at('shin'), mass: 2.8, center: [0, 0, -0.15], spread: [0.1, 0.1, 0.34] },
      visuals: [{ mesh: 'shin', material: 'shell' }],
      collisions: [{ at: [0, 0, -0.17], geometry: cylinder(0.05, 0.26) }],
      joint: {
        ...{ name: at('knee'), parent: at('thigh'), at: [0, 0, -0.36], axis: Y },
        ...{ limits: [0, 2.4], effort: 220, velocity: 14 },
      },
    },
    {
      ...{ name: at('ankle_link'), mass: 0.8, center: [0, 0, 0], spread: [0.12, 0.12, 0.12] },
      ...{ visuals: [{ mesh: 'ankle', material: 'dark' }], collisions: [] },
      joint: {
        ...{ name: at('ankle_pitch'), parent: at('shin'), at: [0, 0, -0.36], axis: Y },
        ...{ limits: [-1.1, 0.8], effort: 120, velocity: 12 },
      },
    },
    {
      ...{ name: at('foot'), mass: 1.3, center: [0.03, 0, -0.05], spread: [0.26, 0.12, 0.06] },
      visuals: [
        { mesh: 'foot', material: 'shell' },
        { mesh: 'sole', material: 'rubber' },
      ],
      collisions: [{ at: [0.03, 0, -0.06], geometry: box(0.26, 0.12, 0.04) }],
      joint: {
        ...{ name: at('ankle_roll'), parent: at('ankle_link'), at: [0, 0, 0], axis: X },
        ...{ limits: [-0.6, 0.6], effort: 70, velocity: 12 },
      },
    },
  ];
}

function arm(side: 'left' | 'right'): readonly HumanoidLink[] {
  const s = side === 'left' ? 1 : -1;
  const outwards = (low: number, high: number): readonly [number, number] =>
    s > 0 ? [low, high] : [-high, -low];
  const at = (name: string): string => `${side}_${name}`;
  return [
    {
      ...{ name: at('shoulder_pitch_link'), mass: 0.9, center: [0, 0, 0], spread: [0.11, 0.11, 0.11] },
      ...{ visuals: [{ mesh: 'shoulder_ring', material: 'accent' }], collisions: [] },
      joint: {
        ...{ name: at('shoulder_pitch'), parent: 'torso', at: [0, s * 0.2, 0.33], axis: Y },
        ...{ limits: [-3, 1.2], effort: 70, velocity: 10 },
      },
    },
    {
      ...{ name: at('shoulder_roll_link'), mass: 0.9, center: [0, 0, 0], spread: [0.11, 0.11, 0.11] },
      ...{ visuals: [{ mesh: 'shoulder', material: 'dark' }], collisions: [] },
      joint: {
        ...{ name: at('shoulder_roll'), parent: at('shoulder_pitch_link'), at: [0, 0, 0], axis: X },
        ...{ limits: outwards(-0.3, 2.2), effort: 70, velocity: 10 },
      },
    },
    {
      ...{ name: at('upper_arm'), mass: 1.5, center: [0, 0, -0.13], spread: [0.09, 0.09, 0.24] },
      visuals: [
        { mesh: 'upper_arm', material: 'shell' },
        { mesh: 'elbow', material: 'dark' },
      ],
      collisions: [{ at: [0, 0, -0.14], geometry: cylinder(0.042, 0.16) }],
      joint: {
        ...{ name: at('shoulder_yaw'), parent: at('shoulder_roll_link'), at: [0, 0, 0], axis: Z },
        ...{ limits: [-1.6, 1.6], effort: 50, velocity: 10 },
      },
    },
    {
      ...{ name: at('forearm'), mass: 1.4, center: [0, 0, -0.15], spread: [0.08, 0.08, 0.3] },
      visuals: [
        { mesh: 'forearm', material: 'shell' },
        { mesh: 'hand', material: 'dark' },
      ],
      collisions: [
        { at: [0, 0, -0.13], geometry: cylinder(0.036, 0.18) },
        { at: [0, 0, -0.32], geometry: box(0.09, 0.045, 0.13) },
      ],
      joint: {
        ...{ name: at('elbow'), parent: at('upper_arm'), at: [0, 0, -0.26], axis: Y },
        ...{ limits: [-2.4, 0], effort: 50, velocity: 12 },
      },
    },
  ];
}

/** The humanoid's links, each after its parent. */
export const HUMANOID_LINKS: readonly HumanoidLink[] = [
  {
    ...{ name: 'pelvis', mass: 8, center: [0, 0, -0.01], spread: [0.18, 0.24, 0.16] },
    visuals: [{ mesh: 'pelvis', material: 'dark' }],
    collisions: [{ at: [0, 0, 0.02], geometry: box(0.17, 0.2, 0.09) }],
    joint: null,
  },
  {
    ...{ name: 'waist', mass: 1.6, center: [0, 0, 0.02], spread: [0.15, 0.15, 0.12] },
    ...{ visuals: [{ mesh: 'waist', material: 'accent' }], collisions: [] },
    joint: {
      ...{ name: 'waist_yaw', parent: 'pelvis', at: [0, 0, 0.08], axis: Z },
      ...{ limits: [-1, 1], effort: 120, velocity: 8 },
    },
  },
  {
    ...{ name: 'torso', mass: 15, center: [0, 0, 0.2], spread: [0.2, 0.3, 0.42] },
    visuals: [
      { mesh: 'abdomen', material: 'dark' },
      { mesh: 'chest', material: 'shell' },
      { mesh: 'emblem', material: 'accent' },
      { mesh: 'neck', material: 'dark' },
    ],
    collisions: [{ at: [0, 0, 0.25], geometry: box(0.2, 0.28, 0.32) }],
    joint: {
      ...{ name: 'waist_pitch', parent: 'waist', at: [0, 0, 0.04], axis: Y },
      ...{ limits: [-0.5, 1.2], effort: 180, velocity: 8 },
    },
  },
  {
    ...{ name: 'head', mass: 3.6, center: [0, 0, 0.1], spread: [0.17, 0.15, 0.2] },
    visuals: [
      { mesh: 'head', material: 'shell' },
      { mesh: 'visor', material: 'visor' },
      { mesh: 'ears', material: 'accent' },
    ],
    collisions: [{ at: [0.005, 0, 0.11], geometry: sphere(0.095) }],
    joint: {
      ...{ name: 'neck_pitch', parent: 'torso', at: [0, 0, 0.43], axis: Y },
      ...{ limits: [-0.6, 0.8], effort: 20, velocity: 8 },
    },
  },
  ...leg('left'),
  ...leg('right'),
  ...arm('left'),
  ...arm('right'),
];
