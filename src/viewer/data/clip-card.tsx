import { THUMB_FRAMES } from '../../core/view/addresses.ts';
import { addressOf } from '../address.ts';
import type { EpisodeRow } from './episode-row.ts';
import { EventMark, eventName } from './event-mark.tsx';
import { Thumb } from './thumb.tsx';

type ClipCardProps = {
  readonly dataKey: string;
  readonly row: EpisodeRow;
  readonly index: number;
  readonly width: number;
  /** Of the thumbnail, pixels. */
  readonly height: number;
  readonly focusable: boolean;
};

/** One episode of the grid: its thumbnail, and below what it is and how it came out. */
export function ClipCard({ dataKey, row, index, width, height, focusable }: ClipCardProps) {
  const { id, split, digest } = row;
  const fault = digest?.fault ?? null;
  return (
    <a
      class="clip-card"
      href={addressOf('clip', { key: dataKey, episode: id })}
      data-index={index}
      tabIndex={focusable ? 0 : -1}
      style={{ width: `${width}px` }}
      title={digest?.caption ?? id}
    >
      <span class="thumb" style={{ height: `${height}px`, '--frames': THUMB_FRAMES }}>
        {fault === null ? (
          <Thumb key={id} dataKey={dataKey} episode={id} />
        ) : (
          <span class="fault">{fault}</span>
        )}
      </span>
      <span class="clip-name">{id}</span>
      <span class="clip-facts">
        <span class="soft">{split}</span>
        {digest?.outcome != null && <span class={`outcome ${digest.outcome}`}>{digest.outcome}</span>}
        {fault !== null && <span class="outcome failure">damaged</span>}
        {digest?.flags.map((flag) => (
          <span key={flag} class="flag">
            {flag}
          </span>
        ))}
        {digest !== null && digest.parent !== null && <span class="soft">sibling</span>}
        <span class="spring" />
        {Object.entries(digest?.events ?? {}).map(([kind, count]) => (
          <span key={kind} class="event-count" title={`${eventName(kind)}: ${count}`}>
            <EventMark kind={kind} />
            {count}
            <span class="visually-hidden">{eventName(kind)}</span>
          </span>
        ))}
      </span>
    </a>
  );
}
