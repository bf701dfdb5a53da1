import { EventMark, eventName } from '../data/event-mark.tsx';
import type { ClipMark } from './clip-marks.ts';

type TimelineProps = {
  readonly frames: number;
  readonly wanted: number;
  readonly marks: readonly ClipMark[];
  readonly onGo: (frame: number) => void;
};

const NAMES: Readonly<Record<string, string>> = { branch: 'branch', violation: 'law broken' };

/** Most marks of a kind that are drawn: more would lie on each other. */
const MOST_MARKS = 400;

/** A clip's time: a scrubber, and above it a row of marks for each kind of thing that happens. */
export function Timeline({ frames, wanted, marks, onGo }: TimelineProps) {
  const last = Math.max(1, frames - 1);
  const kinds = [...new Set(marks.map(({ kind }) => kind))].sort();
  return (
    <div class="timeline">
      {kinds.map((kind) => (
        <div class="mark-row" key={kind}>
          <span class="mark-name">
            <EventMark kind={kind} /> {NAMES[kind] ?? eventName(kind)}
          </span>
          <div class="mark-track">
            {marks
              .filter((mark) => mark.kind === kind)
              .slice(0, MOST_MARKS)
              .map(({ at, frame, words }, i) => (
                <button
                  key={i}
                  type="button"
                  class="mark"
                  tabIndex={-1}
                  title={words}
                  aria-label={words}
                  style={{ left: `${(100 * at) / last}%` }}
                  onClick={() => onGo(frame)}
                >
                  <EventMark kind={kind} />
                </button>
              ))}
          </div>
        </div>
      ))}
      <div class="mark-row">
        <label class="mark-name" for="clip-frame">
          frame
        </label>
        <input
          id="clip-frame"
          type="range"
          min={0}
          max={frames - 1}
          step={1}
          value={wanted}
          aria-valuetext={`frame ${wanted} of ${frames}`}
          onInput={({ currentTarget }) => onGo(Number(currentTarget.value))}
        />
      </div>
    </div>
  );
}
