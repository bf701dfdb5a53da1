import type { ComponentChildren } from 'preact';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import { addressOf } from '../address.ts';
import { BodyList } from './body-list.tsx';
import { Told } from './told.tsx';

type FactsPanelProps = {
  readonly dataKey: string;
  readonly clip: ClipFacts;
  /** The key of its scene to play, where the viewer has it. */
  readonly playKey: string | null;
  readonly against: string | null;
};

/** What a clip is: its captions, how it came to be, and of what it is made. */
export function FactsPanel({ dataKey, clip, playKey, against }: FactsPanelProps) {
  const { facts, captions, curation, family } = clip;
  const { violation, parent, twinOf } = facts;
  const relative = parent ?? twinOf;
  return (
    <aside class="clip-facts-panel">
      <h1>{facts.id}</h1>
      {Object.entries(captions).map(([kind, text]) => (
        <p key={kind} class="caption" title={kind}>
          {text}
        </p>
      ))}
      <Told dataKey={dataKey} episode={facts.id} />
      <dl>
        <Fact name="scene">{facts.scene}</Fact>
        <Fact name="seed">{facts.seed}</Fact>
        <Fact name="split">{facts.split}</Fact>
        {facts.policy !== null && <Fact name="policy">{facts.policy}</Fact>}
        <Fact name="outcome">
          <span class={`outcome ${facts.outcome ?? ''}`}>{facts.outcome ?? 'none'}</span>
          {facts.outcomeWanted !== null && facts.outcomeWanted !== facts.outcome && (
            <span class="soft"> (wanted: {facts.outcomeWanted})</span>
          )}
        </Fact>
        {Object.entries(curation).map(([camera, verdict]) => (
          <Fact key={camera} name={`curation, ${camera}`}>
            <span class={verdict === 'stays' ? '' : 'flag'}>{verdict}</span>
          </Fact>
        ))}
        {violation !== null && (
          <Fact name="law broken">
            {violation.law.replaceAll('_', ' ')}: {violation.body}
            {violation.frame === null ? '' : `, from frame ${violation.frame}`}
          </Fact>
        )}
        {relative !== null && (
          <Fact name={parent === null ? 'twin of' : 'branch of'}>
            <a href={addressOf('clip', { key: dataKey, episode: relative })}>{relative}</a>
            {facts.branchFrame !== null && ` at frame ${facts.branchFrame}`}
          </Fact>
        )}
        {facts.beyond.length > 0 && <Fact name="out of range">{facts.beyond.join(', ')}</Fact>}
        {facts.heldOut.length > 0 && <Fact name="held out">{facts.heldOut.join(', ')}</Fact>}
      </dl>
      {playKey !== null && (
        <a href={addressOf('play', { scene: playKey, seed: String(facts.seed) })}>Play this scene and seed</a>
      )}
      {family.length > 1 && <Family dataKey={dataKey} clip={clip} against={against} />}
      <Parameters parameters={facts.parameters} />
      <BodyList facts={facts} />
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The episodes that share its beginning. */
function Family({ dataKey, clip, against }: Pick<FactsPanelProps, 'dataKey' | 'clip' | 'against'>) {
  const { id } = clip.facts;
  return (
    <div>
      <h2>Same beginning</h2>
      <ul class="family">
        {clip.family
          .filter((other) => other !== id)
          .map((other) => (
            <li key={other}>
              <a href={addressOf('clip', { key: dataKey, episode: other })}>{other}</a>{' '}
              {other === against ? (
                <span class="soft">compared</span>
              ) : (
                <a href={addressOf('clip', { key: dataKey, episode: id, against: other })}>compare</a>
              )}
            </li>
          ))}
      </ul>
    </div>
  );
}

const figure = (value: number | string): string =>
  typeof value === 'number' ? Number(value.toPrecision(5)).toString() : value;

function Parameters({ parameters }: { readonly parameters: Readonly<Record<string, number | string>> }) {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{entries.length} drawn parameters</summary>
      <dl class="parameters">
        {entries.map(([name, value]) => (
          <Fact key={name} name={name}>
            {figure(value)}
          </Fact>
        ))}
      </dl>
    </details>
  );
}
