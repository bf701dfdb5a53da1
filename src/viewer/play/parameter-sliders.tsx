import type { SceneParameter } from '../../scene/fix-parameters.ts';
import type { Parameters } from './play-params.ts';

type ParameterSlidersProps = {
  readonly parameters: readonly SceneParameter[];
  /** What the seed drew, and what was fixed. */
  readonly drawn: Parameters;
  readonly fixed: Parameters;
  readonly onFixed: (fixed: Parameters) => void;
};

/** Every named range of the scene: what the seed drew, to be changed by hand. */
export function ParameterSliders({ parameters, drawn, fixed, onFixed }: ParameterSlidersProps) {
  if (parameters.length === 0) return null;
  const fix = (name: string, value: number | string): void => onFixed({ ...fixed, [name]: value });
  return (
    <section class="card stack">
      <div class="row">
        <h2>Parameters</h2>
        <span class="spring" />
        <button type="button" disabled={Object.keys(fixed).length === 0} onClick={() => onFixed({})}>
          As drawn
        </button>
      </div>
      {parameters.map((parameter) => {
        const value = fixed[parameter.name] ?? drawn[parameter.name];
        const isFixed = parameter.name in fixed;
        return (
          <label class={isFixed ? 'slider fixed' : 'slider'} key={parameter.name}>
            <span title={parameter.name}>{parameter.name.replaceAll('_', ' ')}</span>
            {parameter.kind === 'choice' ? (
              <select
                value={String(value)}
                onChange={({ currentTarget }) => {
                  const chosen = parameter.choices.find((choice) => String(choice) === currentTarget.value);
                  if (chosen !== undefined) fix(parameter.name, chosen);
                }}
              >
                {parameter.choices.map((choice) => (
                  <option key={String(choice)}>{String(choice)}</option>
                ))}
              </select>
            ) : (
              <input
                type="range"
                min={parameter.low}
                max={parameter.high}
                step={parameter.kind === 'integer' ? 1 : (parameter.high - parameter.low) / 100 || 1}
                value={Number(value ?? parameter.low)}
                onChange={({ currentTarget }) => fix(parameter.name, Number(currentTarget.value))}
              />
            )}
            <output>{typeof value === 'number' ? Number(value.toPrecision(3)) : ''}</output>
          </label>
        );
      })}
    </section>
  );
}
