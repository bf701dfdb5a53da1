import { stateHash } from '../../core/state-hash.ts';
import type { Stage } from '../stage/stage.ts';
import { Loading } from '../ui/loading.tsx';
import type { Player } from './player.ts';
import { useMoment } from './use-play.ts';

/** Where the scene is, in figures. */
export function PlayFacts({ player, stage }: { readonly player: Player; readonly stage: Stage }) {
  const moment = useMoment(player, 5);
  if (moment === null) return <Loading words="Waking the physics engine" />;
  const hash = stateHash(moment.state);
  return (
    <p class="facts soft">
      <span>t = {moment.time.toFixed(2)} s</span>
      <span>frame {moment.frame}</span>
      <span>step {moment.state.step}</span>
      <span title="Of all poses and velocities: the same on every machine">
        state <code data-hash={hash}>{hash}</code>
      </span>
      {moment.pace > 0 && <span title="Seconds of the world a second">pace {moment.pace.toFixed(2)} ×</span>}
      {moment.outcome !== null && <strong>{moment.outcome}</strong>}
      <span class="spring" />
      <span>{stage.words}</span>
    </p>
  );
}
