import { DIFFERENCE_GAIN } from './difference.ts';
import type { DreamPictures } from './use-pictures.ts';

type DreamViewsProps = {
  readonly pictures: DreamPictures;
  /** What runs the simulator's pictures and the model. */
  readonly truthWords: string;
  readonly dreamWords: string;
};

/** Truth, dream and their difference, side by side. */
export function DreamViews({ pictures, truthWords, dreamWords }: DreamViewsProps) {
  const views = [
    ['Simulator', truthWords, pictures.truth],
    ['Dream', dreamWords, pictures.dream],
    ['Difference', `${DIFFERENCE_GAIN} × brighter`, pictures.difference],
  ] as const;
  return (
    <div class="dream-views">
      {views.map(([name, words, canvas]) => (
        <figure key={name}>
          <figcaption>
            <strong>{name}</strong> <span class="soft">{words}</span>
          </figcaption>
          <canvas ref={canvas} role="img" aria-label={name} />
        </figure>
      ))}
    </div>
  );
}
