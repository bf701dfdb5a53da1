/** How cards lie in the grid, pixels. */
export type GridLayout = {
  readonly columns: number;
  readonly cardWidth: number;
  /** From one row's top to the next. */
  readonly rowHeight: number;
};

/** Which cards are in the document: [first, end), and how far down the first row stands, pixels. */
export type GridWindow = { readonly first: number; readonly end: number; readonly top: number };

/** Space between cards, pixels. */
export const CARD_GAP = 12;

const LEAST_CARD_WIDTH = 150;

/** Height of the words below a thumbnail, pixels: must hold what data.css gives them. */
export const CARD_WORDS_HEIGHT = 64;

/** As many columns as there is room for. @param aspect - Height ÷ width of a thumbnail. */
export function layOut(width: number, aspect: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + CARD_GAP) / (LEAST_CARD_WIDTH + CARD_GAP)));
  const cardWidth = Math.max(1, Math.floor((width - (columns - 1) * CARD_GAP) / columns));
  return { columns, cardWidth, rowHeight: Math.round(cardWidth * aspect) + CARD_WORDS_HEIGHT + CARD_GAP };
}

/** The height of all rows, pixels. */
export const gridHeight = ({ columns, rowHeight }: GridLayout, count: number): number =>
  Math.max(0, Math.ceil(count / columns) * rowHeight - CARD_GAP);

/**
 * The cards in sight and half a screen before and after them.
 *
 * @param scrolled - How far the grid's top is above the screen's, pixels; negative where it is below.
 */
export function gridWindow(
  { columns, rowHeight }: GridLayout,
  count: number,
  scrolled: number,
  screenHeight: number,
): GridWindow {
  const rows = Math.ceil(count / columns);
  const margin = screenHeight / 2;
  const from = Math.min(rows, Math.max(0, Math.floor((scrolled - margin) / rowHeight)));
  const to = Math.min(rows, Math.max(from, Math.ceil((scrolled + screenHeight + margin) / rowHeight)));
  return { first: from * columns, end: Math.min(count, to * columns), top: from * rowHeight };
}

/** Where the arrow keys lead from a card; the same card where they lead out. */
export function neighbour({ columns }: GridLayout, count: number, card: number, key: string): number {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key] ?? 0;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const next = card + step;
  return next < 0 || next >= count ? card : next;
}
