import { html, type Raw } from '../../../page/html-text.ts';
import { REASONS, type Reason, type Removal } from '../curation.ts';
import type { JudgedClip } from '../measure-clips.ts';
import { removalWords } from '../removal-words.ts';
import { stripPicture } from './strip-picture.ts';

/** Clips of one reason that are shown before one asks for more. */
const FEW = 12;

/** What each reason means. */
const MEANINGS: Readonly<Record<Reason, string>> = {
  'too short': 'Fewer frames than a window for training needs.',
  exploding: 'Some body is faster than the scene can have made it: the solver failed.',
  dark: 'Hardly any light in the middle of the clip.',
  'off-screen': 'What could move is out of the picture for most of the time.',
  static: 'Nothing in the picture moves, or hardly so.',
  'near-duplicate':
    'Its bodies took nearly the course of an earlier clip’s, and its pictures look alike. The other one stays.',
  surplus: 'One too many of its scene and outcome; who goes is drawn by lot.',
};

/** Ids repeat over datasets. */
const clipName = ({ dataset, id }: Pick<JudgedClip, 'dataset' | 'id'>): string => `${dataset} ${id}`;

type Gone = JudgedClip & { readonly removed: Removal };

/** Draws clips that stay in the place of others, each once: many may be like one. */
function createStrips(
  clips: readonly JudgedClip[],
): (like: Removal['like'] | undefined) => Promise<Raw | null> {
  const byName = new Map(clips.map((clip) => [clipName(clip), clip]));
  const drawn = new Map<string, Raw>();
  return async (like) => {
    const name = like === undefined ? '' : clipName(like);
    const clip = byName.get(name);
    if (clip === undefined) return null;
    const strip = drawn.get(name) ?? (await stripPicture(clip));
    drawn.set(name, strip);
    return strip;
  };
}

/** A clip that goes: its pictures, its number, and below a near-duplicate the one that stays. */
async function figureOf(clip: Gone, stripOf: ReturnType<typeof createStrips>): Promise<Raw> {
  const { removed, id } = clip;
  const { like } = removed;
  const stays = like === undefined ? null : html`<span>stays, below: <code>${like.id}</code></span>`;
  return html`<figure>${await stripPicture(clip)}${await stripOf(like)}<figcaption><code>${id}</code><span>${removalWords(removed)}</span>${stays}</figcaption></figure>`;
}

/** Everything that goes, reason by reason, each with its number and its pictures. */
export async function removedClips(
  clips: readonly JudgedClip[],
  onDrawn: () => void,
): Promise<readonly Raw[]> {
  const stripOf = createStrips(clips);
  const sections: Raw[] = [];
  for (const reason of REASONS) {
    const gone = clips.filter((clip): clip is Gone => clip.removed?.reason === reason);
    if (gone.length === 0) continue;
    const figures: Raw[] = [];
    for (const clip of gone) {
      figures.push(await figureOf(clip, stripOf));
      onDrawn();
    }
    const more = figures.slice(FEW);
    const rest =
      more.length === 0
        ? null
        : html`<details><summary>${more.length} more</summary><div class="strips">${more}</div></details>`;
    sections.push(
      html`<section><h3>${reason} <small>${gone.length}</small></h3><p class="aside">${MEANINGS[reason]}</p><div class="strips">${figures.slice(0, FEW)}</div>${rest}</section>`,
    );
  }
  return sections;
}
