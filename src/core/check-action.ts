import { type ArraySpec, ofElement } from './array-spec.ts';
import { ToolkitError } from './error.ts';

/**
 * Refuses an action that breaks its spec; nothing is clipped. Bounds count as float32 has them, since that is
 * what an action can hold.
 *
 * @param spec - `null` where nothing can be decided; the only action is `null` then.
 * @param path - What the message calls the action.
 * @throws {@link ToolkitError} `argument/invalid` naming the element and its bounds.
 */
export function checkAction(spec: ArraySpec | null, action: Float32Array | null, path: string): void {
  if (spec === null) {
    if (action === null) return;
    throw refusal(`${path} must be null where nothing acts`, `${action.length} numbers`);
  }
  const length = spec.shape.reduce((product, n) => product * n, 1);
  if (!(action instanceof Float32Array) || action.length !== length) {
    const got = action === null ? 'null' : `${Array.from(action).length} in a ${action.constructor.name}`;
    throw refusal(`${path} must be a Float32Array of ${length} numbers (${spec.name})`, got);
  }
  action.forEach((value, i) => {
    const [low, high, unit] = [ofElement(spec.low, i), ofElement(spec.high, i), ofElement(spec.unit, i)];
    if (value >= Math.fround(low) && value <= Math.fround(high)) return;
    const element = spec.elements?.[i];
    const where = element === undefined ? `${path}[${i}]` : `${path}[${i}] (${element})`;
    throw refusal(
      `${where} must lie in [${low}, ${high}] ${unit}`,
      Number.isFinite(value) ? `${value} ${unit}` : `${value}`,
    );
  });
}

function refusal(rule: string, got: string): ToolkitError {
  return new ToolkitError(
    'argument/invalid',
    `${rule}, got ${got}.`,
    'Give an action that keeps to the action spec.',
  );
}
