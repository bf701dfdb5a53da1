import type { Recording } from '../core/recording.ts';
import type { MotionOptions } from './simulate-motion.ts';

/** What `simulateMotion` needs to do again what was recorded: after its end, the last action holds and the hand is empty. */
export function replayRecording({
  commands,
}: Pick<Recording, 'commands'>): Required<Pick<MotionOptions, 'policy' | 'hands'>> {
  const actions = commands.map(({ action }) => (action === null ? null : Float32Array.from(action)));
  const last = actions.at(-1) ?? null;
  return {
    policy: () => (last === null ? null : (frame) => actions[frame] ?? last),
    hands: (frame) => commands[frame]?.hand ?? null,
  };
}
