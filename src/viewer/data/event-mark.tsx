/** What the kinds of events look like and are called; `other` for kinds that are new. */
const MARKS: Readonly<
  Record<string, { readonly path: string; readonly name: string; readonly hollow?: true }>
> = {
  contact_begin: { path: 'M1 10 L5.5 2 L10 10 Z', name: 'contact begins' },
  contact_end: { path: 'M1 2 L5.5 10 L10 2 Z', name: 'contact ends', hollow: true },
  near_miss: { path: 'M5.5 0.5 L10.5 5.5 L5.5 10.5 L0.5 5.5 Z', name: 'near miss' },
};
const OTHER = { path: 'M2 2 H9 V9 H2 Z', name: '', hollow: undefined };

/** What a kind of event is called. */
export const eventName = (kind: string): string => MARKS[kind]?.name ?? kind.replaceAll('_', ' ');

/** The mark of a kind of event: told apart by its shape, named by the words beside it. */
export function EventMark({ kind }: { readonly kind: string }) {
  const { path, hollow } = MARKS[kind] ?? OTHER;
  return (
    <svg class={`event-mark ${kind}`} viewBox="0 0 11 11" width="11" height="11" aria-hidden="true">
      <path
        d={path}
        fill={hollow === true ? 'none' : 'currentColor'}
        stroke="currentColor"
        stroke-width="1.2"
        stroke-linejoin="round"
      />
    </svg>
  );
}
