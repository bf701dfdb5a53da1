import { useEffect, useMemo, useState } from 'preact/hooks';
import { Plot } from '../plot/plot.tsx';
import type { Played } from '../stage/stage.ts';
import { addMoment, type History, NO_HISTORY } from './history.ts';
import { figurePlots } from './moment-figures.ts';
import type { Player } from './player.ts';

/** Between two drawings of the plots, and two moments that they keep, milliseconds. */
const DRAWN_MS = 250;
const KEPT_MS = 50;

/** Energy, momentum, joints and reward as they go. */
export function PlotsPanel({ player, played }: { readonly player: Player; readonly played: Played }) {
  const plots = useMemo(() => figurePlots(played.episode), [played]);
  const [shown, setShown] = useState<readonly History[]>([]);
  useEffect(() => {
    let histories: readonly History[] = plots.map(() => NO_HISTORY);
    let kept = 0;
    const bodies = played.episode.bodies.length;
    const stop = player.follow((moment) => {
      const now = performance.now();
      if (now - kept < KEPT_MS || moment.state.positions.length !== 3 * bodies) return;
      kept = now;
      histories = plots.map(({ figures }, i) =>
        addMoment(histories[i] ?? NO_HISTORY, moment, figures(moment)),
      );
    });
    const timer = setInterval(() => setShown(histories), DRAWN_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [player, played, plots]);
  return (
    <section class="plots" aria-label="Plots">
      {plots.map(({ title }, i) => {
        const history = shown[i] ?? NO_HISTORY;
        if (history.times.length < 2) return null;
        return (
          <Plot
            key={title}
            title={title}
            x={history.times}
            xName="t, s"
            lines={history.series}
            at={history.times.at(-1) ?? 0}
            height={120}
          />
        );
      })}
    </section>
  );
}
