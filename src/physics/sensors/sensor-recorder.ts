import type { WorldState } from '../../core/episode.ts';
import type { Table } from '../../core/table.ts';

/** What a sensor sees of one physics step. */
export type SensorStep = {
  /** One step before; at step 0, where nothing came before, the same as `state`. */
  readonly previous: WorldState;
  readonly state: WorldState;
};

/** Collects the readings of one sensor: called at step 0 and after every physics step, in order. */
export type SensorRecorder = {
  collect(step: SensorStep): void;
  /** All readings so far, units on the columns. */
  table(): Table;
};
