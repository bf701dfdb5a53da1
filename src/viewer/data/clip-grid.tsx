import { useEffect, useRef, useState } from 'preact/hooks';
import { ClipCard } from './clip-card.tsx';
import type { EpisodeRow } from './episode-row.ts';
import { CARD_GAP, CARD_WORDS_HEIGHT, gridHeight, gridWindow, layOut, neighbour } from './grid-window.ts';
import { useSight } from './use-sight.ts';

type ClipGridProps = {
  readonly dataKey: string;
  readonly rows: readonly EpisodeRow[];
  /** Height ÷ width of the thumbnails. */
  readonly aspect: number;
};

const ARROWS: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

/** Cards of episodes, of which only those in sight and a little around are in the document. */
export function ClipGrid({ dataKey, rows, aspect }: ClipGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const sight = useSight(box);
  const [focused, setFocused] = useState(0);
  const wanted = useRef<number | null>(null);
  const layout = layOut(sight.width, aspect);
  const { first, end, top } = gridWindow(layout, rows.length, sight.scrolled, sight.screen);
  const isIn = focused >= first && focused < end;
  useEffect(() => {
    if (wanted.current === null) return;
    const card = box.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (card === null || card === undefined) return;
    wanted.current = null;
    card.focus();
  });
  const press = (event: KeyboardEvent): void => {
    if (!ARROWS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || box.current === null)
      return;
    event.preventDefault();
    const next = neighbour(layout, rows.length, focused, event.key);
    wanted.current = next;
    setFocused(next);
    const cardTop = Math.floor(next / layout.columns) * layout.rowHeight;
    const cardEnd = cardTop + layout.rowHeight;
    if (cardTop < sight.scrolled) scrollBy({ top: cardTop - sight.scrolled - CARD_GAP });
    else if (cardEnd > sight.scrolled + sight.screen)
      scrollBy({ top: cardEnd - sight.scrolled - sight.screen });
  };
  const focus = (event: FocusEvent): void => {
    const index = (event.target as HTMLElement).dataset['index'];
    if (index !== undefined) setFocused(Number(index));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move the focus between the links within.
    <div
      ref={box}
      class="clip-grid"
      style={{ height: `${gridHeight(layout, rows.length)}px` }}
      onKeyDown={press}
      onFocusIn={focus}
    >
      <div class="clip-rows" style={{ transform: `translateY(${top}px)`, gap: `${CARD_GAP}px` }}>
        {rows.slice(first, end).map((row, i) => (
          <ClipCard
            key={row.id}
            dataKey={dataKey}
            row={row}
            index={first + i}
            width={layout.cardWidth}
            height={layout.rowHeight - CARD_WORDS_HEIGHT - CARD_GAP}
            focusable={isIn ? first + i === focused : i === 0}
          />
        ))}
      </div>
    </div>
  );
}
