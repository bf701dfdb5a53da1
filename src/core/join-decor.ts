import type { Body, Episode, WorldState } from './episode.ts';

/** The episode with its decor among its bodies, after them: all that can be seen. */
export const joinDecor = (episode: Episode): Episode =>
  episode.decor.length === 0
    ? episode
    : { ...episode, bodies: [...episode.bodies, ...episode.decor], decor: [] };

const rows = (
  state: Float64Array,
  decor: readonly Body[],
  of: (body: Body) => readonly number[],
): Float64Array => Float64Array.of(...state, ...decor.flatMap((body) => [...of(body)]));

/** The state of `joinDecor(episode)`: the decor stands still where it is. */
export function joinDecorState({ decor }: Episode, state: WorldState): WorldState {
  if (decor.length === 0) return state;
  const still = (): readonly number[] => [0, 0, 0];
  return {
    step: state.step,
    positions: rows(state.positions, decor, ({ position }) => position),
    orientations: rows(state.orientations, decor, ({ orientation }) => orientation),
    linearVelocities: rows(state.linearVelocities, decor, still),
    angularVelocities: rows(state.angularVelocities, decor, still),
  };
}
