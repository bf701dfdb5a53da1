import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** What of an element can be seen: how far its top is above the screen's, its width and the screen's height, pixels. */
export type Sight = { readonly scrolled: number; readonly width: number; readonly screen: number };

/** Follows what of an element can be seen as the page scrolls and changes its size. */
export function useSight(element: RefObject<HTMLElement | null>): Sight {
  const [sight, setSight] = useState<Sight>({ scrolled: 0, width: 0, screen: innerHeight });
  useLayoutEffect(() => {
    const shown = element.current;
    if (shown === null) return;
    let asked = 0;
    const measure = (): void => {
      asked = 0;
      const scrolled = -Math.round(shown.getBoundingClientRect().top);
      const [width, screen] = [shown.clientWidth, innerHeight];
      setSight((before) =>
        before.scrolled === scrolled && before.width === width && before.screen === screen
          ? before
          : { scrolled, width, screen },
      );
    };
    const ask = (): void => {
      asked ||= requestAnimationFrame(measure);
    };
    measure();
    const resized = new ResizeObserver(ask);
    resized.observe(shown);
    // What stands above it may move it.
    resized.observe(document.body);
    addEventListener('scroll', ask, { passive: true });
    addEventListener('resize', ask);
    return () => {
      cancelAnimationFrame(asked);
      resized.disconnect();
      removeEventListener('scroll', ask);
      removeEventListener('resize', ask);
    };
  }, [element]);
  return sight;
}
