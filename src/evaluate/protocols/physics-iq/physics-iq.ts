import { ToolkitError } from '../../../core/error.ts';
import { type PhysicsIqScores, physicsIqScores } from '../../../metrics/physics-iq-scores.ts';
import { SECOND_TAKE } from '../../bounds/bound-names.ts';
import type { EvaluationRun, KeptScore } from '../../evaluation-run.ts';
import { REFERENCE } from '../../open-sources.ts';
import { ALL_SCENES, SUMMARIZE_DEFAULTS } from '../../summarize.ts';
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
export function physicsIqSentence(rows: readonly PhysicsIqRow[], subjects: readonly string[]): string {
  const judged = subjects.filter((name) => name !== REFERENCE);
  const said = [...judged, REFERENCE].flatMap((name) => saidOf(rows, name) ?? []);
  return `Physics-IQ, of 100 % for a second take: ${said.join(', ')}.`;
}

/** The clips' figures, as `observe` left them. */
const clipsOf = (scored: readonly KeptScore[]): PhysicsIqClip[] =>
  scored.map(({ model, scene, cluster, observed }) => ({
    ...{ source: model, scene, cluster },
    figures: observed[NAME] as PhysicsIqScores,
  }));

function cautionsOf({ protocol, data }: EvaluationRun): string[] {
  const seconds = protocol.horizon / (data[0]?.dataset.plan.fps ?? 1);
  return seconds >= 5
    ? []
    : [
        `Physics-IQ judges films of 5 s, and here ${seconds.toFixed(1)} s are predicted: the score is milder.`,
      ];
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
  observe: ({ clip, frames }) => physicsIqScores(clip.truth, frames, clip.width),
  conclude: async (run, scored) => {
    const { draws = SUMMARIZE_DEFAULTS.draws, seed = SUMMARIZE_DEFAULTS.seed } = run.options;
    const rows = sumUpPhysicsIq(clipsOf(scored), SECOND_TAKE, { draws, seed });
    const models = run.sources.map(({ facts }) => facts);
    const subjects = models.filter(({ role }) => role === 'subject').map(({ name }) => name);
    const sentence = physicsIqSentence(rows, subjects);
    return {
      finding: {
        protocol: NAME,
        sentence,
        cautions: cautionsOf(run),
        figures: {
          interval: '95 % percentile bootstrap over episodes, the second take resampled with them',
          second_take: SECOND_TAKE,
          rows,
          published: PUBLISHED_PHYSICS_IQ,
          comparable: NOT_COMPARABLE,
        },
      },
      section: physicsIqSection(rows, models),
      markdown: physicsIqMarkdown(sentence, rows),
    };
  },
};
