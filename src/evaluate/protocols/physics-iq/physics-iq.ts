import { ToolkitError } from '../../../core/error.ts';
import { physicsIqMasks } from '../../../metrics/physics-iq-masks.ts';
import { type PhysicsIqScores, physicsIqScores } from '../../../metrics/physics-iq-scores.ts';
import { SECOND_TAKE } from '../../bounds/bound-names.ts';
import type { EvaluationRun, KeptScore } from '../../evaluation-run.ts';
import { REFERENCE } from '../../open-sources.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { ALL_SCENES, resamplingOf } from '../../summarize.ts';
import type { EvaluationProtocol } from '../evaluation-protocol.ts';
import { physicsIqMarkdown, physicsIqSection } from './physics-iq-section.ts';
import { NOT_COMPARABLE, PUBLISHED_PHYSICS_IQ } from './published-scores.ts';
import { type PhysicsIqClip, type PhysicsIqRow, sumUpPhysicsIq } from './sum-up-physics-iq.ts';

/** What the masks need: the first of them is always empty, and one more tells hardly anything. */
const LEAST_HORIZON = 4;

const NAME = 'physics-iq';

/** A model's score in words, beside the baseline that all are compared with. */
function saidOf(rows: readonly PhysicsIqRow[], source: string): string | null {
  const row = rows.find((one) => one.source === source && one.scene === ALL_SCENES);
  if (row === undefined) return null;
  const { mean, low, high } = row.score;
  return `${source} scores ${mean.toFixed(0)} % (${low.toFixed(0)} to ${high.toFixed(0)})`;
}

/** The sentence of the verdict. */
export function physicsIqSentence(
  rows: readonly PhysicsIqRow[],
  movingRows: readonly PhysicsIqRow[] | null,
  subjects: readonly string[],
): string {
  const judged = [...subjects.filter((name) => name !== REFERENCE), REFERENCE];
  const said = (of: readonly PhysicsIqRow[]): string =>
    judged.flatMap((name) => saidOf(of, name) ?? []).join(', ');
  const moving = movingRows === null ? '' : `; where its masks see motion, ${said(movingRows)}`;
  return `Physics-IQ, of 100 % for a second take: ${said(rows)}${moving}.`;
}

/** Whether nothing is in any of the masks. */
const isStill = (masks: readonly Uint8Array[]): boolean => masks.every((mask) => !mask.includes(1));

/** What `observe` leaves of a clip. */
type SeenMotion = {
  readonly figures: PhysicsIqScores;
  /** Of the true frames: whether the masks find nothing that moves. Of the other rows `null`. */
  readonly still: boolean | null;
};

const seenOf = ({ observed }: KeptScore): SeenMotion => observed[NAME] as SeenMotion;

/** The clips' figures, as `observe` left them. */
const clipsOf = (scored: readonly KeptScore[]): PhysicsIqClip[] =>
  scored.map((one) => ({
    ...{ source: one.model, scene: one.scene, cluster: one.cluster },
    figures: seenOf(one).figures,
  }));

/** The rows of clips in which the masks see the truth move. */
function movingOf(scored: readonly KeptScore[]): KeptScore[] {
  const key = ({ cluster, clip }: KeptScore): string => JSON.stringify([cluster, clip]);
  const moving = new Set(scored.filter((one) => seenOf(one).still === false).map(key));
  return scored.filter((one) => moving.has(key(one)));
}

/** How many of the true clips stand still to the masks, and of how many. */
function stillClips(scored: readonly KeptScore[]): { readonly still: number; readonly clips: number } {
  const seen = scored.flatMap((one) => seenOf(one).still ?? []);
  return { still: seen.filter((still) => still).length, clips: seen.length };
}

function cautionsOf(
  { protocol, data }: EvaluationRun,
  { still, clips }: { readonly still: number; readonly clips: number },
): string[] {
  const seconds = protocol.horizon / (data[0]?.dataset.plan.fps ?? 1);
  const some = `In ${still} of ${clips} clips Physics-IQ’s masks find nothing that moves, for they take out what is smaller than 5 × 5 pixels: there a frozen picture gets full overlaps. Larger frames tell more.`;
  const short = `Physics-IQ judges films of 5 s, and here ${seconds.toFixed(1)} s are predicted: the score is milder.`;
  return [...(still === 0 ? [] : [some]), ...(seconds >= 5 ? [] : [short])];
}

/** Physics-IQ by its masks and its score, against a second take that the simulator gives. */
export const physicsIq: EvaluationProtocol = {
  name: NAME,
  bounds: [SECOND_TAKE],
  check: ({ protocol }) => {
    if (protocol.horizon >= LEAST_HORIZON) return;
    throw new ToolkitError(
      'argument/invalid',
      `--protocol ${NAME} must have a horizon of at least ${LEAST_HORIZON} frames to see what moves, got ${protocol.horizon}.`,
      'Choose a longer --horizon.',
    );
  },
  observe: ({ clip, frames, source }): SeenMotion => ({
    figures: physicsIqScores(clip.truth, frames, clip.width),
    still: source.role === 'truth' ? isStill(physicsIqMasks(clip.truth, clip.width)) : null,
  }),
  conclude: async (run, scored) => {
    const { draws, seed } = resamplingOf(run.options);
    const rows = sumUpPhysicsIq(clipsOf(scored), SECOND_TAKE, { draws, seed });
    const models = run.sources.map(({ facts }) => facts);
    const subjects = subjectNames(models);
    const still = stillClips(scored);
    const moving = movingOf(scored);
    const movingRows =
      still.still === 0 || moving.length === 0
        ? null
        : sumUpPhysicsIq(clipsOf(moving), SECOND_TAKE, { draws, seed });
    const sentence = physicsIqSentence(rows, movingRows, subjects);
    return {
      finding: {
        protocol: NAME,
        sentence,
        cautions: cautionsOf(run, still),
        figures: {
          interval: '95 % percentile bootstrap over episodes, the second take resampled with them',
          second_take: SECOND_TAKE,
          still_clips: still.still,
          rows,
          moving_rows: movingRows,
          published: PUBLISHED_PHYSICS_IQ,
          comparable: NOT_COMPARABLE,
        },
      },
      section: physicsIqSection(rows, models),
      markdown: physicsIqMarkdown(sentence, rows),
    };
  },
};
