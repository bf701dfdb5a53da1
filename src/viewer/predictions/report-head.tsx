import type { PredictionIndex } from '../../core/view/prediction-view.ts';

/** What a report says in words: its verdict, what was required, and what is missing. */
export function ReportHead({ index }: { readonly index: PredictionIndex }) {
  const { verdict, requirements, notes, protocol, clips, name } = index;
  return (
    <section class="card report-head" aria-label="Verdict">
      <h1>{verdict?.headline ?? `Predictions in ${name}`}</h1>
      {requirements.length > 0 && (
        <ul class="requirements">
          {requirements.map(({ text, found, met }) => (
            <li key={`${text} ${found}`}>
              <strong class={met ? 'good' : 'bad'}>{met ? '✓ met' : '✗ missed'}</strong> <code>{text}</code>{' '}
              <span class="soft">{found}</span>
            </li>
          ))}
        </ul>
      )}
      {verdict?.details.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {[...(verdict?.cautions ?? []), ...notes].map((text) => (
        <p key={text} class="caution">
          {text}
        </p>
      ))}
      <p class="soft">
        {clips.length} clips · {protocol.context} frames seen, {protocol.horizon} predicted, each from the
        model’s own pictures
        {protocol.draws > 0 &&
          ` · 95 % intervals over episodes, ${protocol.draws.toLocaleString('en')} draws`}
      </p>
    </section>
  );
}
