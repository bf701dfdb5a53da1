import { createRng, type Rng } from '../../core/rng.ts';
import { type CaptionFacts, captionFacts } from './caption-facts.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { CaptionAction, CaptionJson, Captions } from './captions.ts';
import type { Happening } from './happening.ts';
import { type Telling, tell, weightOf } from './happening-sentences.ts';
import { createNamer, type Namer } from './namer.ts';
import { say, sentence } from './phrase.ts';
import { PHRASINGS } from './phrasings.ts';
import {
  groupsOf,
  type SceneClauses,
  sceneClauses,
  subjectClause,
  subjectClauses,
} from './scene-sentences.ts';
import type { Thing } from './things.ts';
import { boundedTokens } from './token-bound.ts';

/** Tokens that a structured caption takes at most: the default of Cosmos 3's loader, whose recipes allow 2048. */
export const MOST_TOKENS = 1024;

/** All that is needed to say a clip. */
type Material = {
  readonly request: CaptionRequest;
  readonly facts: CaptionFacts;
  readonly namer: Namer;
  readonly scene: SceneClauses;
  readonly telling: Telling;
  readonly rng: Rng;
};

/**
 * Says in words what a clip shows. The words are a function of the request's seed; what they say, of the truth.
 * The structured caption takes at most `MOST_TOKENS` by `boundedTokens`: what matters least is left out.
 */
export function captionClip(request: CaptionRequest): Captions {
  const facts = captionFacts(request);
  const all = [...facts.subjects, ...facts.surroundings].map(({ thing }) => thing);
  const namer = createNamer(all, request.looksAsMade);
  const rng = createRng(request.seed);
  const material: Material = {
    ...{ request, facts, namer, rng },
    scene: sceneClauses(request, facts, namer, rng.fork('scene')),
    telling: {
      ...{ namer, duration: facts.duration, rng: rng.fork('happenings') },
      things: new Map(all.map((thing) => [thing.name, thing])),
    },
  };
  // Fewer and fewer happenings and subjects until it fits; a few of each always do.
  for (let most = 12; ; ) {
    const json = captionJson(material, most);
    const over = boundedTokens(JSON.stringify(json)) - MOST_TOKENS;
    if (most > 2 && over > 0) {
      // A happening takes about 80 tokens, said in the narrative and as an action.
      most = Math.max(2, most - Math.max(2, 2 * Math.floor(over / 160)));
      continue;
    }
    return {
      dense: json.temporal_caption,
      medium: mediumCaption(material),
      short: shortCaption(material),
      json,
    };
  }
}

/** What matters most, by its beginning; of contacts that would read alike the first. */
function chosen({ facts, namer, telling }: Material, most: number): readonly Happening[] {
  const { things } = telling;
  const name = (of: string): string => namer.one(things.get(of) as Thing);
  const told = new Set<string>();
  const different = facts.happenings.filter((one) => {
    if (one.kind !== 'contact') return true;
    const pair = `${name(one.thing)} ${name(one.other)}`;
    if (told.has(pair)) return false;
    told.add(pair);
    return true;
  });
  const weigh = (one: Happening): number => weightOf(one, things);
  const kept = new Set(different.sort((a, b) => weigh(b) - weigh(a)).slice(0, most));
  return facts.happenings.filter((one) => kept.has(one));
}

const paragraph = (clauses: readonly string[]): string =>
  clauses
    .filter((clause) => clause !== '')
    .map(sentence)
    .join(' ');

function captionJson(material: Material, most: number): CaptionJson {
  const { request, facts, namer, scene, telling, rng } = material;
  const told = chosen(material, most).map((happening) => ({ happening, clause: tell(happening, telling) }));
  const groups = groupsOf(facts.subjects, namer).slice(0, Math.max(2, most / 2));
  const words = rng.fork(`json ${most}`);
  return {
    subjects: groups.map((group) => {
      const names = new Set(group.map(({ thing }) => thing.name));
      const own = told.filter(({ happening }) => 'thing' in happening && names.has(happening.thing));
      return {
        description: sentence(subjectClause(request, group, namer, words)),
        action: paragraph(own.slice(0, 1).map(({ clause }) => clause)),
      };
    }),
    background_setting: paragraph([scene.setting]),
    lighting: paragraph([scene.light]),
    aesthetics: paragraph([scene.aesthetics]),
    cinematography: {
      camera_motion: sentence(scene.motion),
      framing: sentence(scene.framing),
      camera_angle: sentence(scene.angle),
    },
    actions: told.map(
      ({ happening, clause }): CaptionAction => ({
        time: `${clock(Math.floor(happening.start))}-${clock(Math.ceil(happening.end))}`,
        description: sentence(clause),
      }),
    ),
    temporal_caption: paragraph([
      scene.setting,
      ...subjectClauses(request, facts, namer, rng.fork(`dense ${most}`), 8),
      ...[scene.light, scene.angle, scene.motion],
      ...told.map(({ clause }) => clause),
    ]),
  };
}

/** As `0:17`. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function mediumCaption(material: Material): string {
  const { request, facts, namer, scene, telling, rng } = material;
  const again = { ...telling, rng: rng.fork('medium') };
  const clauses = subjectClauses(request, facts, namer, rng.fork('medium subjects'), 4);
  return paragraph([
    ...(clauses.length === 0 ? [scene.setting] : clauses),
    scene.motion,
    ...chosen(material, 3).map((happening) => tell(happening, again)),
  ]);
}

function shortCaption(material: Material): string {
  const { facts, namer, scene, telling, rng } = material;
  const words = rng.fork('short');
  const groups = groupsOf(facts.subjects, namer).slice(0, 3).flat();
  const many = namer.several(groups.map(({ thing }) => thing));
  const shows =
    groups.length === 0
      ? scene.setting
      : groups.length === 1
        ? say(PHRASINGS.subject, words, { a: many, size: '', closed: many, place: 'in the scene' })
        : say(PHRASINGS.subjects, words, { many });
  return paragraph([shows, ...chosen(material, 1).map((one) => tell(one, { ...telling, rng: words }))]);
}
