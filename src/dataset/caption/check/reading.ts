import type { ClipMeasures } from './measure-clip.ts';
import type { Mention } from './read-mentions.ts';
import type { Span } from './span.ts';

/** What is left of a sentence while it is read, and what is wrong with it so far. */
export type Reading = {
  readonly clip: ClipMeasures;
  readonly mentions: readonly Mention[];
  /** When it says that it happens; `null` where it does not say. */
  readonly span: Span | null;
  readonly faults: string[];
  rest: string;
};

/** Takes a pattern out of what is left; `null` where it is not there. */
export function take(reading: Pick<Reading, 'rest'>, pattern: RegExp): RegExpExecArray | null {
  const found = pattern.exec(reading.rest);
  if (found !== null) {
    reading.rest = `${reading.rest.slice(0, found.index)} ${reading.rest.slice(found.index + found[0].length)}`;
  }
  return found;
}

/** Notes a fault where something does not hold. */
export const expect = ({ faults }: Reading, holds: boolean, fault: string): void => {
  if (!holds) faults.push(fault);
};
