import type { Scene } from '../../scene/scene-schema.ts';

const words = (name: string): string => name.replaceAll('_', ' ');

/**
 * Ways to say what is to be done in a scene, the plainest first: from what its task asks for, or else what the scene
 * says of itself. They hold of episodes that fail, too.
 */
export function taskWords({ task, summary }: Scene): readonly string[] {
  for (const condition of task?.success ?? []) {
    if ('not' in condition && condition.not === true) continue;
    if (condition.kind === 'resting-on') {
      const [body, on] = [words(condition.body), words(condition.on)];
      return [`Stack the ${body} on the ${on}.`, `Put the ${body} on top of the ${on}.`];
    }
    if (
      condition.kind === 'inside' &&
      typeof condition.of === 'string' &&
      condition.region.on !== undefined
    ) {
      const [body, on] = [words(condition.of), words(condition.region.on)];
      return [`Put the ${body} on the ${on}.`, `Place the ${body} on the ${on}.`];
    }
    if (condition.kind === 'distance' && typeof condition.to === 'string')
      return [`Reach the ${words(condition.to)}.`, `Go to the ${words(condition.to)}.`];
  }
  return [summary];
}
