import { idColor } from '../../core/paint/palette.ts';
import type { BodyFacts, EpisodeFacts } from '../../core/recorded-episode.ts';
import { Swatch } from '../frames/legend.tsx';

const SHOWN = 40;

/** The bodies of an episode: what can move first, each with what it is made of. */
export function BodyList({ facts }: { readonly facts: EpisodeFacts }) {
  const { bodies, decor } = facts;
  const sorted = [...bodies].sort((a, b) => Number(a.motion === 'fixed') - Number(b.motion === 'fixed'));
  return (
    <details open={bodies.length <= 12}>
      <summary>
        {bodies.length} bodies{decor.length > 0 && ` and ${decor.length} things that are only seen`}
      </summary>
      <ul class="bodies">
        {sorted.slice(0, SHOWN).map((body) => (
          <BodyLine key={body.name} body={body} />
        ))}
        {sorted.length > SHOWN && <li class="soft">and {sorted.length - SHOWN} more</li>}
      </ul>
    </details>
  );
}

function BodyLine({ body }: { readonly body: BodyFacts }) {
  const { name, id, class: kind, shape, material, motion, color } = body;
  const { density, friction, restitution } = material;
  return (
    <li title={`${material.name}: ${density} kg/m³, friction ${friction}, restitution ${restitution}`}>
      <Swatch color={idColor(id, motion === 'fixed')} words={name} />{' '}
      <span class="soft">
        {[kind, shape.kind, motion === 'dynamic' ? '' : motion, material.name, color]
          .filter((word, i, words) => word !== '' && words.indexOf(word) === i)
          .join(' · ')}
      </span>
    </li>
  );
}
