import { ToolkitError } from '../../core/error.ts';
import type { Dataset } from '../../dataset/open-dataset.ts';
import type { PredictionSource } from '../prediction-source.ts';
import { BOUND_NAMES, type BoundName } from './bound-names.ts';
import { oracleVelocity } from './oracle-velocity.ts';
import { type OtherCourse, openRedrawing, redrawnClips } from './redraw.ts';
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

/**
 * The bounds of those names, each once, in the order of reports.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a name that there is not.
 */
export function chooseBounds(names: readonly string[]): BoundName[] {
  for (const name of names) {
    if ((BOUND_NAMES as readonly string[]).includes(name)) continue;
    throw new ToolkitError(
      'argument/invalid',
      `--bound must be one of ${BOUND_NAMES.join(', ')}, got '${name}'.`,
      'Choose one of them.',
    );
  }
  return BOUND_NAMES.filter((name) => names.includes(name));
}

/** Opens bounds that the simulator draws. @throws {@link ToolkitError} `device/missing` without any GPU driver. */
export async function openBounds(
  names: readonly BoundName[],
  datasets: readonly Dataset[],
): Promise<PredictionSource[]> {
  if (names.length === 0) return [];
  const redrawing = await openRedrawing(datasets);
  let open = names.length;
  return names.map((name) => ({
    facts: { name, role: 'bound', source: COURSES[name].words, sha256: null, provider: null },
    warnings: redrawing.warnings,
    predictsAny: false,
    predict: redrawnClips(redrawing, COURSES[name].course),
    close: async () => {
      open -= 1;
      if (open === 0) redrawing.close();
    },
  }));
}
