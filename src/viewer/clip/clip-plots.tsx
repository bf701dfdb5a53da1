import { useMemo } from 'preact/hooks';
import type { ClipFacts } from '../../core/view/dataset-view.ts';
import { patchAddress } from '../address.ts';
import { Plot } from '../plot/plot.tsx';
import { actionPlots, bodyPlots, jointPlots, liveliestBody, rewardPlots } from './step-plots.ts';

type ClipPlotsProps = {
  readonly clip: ClipFacts;
  readonly frame: number;
  /** The body whose motion is drawn; the liveliest unless named. */
  readonly body: string | undefined;
  readonly onGo: (frame: number) => void;
};

/** State and action over time; the playhead is the shown frame, a click goes there. */
export function ClipPlots({ clip, frame, body, onGo }: ClipPlotsProps) {
  const { steps, facts } = clip;
  const liveliest = useMemo(() => liveliestBody(steps), [steps]);
  const chosen = body !== undefined && steps.bodies.includes(body) ? body : liveliest;
  const frames = useMemo(() => Array.from({ length: steps.frames }, (_, k) => k), [steps]);
  const plots = useMemo(
    () => [
      ...bodyPlots(steps, chosen),
      ...jointPlots(steps, facts.joints),
      ...actionPlots(steps),
      ...rewardPlots(steps),
    ],
    [steps, facts, chosen],
  );
  return (
    <section class="card clip-plots" aria-label="State and action">
      <label class="row">
        Body
        <select
          value={chosen}
          onChange={({ currentTarget: { value } }) =>
            patchAddress({ body: value === liveliest ? null : value })
          }
        >
          {steps.bodies.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <div class="plots">
        {plots.map(({ title, lines }) => (
          <Plot key={title} title={title} x={frames} xName="frame" lines={lines} at={frame} onPick={onGo} />
        ))}
      </div>
    </section>
  );
}
