import { useState } from 'preact/hooks';
import { patchAddress } from '../address.ts';

type CompareChoiceProps = {
  readonly ids: readonly string[];
  readonly family: readonly string[];
  readonly episode: string;
  readonly against: string | null;
};

/** Names that are offered while one types. */
const OFFERED = 50;

/** Which other episode a clip is compared with: relatives are offered first, any may be named. */
export function CompareChoice({ ids, family, episode, against }: CompareChoiceProps) {
  const [typed, setTyped] = useState(against ?? '');
  const others = [...new Set([...family, ...ids])].filter((id) => id !== episode);
  const offered = others.filter((id) => id.includes(typed)).slice(0, OFFERED);
  const name = (id: string): void => {
    setTyped(id);
    if (id === '') patchAddress({ against: null });
    else if (id !== episode && ids.includes(id)) patchAddress({ against: id });
  };
  return (
    <span class="row">
      <label class="row">
        Compare with
        <input
          type="text"
          list="compare-with"
          value={typed}
          placeholder="an episode"
          size={18}
          onInput={({ currentTarget }) => name(currentTarget.value)}
        />
      </label>
      <datalist id="compare-with">
        {offered.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      {against !== null && (
        <button type="button" class="quiet" aria-label="Compare no more" onClick={() => name('')}>
          ×
        </button>
      )}
    </span>
  );
}
