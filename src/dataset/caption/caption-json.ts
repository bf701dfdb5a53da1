import type { ShownThing } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { CaptionAction, CaptionJson, CaptionSubject } from './captions.ts';
import type { ClipMaterial } from './clip-material.ts';
import { actorsIn, byTime, type Happening } from './happening.ts';
import { type Telling, tell } from './happening-sentences.ts';
import { paragraph, sentence } from './phrase.ts';
import { subjectClause, subjectClauses, type ThingGroup } from './subject-sentences.ts';
import { boundedTokens } from './token-bound.ts';
import { pictureTime } from './track.ts';

/** Tokens that a structured caption takes at most: the default of Cosmos 3's loader, whose recipes allow 2048. */
export const MOST_TOKENS = 1024;

/** Happenings and groups of subjects at most, and how few of them are kept at each step of making room. */
const MOST = { actions: 12, subjects: 6 };
const ROOM = [
  { actions: 5, subjects: 4 },
  { actions: 3, subjects: 3 },
  { actions: 2, subjects: 2 },
];

/** Tokens of keys, braces and marks. */
const marksOf = (wordless: unknown): number => boundedTokens(JSON.stringify(wordless));

/** What a structured caption takes before anything is said. */
const EMPTY_TOKENS = marksOf({
  ...{ subjects: [], background_setting: '', lighting: '', aesthetics: '' },
  cinematography: { camera_motion: '', framing: '', camera_angle: '' },
  ...{ actions: [], temporal_caption: '' },
} satisfies CaptionJson);

/** What an entry of a list takes, with the comma before it. */
const ENTRY_TOKENS = {
  action: 1 + marksOf({ time: '', description: '' } satisfies CaptionAction),
  subject: 1 + marksOf({ description: '', action: '' } satisfies CaptionSubject),
};

/** A happening told. */
type Told = { readonly happening: Happening; readonly action: CaptionAction };

/** Cosmos 3's structured caption, of what matters most as much as its tokens allow. */
export function captionJson(material: ClipMaterial): CaptionJson {
  const { request, groups, happenings, namer, scene, telling, rng } = material;
  const words = telling('happenings');
  const told = happenings.slice(0, MOST.actions).map((happening) => toldOf(happening, words));
  const subjects = groups.slice(0, MOST.subjects).map((group) => subjectOf(material, group, told, words));
  const around = {
    background_setting: paragraph([scene.setting]),
    lighting: paragraph([scene.light]),
    aesthetics: paragraph([scene.aesthetics]),
    cinematography: {
      camera_motion: paragraph([scene.motion]),
      framing: paragraph([scene.framing]),
      camera_angle: paragraph([scene.angle]),
    },
  };
  const seen = subjectClauses(request, groups.slice(0, 8), namer, rng.fork('dense'));
  const before = paragraph([scene.setting, ...seen, scene.light, scene.angle, scene.motion]);
  const { cinematography, ...plain } = around;
  const others = [before, ...Object.values(plain), ...Object.values(cinematography)];
  const room = roomFor(
    others.reduce((sum, text) => sum + boundedTokens(text), EMPTY_TOKENS),
    told.map(({ action }) => actionTokens(action)),
    subjects.map(subjectTokens),
  );
  const actions = told
    .slice(0, room.actions)
    .sort((a, b) => byTime(a.happening, b.happening))
    .map(({ action }) => action);
  const temporal_caption = [before, ...actions.map(({ description }) => description)].join(' ');
  return { subjects: subjects.slice(0, room.subjects), ...around, actions, temporal_caption };
}

/** Tokens of an action, with the comma before it. Its description is said in the narrative too. */
const actionTokens = ({ time, description }: CaptionAction): number =>
  ENTRY_TOKENS.action + boundedTokens(time) + 2 * boundedTokens(description);

/** Tokens of a subject, with the comma before it. */
const subjectTokens = ({ description, action }: CaptionSubject): number =>
  ENTRY_TOKENS.subject + boundedTokens(description) + boundedTokens(action);

/** How many actions and subjects are told, what matters least being left out: of each a few always fit. */
function roomFor(others: number, actions: readonly number[], subjects: readonly number[]): typeof MOST {
  let over = [...actions, ...subjects].reduce((sum, tokens) => sum + tokens, others - MOST_TOKENS);
  const told = { actions: actions.length, subjects: subjects.length };
  for (const least of ROOM) {
    while (over > 0 && told.actions > least.actions) over -= actions[--told.actions] as number;
    while (over > 0 && told.subjects > least.subjects) over -= subjects[--told.subjects] as number;
  }
  return told;
}

function toldOf(happening: Happening, words: Telling): Told {
  const time = `${clock(Math.floor(happening.start))}-${clock(Math.ceil(happening.end))}`;
  return { happening, action: { time, description: sentence(tell(happening, words)) } };
}

/** As `0:17`. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** A group of things, and what matters most of what they do, or what is done to them; at least that they are seen. */
function subjectOf(
  { request, namer, happenings }: ClipMaterial,
  group: ThingGroup,
  told: readonly Told[],
  words: Telling,
): CaptionSubject {
  const names = new Set(group.map(({ thing }) => thing.name));
  const own =
    happenings.find((one) => actorsIn(one).some((name) => names.has(name))) ??
    happenings.find((one) => 'other' in one && names.has(one.other)) ??
    presence(request, group[0]);
  // What rests along with it belongs to other subjects.
  const said = own.kind === 'rest' ? { ...own, things: own.things.filter((name) => names.has(name)) } : own;
  const before = told.find(({ happening }) => happening === said);
  return {
    description: sentence(subjectClause(request, group, namer, words.rng)),
    action: before?.action.description ?? sentence(tell(said, words)),
  };
}

/** That something is seen, and when. */
function presence(request: CaptionRequest, { thing, run: [from, to] }: ShownThing): Happening {
  const [start, end] = [pictureTime(request, from), pictureTime(request, to)];
  return { kind: 'present', thing: thing.name, start, end };
}
