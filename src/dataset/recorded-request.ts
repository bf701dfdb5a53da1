import { ToolkitError } from '../core/error.ts';
import type { Recording } from '../core/recording.ts';
import { checkRecordingShape, MAX_COMMANDS } from '../scene/recording-file.ts';
import { checkRecording } from '../simulator/check-recording.ts';
import type { PlanDraft, PlanRequest } from './make-plan.ts';
import { plannedEpisodes } from './plan.ts';
import { planEpisode } from './plan-episode.ts';

/** What recordings say themselves, or what would make something else of them. */
const NEVER_BESIDE = ['episodes', 'policy', 'outcomes', 'counterfactuals', 'twins', 'seed'] as const;

/** Splits whose episodes are drawn otherwise than somebody saw them. */
const DRAWN_SPLITS = ['combination', 'ood'];

/**
 * What a request asks for with all that its recordings say: one episode each, at the frame rate of all and with the
 * length of the first. A request without recordings stays as it is.
 *
 * @throws {@link ToolkitError} `argument/invalid` for recordings of other scenes and frame rates, and for what cannot
 * stand beside them.
 */
export function recordedRequest(request: PlanRequest): PlanRequest {
  const { recordings } = request;
  if (recordings === undefined) return request;
  const [first] = recordings;
  if (first === undefined) throw refusal('At least one recording must be given', 'none', 'Name one.');
  checkBeside(request);
  recordings.forEach((recording, i) => {
    checkRecordingShape(recording, `recordings[${i}]`);
    checkScene(request, recording);
    checkRate(recording.fps, first.fps, 'recordings');
  });
  checkRate(request.fps ?? first.fps, first.fps, '--fps');
  const commands = recordings.reduce((sum, recording) => sum + recording.commands.length, 0);
  if (commands > MAX_COMMANDS)
    throw refusal(
      `The recordings of a dataset must have at most ${MAX_COMMANDS} commands together`,
      String(commands),
      'Make several datasets of fewer recordings.',
    );
  const frames = request.frames ?? first.commands.length;
  return { ...request, episodes: recordings.length, fps: first.fps, frames };
}

function checkBeside(request: PlanRequest): void {
  const beside = NEVER_BESIDE.find((name) => request[name] !== undefined && request[name] !== false);
  if (beside !== undefined)
    throw refusal(
      'Recordings must decide alone what happens',
      `${beside} beside them`,
      `Leave --${beside} out, or make another dataset for it.`,
    );
  const splits = Object.keys(request.split ?? {});
  if (splits.length <= 1 && !splits.some((name) => DRAWN_SPLITS.includes(name))) return;
  throw refusal(
    `Recordings must all stand in one split, and none that draws other episodes (${DRAWN_SPLITS.join(', ')})`,
    splits.join(', '),
    'Write it like --split test=1, and make a dataset for each split.',
  );
}

function checkScene({ scenes }: PlanRequest, { scene }: Recording): void {
  const names = scenes.map(({ name }) => name);
  if (names.length === 1 && names[0] === scene) return;
  throw refusal(
    `Recordings must be of the one scene that is generated, here ${names.join(', ') || 'none'}`,
    `one of ${scene}`,
    `Generate ${scene} alone.`,
  );
}

function checkRate(fps: number, recorded: number, who: string): void {
  if (fps === recorded) return;
  throw refusal(
    `${who} must keep to the ${recorded} frames a second of the first recording`,
    String(fps),
    'Leave --fps out, and make a dataset for each frame rate.',
  );
}

/**
 * Refuses recordings whose commands their episodes cannot take.
 *
 * @throws {@link ToolkitError} `argument/*`.
 */
export function checkRecordings(plan: PlanDraft): void {
  if (plan.recordings === null) return;
  for (const planned of plannedEpisodes(plan))
    checkRecording(
      planEpisode(plan, planned),
      plan.recordings[planned.index] as Recording,
      `recordings[${planned.index}]`,
    );
}

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);
