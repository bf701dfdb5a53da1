import type { Mat4 } from '../../../core/pose.ts';
import { dot } from '../../../core/pose.ts';
import { axis, checkAngle, checkCameraMotion, checkFraming, posesOf } from './camera-rules.ts';
import { COLOR_WORDS, mayBeCalled } from './colors-apart.ts';
import { expect, type Reading, take } from './reading.ts';

/** How a sentence about the scene is known, and read. */
type SceneRule = { readonly pattern: RegExp; readonly check: (reading: Reading) => void };

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
