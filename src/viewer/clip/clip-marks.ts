import type { EpisodeEvent } from '../../core/episode.ts';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import { eventName } from '../data/event-mark.tsx';

/** Something of a clip's time that is worth a mark. */
export type ClipMark = {
  readonly kind: EpisodeEvent['kind'] | 'branch' | 'violation';
  readonly frame: number;
  /** Where in frames it happened: between two of them, mostly. */
  readonly at: number;
  /** What happened, in a sentence. */
  readonly words: string;
};

function eventWords(event: EpisodeEvent): string {
  const { kind, a, b, time, frame, impulse, timeToCollision } = event;
  const more = [
    ...(impulse === undefined ? [] : [`${impulse.toPrecision(3)} N·s`]),
    ...(timeToCollision === undefined ? [] : [`${timeToCollision.toFixed(2)} s to collision`]),
  ];
  return `${eventName(kind)}: ${a} and ${b}, ${time.toFixed(3)} s, frame ${frame}${more.map((one) => `, ${one}`).join('')}`;
}

/** The marks of a clip, in the order of time. @param fps - Frames a second. */
export function clipMarks({ facts, events, steps }: ClipFacts, fps: number): readonly ClipMark[] {
  const { branchFrame, parent, violation } = facts;
  const marks: ClipMark[] = events.map((event) => ({
    ...{ kind: event.kind, frame: Math.min(event.frame, steps.frames - 1), words: eventWords(event) },
    at: Math.min(event.time * fps, steps.frames - 1),
  }));
  if (branchFrame !== null)
    marks.push({
      ...{ kind: 'branch', frame: branchFrame, at: branchFrame },
      words: `frame ${branchFrame}: from here on its actions are not those of ${parent ?? 'its parent'}`,
    });
  if (violation !== null && violation.frame !== null)
    marks.push({
      ...{ kind: 'violation', frame: violation.frame, at: violation.frame },
      words: `frame ${violation.frame}: a law is broken: ${violation.body}, ${violation.law.replaceAll('_', ' ')}`,
    });
  return marks.sort((a, b) => a.at - b.at);
}

/** The next frame with a mark, before or after one; `null` where there is none. */
export function markBeside(marks: readonly ClipMark[], frame: number, way: 1 | -1): number | null {
  const frames = marks.map((mark) => mark.frame).filter((k) => (k - frame) * way > 0);
  return frames.length === 0 ? null : way > 0 ? Math.min(...frames) : Math.max(...frames);
}
