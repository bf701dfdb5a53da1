import type { Mat4, Vec3 } from '../../../core/pose.ts';
import { dot } from '../../../core/pose.ts';
import { cameraPose } from '../../camera-facts.ts';
import { COLOR_WORDS, mayBeCalled } from './colors-apart.ts';
import { type Reading, take } from './reading.ts';

/** How a sentence about the scene is known, and read. */
type SceneRule = { readonly pattern: RegExp; readonly check: (reading: Reading) => void };

const axis = (m: Mat4, i: number): Vec3 => [m[i] as number, m[4 + i] as number, m[8 + i] as number];

const posesOf = ({ clip: { request } }: Reading): readonly Mat4[] =>
  Array.from({ length: request.window.count }, (_, k) =>
    cameraPose(request.camera, request.window.start + k),
  );

/** How far a camera goes from where it begins, m, and how much it turns, as the least cosine. */
function cameraTravel(reading: Reading): {
  far: number;
  turn: number;
  right: number;
  ahead: number;
  aside: number;
} {
  const poses = posesOf(reading);
  const [first, last] = [poses[0] as Mat4, poses.at(-1) as Mat4];
  const gone = (pose: Mat4): Vec3 =>
    [0, 1, 2].map((i) => (axis(pose, 3)[i] as number) - (axis(first, 3)[i] as number)) as unknown as Vec3;
  return {
    far: Math.max(...poses.map((pose) => Math.hypot(...gone(pose)))),
    turn: Math.min(...poses.map((pose) => dot(axis(pose, 2), axis(first, 2)))),
    right: dot(gone(last), axis(first, 0)),
    ahead: dot(gone(last), axis(first, 2)),
    aside: dot(axis(last, 2), axis(first, 0)),
  };
}

const expect = ({ faults }: Reading, holds: boolean, fault: string): void => {
  if (!holds) faults.push(fault);
};

function checkEvenLight(reading: Reading): void {
  take(reading, /\b(?:soft|even|diffuse) light (?:comes|falls)\b/);
  take(reading, /\b(?:everything is )?(?:lit evenly|evenly lit|(?:in|under) even light)\b/);
  take(reading, /everything|from all sides|from all around/);
  take(reading, /from all (?:sides|around)/);
  const suns = reading.clip.request.facts.lights.filter(({ kind }) => kind === 'sun');
  expect(reading, suns.length === 0, 'the light is not even');
}

function checkLight(reading: Reading): void {
  const { facts } = reading.clip.request;
  const tone = take(reading, /\b(warm|cool|white) light\b/)?.[1];
  const side = take(reading, /from the (left|right)/)?.[1];
  const several = take(reading, /from several (?:directions|sides)/) !== null;
  take(reading, /from (?:above|overhead|high up)/);
  take(reading, /\b(?:comes|falls|shines|streams|lit by|under)\b/);
  take(reading, /\b(?:in|down)\b/);
  take(reading, /everything/);
  const shadows = take(
    reading,
    /(?:,? (?:casting|throwing) (?:clear )?shadows|(?:bodies|things) cast shadows|shadows are cast|there are shadows)/,
  );
  const suns = facts.lights.flatMap((light) => (light.kind === 'sun' ? [light] : []));
  const [sun] = [...suns].sort((a, b) => b.intensity - a.intensity);
  if (sun === undefined) return void reading.faults.push('there is no such light');
  const [red, blue] = [1, 5].map((at) => Number.parseInt(sun.color.slice(at, at + 2), 16)) as [
    number,
    number,
  ];
  expect(
    reading,
    tone === (red - blue > 12 ? 'warm' : blue - red > 8 ? 'cool' : 'white'),
    `the light is not ${tone}`,
  );
  expect(reading, several === suns.length > 1, `there are ${suns.length} suns`);
  const right = -dot(sun.direction, axis(posesOf(reading)[0] as Mat4, 0));
  if (side !== undefined)
    expect(reading, side === 'right' ? right > 0.2 : right < -0.2, `the light is not from the ${side}`);
  expect(reading, shadows === null || suns.some((one) => one.shadow), 'there are no shadows');
}

function checkCameraMotion(reading: Reading): void {
  const { far, turn, right, ahead, aside } = cameraTravel(reading);
  const toward = take(reading, /\b(forwards|backwards|to the left|to the right)\b/)?.[1];
  const told = take(
    reading,
    /\b(?:(is fixed|stays still|does not move|stays where it is|remains in place|static|fixed|stationary)|(shakes|trembles|sways|hand-?held|held by hand)|(circles|orbits|orbiting|goes round|goes around|travels around|moves around)|(turns|pans|swings|rotates)|(moves|travels|goes|drives|glides|tracks|heads|moving|travelling))\b/,
  );
  while (
    take(
      reading,
      /\b(?:as if held by hand|slightly|a little|through the scene|in place|where it is|on the spot|viewpoint|films|watches|records|what it shows|its subject|and (?:sways|shakes)|goes|moves|heads)\b/,
    ) !== null
  );
  if (told?.[1] !== undefined) expect(reading, far < 1e-3 && turn > 1 - 1e-5, 'the camera moves');
  else if (told?.[2] !== undefined)
    expect(reading, far < 0.13 && (far > 1e-4 || turn < 1 - 1e-6), 'the camera is not held by hand');
  else if (told?.[3] !== undefined)
    expect(reading, far > 0.1 && right * aside < 0, 'the camera does not circle');
  else if (told?.[4] !== undefined)
    expect(reading, far < 0.13 && (toward === 'to the right') === aside > 0, 'the camera does not turn so');
  else {
    const most = { forwards: ahead, backwards: -ahead, 'to the left': -right, 'to the right': right }[
      toward ?? ''
    ];
    expect(
      reading,
      (most ?? 0) > 0.7 * Math.max(Math.abs(ahead), Math.abs(right)),
      `the camera does not move ${toward}`,
    );
  }
}

const ANGLES = {
  overhead: /straight from above|from overhead|from directly above|top-down|overhead|bird's-eye/,
  level: /(?:at|from) eye level|from a level viewpoint|eye-level|\blevel\b|straight-on/,
  low: /from a low angle|from below|from low down|low-angle|\blow\b/,
  high: /from a high angle|from above|from a raised viewpoint|high-angle|raised|elevated/,
};

function checkAngle(reading: Reading): void {
  take(reading, /^ (?:this is|what we see is|we have)/);
  take(reading, /\b(?:viewed|filmed)\b/);
  take(reading, /everything/);
  const told = (['overhead', 'level', 'low', 'high'] as const).find(
    (one) => take(reading, ANGLES[one]) !== null,
  );
  take(reading, /\bshot\b/);
  const down = (Math.asin(-axis(posesOf(reading)[0] as Mat4, 2)[2]) * 180) / Math.PI;
  const is = down > 60.4 ? 'overhead' : down > 15.1 ? 'high' : down > -9.8 ? 'level' : 'low';
  expect(reading, told === is, `the view is ${is}`);
}

function checkSetting(reading: Reading): void {
  const color =
    take(reading, new RegExp(`\\ba (${COLOR_WORDS.join('|')}) (?:background|backdrop)\\b`)) ??
    take(reading, new RegExp(`the (?:background|backdrop) (?:is|looks) (${COLOR_WORDS.join('|')})\\b`));
  const { facts } = reading.clip.request;
  if (color !== null)
    expect(
      reading,
      mayBeCalled(facts.sky?.horizon ?? facts.background, color[1] as string),
      `the background is not ${color[1]}`,
    );
  for (const setting of SETTING) take(reading, setting);
}

/** What settings are made of besides what they name. */
const SETTING: readonly RegExp[] = [
  /the scene is set on|(?:everything|it all|the scene) takes place on|the setting is|below is|fills the scene|lies below|carries the scene/,
  /the scene shows|around it are|the surroundings (?:are|show)|the setting shows/,
  /(?:along|together) with|where there (?:is|are)|where one sees|where we see|which holds/,
  /\b(?:in sight|around|standing there)\b/,
  /\b(?:before|against|in front of|while)\b/,
  /(?:behind|beyond) it all is/,
];

function checkFraming(reading: Reading): void {
  const told = take(
    reading,
    /\b(?:(wide|long|full|broad)|(medium|mid-range|middle-distance|moderately close)|(close-up|close|tight|near))\b/,
  );
  while (take(reading, /\b(?:shot|framing|this|subject|everything|one|held|wide|long)\b/) !== null);
  const { things, share, request } = reading.clip;
  const shares = things
    .filter(({ moves }) => moves)
    .flatMap((thing) => Array.from({ length: request.window.count }, (_, k) => share(thing, k)));
  const most = Math.max(0, ...shares);
  const holds =
    told?.[1] !== undefined
      ? most <= 0.0601
      : told?.[2] !== undefined
        ? most > 0.0599 && most <= 0.2501
        : most > 0.2499;
  // What the camera rides on may fill the picture and is no subject.
  expect(reading, holds || request.camera.worldFromCameraPerFrame !== null, 'the framing is another');
}

function checkAesthetics(reading: Reading): void {
  const { camera } = reading.clip.request;
  take(
    reading,
    /^ (?:a|this is a) (?:clean|plain|simple) (?:computer-generated|rendered|simulated) (?:scene|video) with (?:simulated physics|physics-true motion|motion by the laws of physics)/,
  );
  const lens = take(reading, /through a fisheye lens/) !== null;
  const blur = take(reading, /with motion blur/) !== null;
  const noise = take(reading, /with the noise of a sensor/) !== null;
  expect(reading, lens === (camera.lens.kind === 'fisheye'), 'the lens is another');
  expect(
    reading,
    blur === (camera.effects.shutter !== null) && noise === (camera.effects.noise !== null),
    'the effects are others',
  );
}

/** What sentences about the scene are, in the order in which they are tried. */
export const SCENE_RULES: readonly SceneRule[] = [
  { pattern: /\b(?:warm|cool|white) light\b/, check: checkLight },
  { pattern: /\b(?:soft|even|diffuse) light\b|\blit evenly\b|\bevenly lit\b/, check: checkEvenLight },
  { pattern: /simulated physics|physics-true|laws of physics/, check: checkAesthetics },
  {
    pattern:
      /background|backdrop|takes place on|the scene is set on|the setting|below is|fills the scene|lies below|carries the scene|^ the scene shows|around it are|surroundings/,
    check: checkSetting,
  },
  {
    pattern:
      /^ (?:this is|what we see is|we have) |^ (?:the scene|it|everything) is (?:seen|viewed|filmed|shown) /,
    check: checkAngle,
  },
  {
    pattern:
      /^ an? [a-z -]*(?:shot|view|framing)\b|^ (?:the|this) (?:shot|view) is (?:wide|a wide|a long|held)/,
    check: checkFraming,
  },
  {
    pattern:
      /^[^@]*(?:camera|viewpoint)[^@]*$|^ the view (?:is|stays|does|remains|shakes|trembles|sways)[^@]*$/,
    check: checkCameraMotion,
  },
];
