import { ToolkitError } from '../../core/error.ts';
import { alignment } from './alignment/alignment.ts';
import { counterfactual } from './counterfactual/counterfactual.ts';
import type { EvaluationProtocol } from './evaluation-protocol.ts';
import { heads } from './heads/heads.ts';
import { physics } from './laws/physics.ts';
import { physicsIq } from './physics-iq/physics-iq.ts';
import { policy } from './policy/policy.ts';
import { PROTOCOL_CHOICES, PROTOCOL_NAMES } from './protocol-names.ts';
import { surprise } from './surprise/surprise.ts';
import { teacherForced } from './teacher-forced/teacher-forced.ts';
import { views } from './views/views.ts';

/** How each question is asked. */
const PROTOCOLS: readonly EvaluationProtocol[] = [
  physics,
  views,
  heads,
  surprise,
  counterfactual,
  policy,
  physicsIq,
  alignment,
  teacherForced,
];

/**
 * The questions of those names, each once, in the order of reports.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a name that there is not.
 */
export function chooseProtocols(names: readonly string[]): EvaluationProtocol[] {
  for (const name of names) {
    if (PROTOCOL_CHOICES.includes(name)) continue;
    throw new ToolkitError(
      'argument/invalid',
      `--protocol must be one of ${PROTOCOL_CHOICES.join(', ')}, got '${name}'.`,
      'Choose one of them.',
    );
  }
  return PROTOCOL_NAMES.flatMap((name) =>
    names.includes(name) ? PROTOCOLS.filter((protocol) => protocol.name === name) : [],
  );
}
