/** Where something goes, as the camera sees it. */
export type Way = 'left' | 'right' | 'up' | 'down' | 'towards' | 'away';

/** Something that happens, seconds since the window's first picture; things by their names. */
export type Happening = {
  readonly start: number;
  readonly end: number;
} /** Its place changes; `speed` is the greatest, m/s. */ & (
  | {
      readonly kind: 'shift';
      readonly thing: string;
      readonly ways: readonly Way[];
      readonly speed: number;
      /** Off something below it, at least once. */
      readonly bounces: boolean;
    }
  | { readonly kind: 'swing'; readonly thing: string; readonly along: 'level' | 'upright' }
  | { readonly kind: 'topple' | 'appear' | 'leave'; readonly thing: string }
  /** All of them keep their places. */
  | { readonly kind: 'rest'; readonly things: readonly string[] }
  /** It is seen, of which there is no more to say. */
  | { readonly kind: 'present'; readonly thing: string }
  /** `thing` is the faster one; hard from 0.3 m/s on. */
  | { readonly kind: 'contact'; readonly thing: string; readonly other: string; readonly hard: boolean }
  | { readonly kind: 'near_miss'; readonly thing: string; readonly other: string }
  | { readonly kind: 'outcome'; readonly outcome: 'success' | 'failure' }
);

/** The names of those that do it; of two that meet the faster one. */
export function actorsIn(happening: Happening): readonly string[] {
  if (happening.kind === 'outcome') return [];
  return happening.kind === 'rest' ? happening.things : [happening.thing];
}

/** The order in which things happen: by their beginnings, then by their ends. */
export const byTime = (a: Happening, b: Happening): number => a.start - b.start || a.end - b.end;
