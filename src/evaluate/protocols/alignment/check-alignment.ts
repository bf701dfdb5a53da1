import { ToolkitError } from '../../../core/error.ts';
import { episodeCameras } from '../../../dataset/recorded-camera.ts';
import type { EvaluationRun } from '../../evaluation-run.ts';

/** The scenarios, by the names of their scenes. */
export const ALIGNMENT_SCENES: readonly string[] = [
  'free-fall',
  'planar-slope',
  'u-slope',
  'stable-stack',
  'unstable-stack',
  'dominoes',
  'seesaw',
  'gyroscope',
];

/** Frames of a film in all, and how many of them may be given. */
export const ALIGNMENT_FRAMES = 33;
const GIVEN: readonly number[] = [1, 9];

/** Views of a film. */
const CAMERAS = 4;

/** The command that makes what the protocol asks of. */
const GENERATE = `worldwright generate ${ALIGNMENT_SCENES.map((name) => `alignment/${name}`).join(' ')} --episodes 25 --frames ${ALIGNMENT_FRAMES} --out alignment`;

/** What the datasets lack; `null` where they have all. */
function lacking({ data }: Pick<EvaluationRun, 'data'>): string | null {
  const clips = data.flatMap((one) => one.clips);
  const missing = ALIGNMENT_SCENES.filter((name) => !clips.some(({ scene }) => scene === name));
  if (missing.length > 0) return `no clip of ${missing.join(', ')}`;
  for (const { dataset, clips: own } of data) {
    for (const scene of new Set(own.map((clip) => clip.scene))) {
      if (!ALIGNMENT_SCENES.includes(scene)) return `the scene ${scene}, which is none of them`;
      const cameras = episodeCameras(dataset.plan, scene).length;
      if (cameras !== CAMERAS) return `${cameras} camera${cameras === 1 ? '' : 's'} of ${scene}`;
    }
  }
  return null;
}

/**
 * Refuses what is not the protocol's: other numbers of frames, scenes or cameras.
 *
 * @throws {@link ToolkitError} `argument/invalid`, `evaluate/input`.
 */
export function checkAlignment(run: Pick<EvaluationRun, 'data' | 'protocol'>): void {
  const { context, horizon } = run.protocol;
  if (!GIVEN.includes(context) || context + horizon !== ALIGNMENT_FRAMES) {
    throw new ToolkitError(
      'argument/invalid',
      `--protocol alignment must show ${GIVEN.join(' or ')} of ${ALIGNMENT_FRAMES} frames, got ${context} and a horizon of ${horizon}.`,
      'Evaluate with --context 9 --horizon 24, or --context 1 --horizon 32.',
    );
  }
  const what = lacking(run);
  if (what === null) return;
  throw new ToolkitError(
    'evaluate/input',
    `--protocol alignment must have its ${ALIGNMENT_SCENES.length} scenarios by ${CAMERAS} cameras each, got ${what}.`,
    `Make them with ${GENERATE}.`,
  );
}
