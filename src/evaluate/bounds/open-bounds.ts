import { ToolkitError } from '../../core/error.ts';
import type { Dataset } from '../../dataset/open-dataset.ts';
import type { PredictionSource } from '../prediction-source.ts';
import { BOUND_NAMES, type BoundName } from './bound-names.ts';
import { oracleVelocity } from './oracle-velocity.ts';
import { type OtherCourse, openRedrawing, type Redrawing, redrawnClips } from './redraw.ts';
import { secondTake } from './second-take.ts';
import { SECOND_TAKE_PX } from './second-take-px.ts';

/** How each bound goes on, and what a report says of it. */
const COURSES: Readonly<Record<BoundName, { readonly course: OtherCourse; readonly words: string }>> = {
  'oracle-velocity': {
    course: oracleVelocity,
    words:
      'the true velocities and spins of the last context frame, kept without weight or contacts, drawn by the simulator',
  },
  'second-take': {
    course: secondTake,
    words: `the same episode, simulated again after every loose body was set aside by at most ${SECOND_TAKE_PX} px at the last context frame`,
  },
};

/** Word of `--bound` for a report without any. */
export const NO_BOUNDS = 'none';

/**
 * The bounds of those names and those that are needed, each once, in the order of reports; all of them where none
 * are named.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a name that there is not.
 */
export function chooseBounds(
  names: readonly string[] | undefined,
  needed: readonly BoundName[],
): readonly BoundName[] {
  if (names === undefined) return BOUND_NAMES;
  const none = names.length === 1 && names[0] === NO_BOUNDS;
  for (const name of none ? [] : names) {
    if ((BOUND_NAMES as readonly string[]).includes(name)) continue;
    throw new ToolkitError(
      'argument/invalid',
      `--bound must be ${BOUND_NAMES.join(', ')}, or ${NO_BOUNDS} alone, got '${names.join(', ')}'.`,
      'Choose of them, or leave it out for all.',
    );
  }
  return BOUND_NAMES.filter((name) => names.includes(name) || needed.includes(name));
}

/** Opens what draws bounds, or says how to do without. */
async function openDrawing(datasets: readonly Dataset[]): Promise<Redrawing> {
  try {
    return await openRedrawing(datasets);
  } catch (cause) {
    if (!(cause instanceof ToolkitError && cause.code === 'device/missing')) throw cause;
    throw new ToolkitError(
      cause.code,
      `Bounds must be drawn by the simulator. ${cause.message}`,
      `${cause.hint} Or evaluate without them, with --bound ${NO_BOUNDS}.`,
      { cause },
    );
  }
}

/** Opens bounds that the simulator draws. @throws {@link ToolkitError} `device/missing` without any GPU driver. */
export async function openBounds(
  names: readonly BoundName[],
  datasets: readonly Dataset[],
): Promise<PredictionSource[]> {
  if (names.length === 0) return [];
  const redrawing = await openDrawing(datasets);
  let open = names.length;
  return names.map((name) => ({
    facts: { name, role: 'bound', source: COURSES[name].words, sha256: null, provider: null },
    warnings: redrawing.warnings,
    predictsAny: true,
    predict: redrawnClips(redrawing, COURSES[name].course),
    close: async () => {
      open -= 1;
      if (open === 0) redrawing.close();
    },
  }));
}
