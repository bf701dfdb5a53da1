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
    }
  | { readonly kind: 'swing'; readonly thing: string; readonly along: 'across' | 'upright' }
  | { readonly kind: 'topple' | 'rest' | 'appear' | 'leave'; readonly thing: string }
  /** `thing` is the faster one; hard from 0.3 m/s on. */
  | { readonly kind: 'contact'; readonly thing: string; readonly other: string; readonly hard: boolean }
  | { readonly kind: 'near_miss'; readonly thing: string; readonly other: string }
  | { readonly kind: 'outcome'; readonly outcome: 'success' | 'failure' }
);
