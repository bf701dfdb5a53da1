import { ToolkitError } from '../../../core/error.ts';
import type { EvaluationRun } from '../../evaluation-run.ts';
import { checkInterrupt } from '../../predict.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { resamplingOf } from '../../summarize.ts';
import type { EvaluationProtocol, ProtocolResult } from '../evaluation-protocol.ts';
import { GRADES } from './graded-policy.ts';
import { playInDream, playInSimulator } from './play-policy.ts';
import { policyMarkdown, policySection } from './policy-section.ts';
import { openPolicySimulator, type PolicySimulator } from './policy-simulator.ts';
import { type PolicyStart, playableEpisodes, readStart } from './policy-start.ts';
import { policyCautions, policySentence } from './policy-words.ts';
import { type PolicyOutcome, summarizePolicies } from './summarize-policies.ts';

/** Starts that policies are played from, unless asked otherwise. */
export const POLICY_SEEDS = 16;

/** Numbers of a pusher's action: its velocity along two axes. */
const PUSHER_ACTIONS = 2;

/** The name of the row that reads the simulator's own pictures. */
export const SIMULATOR_PIXELS = 'simulator, by its pixels';

/**
 * Policies of graded quality in the simulator and in the dream: does the dream rank them as the simulator does, and
 * what would it cost to believe it?
 */
export const policy: EvaluationProtocol = {
  name: 'policy',
  check: ({ data, sources, options: { policySeeds = POLICY_SEEDS } }) => {
    if (!(Number.isInteger(policySeeds) && policySeeds >= 2)) {
      throw new ToolkitError(
        'argument/invalid',
        `--policy-seeds must be a whole number of at least 2 starts, got ${policySeeds}.`,
        'Choose more starts.',
      );
    }
    for (const { facts, dreamer } of sources) {
      const dim = dreamer?.contract.actions?.dim ?? PUSHER_ACTIONS;
      if (dim === PUSHER_ACTIONS) continue;
      throw new ToolkitError(
        'model/contract',
        `--protocol policy must have models that take a pusher's actions of ${PUSHER_ACTIONS} numbers, and ${facts.name} takes ${dim}.`,
        'Choose a model made for this robot, or leave the protocol out.',
      );
    }
    if (data.some((one) => playableEpisodes(one).length > 0)) return;
    throw new ToolkitError(
      'evaluate/input',
      `--protocol policy must have a dataset of a pusher's task without a varied look, and ${data.map(({ dataset }) => dataset.dir).join(', ')} has none.`,
      'Make one with worldwright generate robots/push --episodes 40 --out push.',
    );
  },
  conclude: async (run) => {
    const wanted = run.options.policySeeds ?? POLICY_SEEDS;
    const simulator = await openPolicySimulator();
    try {
      const outcomes = await playAll(run, simulator, wanted);
      if (outcomes.length > 0) return await concluded(run, outcomes, wanted);
    } finally {
      simulator.close();
    }
    throw new ToolkitError(
      'evaluate/input',
      '--protocol policy must have an episode whose robot and goal body are in view and have colours of their own, and there is none.',
      'Generate more episodes of robots/push.',
    );
  },
};

/** Whether the simulator came to where the dataset was recorded: another version or a varied split does not. */
function isThere(simulator: PolicySimulator, { positions }: PolicyStart): boolean {
  const now = simulator.state().positions;
  return (
    now.length === positions.length &&
    now.every((value, i) => Math.abs(value - (positions[i] as number)) < 1e-6)
  );
}

async function playAll(
  run: EvaluationRun,
  simulator: PolicySimulator,
  wanted: number,
): Promise<PolicyOutcome[]> {
  const outcomes: PolicyOutcome[] = [];
  let begun = 0;
  for (const data of run.data)
    for (const planned of playableEpisodes(data)) {
      if (begun >= wanted) return outcomes;
      const start = await readStart(data, planned, run.protocol.context);
      if (start === null) continue;
      const { frames } = data.dataset.plan;
      await simulator.begin(start, frames);
      if (!isThere(simulator, start)) continue;
      begun += 1;
      for (const share of GRADES) {
        checkInterrupt(run.options.signal);
        outcomes.push(...(await playOne(run, simulator, start, share, frames)));
      }
      run.options.onProgress?.({ stage: 'policy', done: begun, total: wanted, unit: 'starts' });
    }
  return outcomes;
}

/** One policy from one start, in the simulator and in every dream. */
async function playOne(
  { sources }: EvaluationRun,
  simulator: PolicySimulator,
  start: PolicyStart,
  share: number,
  frames: number,
): Promise<PolicyOutcome[]> {
  const real = await playInSimulator(simulator, start, share, frames);
  const common = {
    ...{ cluster: start.cluster, share, truth: real.exact ?? Number.NaN, success: real.success === true },
  };
  const outcomes: PolicyOutcome[] = [];
  for (const { facts, dreamer } of sources) {
    if (dreamer === undefined) continue;
    const { seen, sight } = await playInDream(dreamer, start, share, simulator, frames);
    outcomes.push({ source: facts.name, ...common, seen, sight });
  }
  return [...outcomes, { source: SIMULATOR_PIXELS, ...common, seen: real.seen, sight: real.sight }];
}

async function concluded(
  run: EvaluationRun,
  outcomes: readonly PolicyOutcome[],
  wanted: number,
): Promise<ProtocolResult> {
  const { options, sources } = run;
  const models = sources.map(({ facts }) => facts);
  const subjects = subjectNames(models);
  const { draws, seed } = resamplingOf(options);
  const { policies, rankings } = summarizePolicies(outcomes, { draws, seed });
  const sentence = policySentence(subjects, rankings);
  return {
    finding: {
      protocol: 'policy',
      sentence,
      cautions: policyCautions(rankings, models, wanted),
      figures: {
        measure:
          'm that the body of the task came nearer to its goal, from the last context frame to the last frame',
        interval: '95 % percentile bootstrap over starts',
        policies,
        rankings,
        outcomes,
      },
    },
    section: await policySection(policies, rankings, models),
    markdown: policyMarkdown(sentence, rankings),
  };
}
