import { captionJson } from './caption-json.ts';
import type { CaptionRequest } from './caption-request.ts';
import type { Captions } from './captions.ts';
import { type ClipMaterial, clipMaterial } from './clip-material.ts';
import { byTime } from './happening.ts';
import { tell } from './happening-sentences.ts';
import { paragraph, say } from './phrase.ts';
import { PHRASINGS } from './phrasings.ts';
import { subjectClauses } from './subject-sentences.ts';

/**
 * Says in words what a clip shows. The words are a function of the request's seed; what they say, of the truth.
 * The structured caption takes at most `MOST_TOKENS` by `boundedTokens`: what matters least is left out.
 */
export function captionClip(request: CaptionRequest): Captions {
  const material = clipMaterial(request);
  const json = captionJson(material);
  return {
    dense: json.temporal_caption,
    medium: mediumCaption(material),
    short: shortCaption(material),
    json,
  };
}

function mediumCaption(material: ClipMaterial): string {
  const { request, groups, happenings, namer, scene, telling, rng } = material;
  const words = telling('medium');
  const clauses = subjectClauses(request, groups.slice(0, 4), namer, rng.fork('medium subjects'));
  return paragraph([
    ...(clauses.length === 0 ? [scene.setting] : clauses),
    scene.motion,
    ...happenings
      .slice(0, 3)
      .sort(byTime)
      .map((happening) => tell(happening, words)),
  ]);
}

function shortCaption(material: ClipMaterial): string {
  const { groups, happenings, namer, scene, telling } = material;
  const words = telling('short');
  const first = groups.slice(0, 3);
  const many = namer.several(first.flatMap((group) => group.map(({ thing }) => thing)));
  const shows =
    first.length === 0
      ? scene.setting
      : first.length === 1
        ? say(PHRASINGS.subject, words.rng, { open: many, closed: many, place: 'in the scene' })
        : say(PHRASINGS.subjects, words.rng, { many });
  return paragraph([shows, ...happenings.slice(0, 1).map((one) => tell(one, words))]);
}
