import type { ArraySpec } from './array-spec.ts';
import { checkAction } from './check-action.ts';
import type { Environment, TimeStep } from './environment.ts';
import { ToolkitError } from './error.ts';

/** Several environments of one kind that step together, each in a lane of its own. */
export type EnvironmentBatch<Observation, Snapshot> = {
  readonly lanes: number;
  /** Of one lane. */
  readonly actionSpec: ArraySpec | null;
  /**
   * Begins the episode of each lane's seed. `null` lets a lane be, which must have been reset before.
   *
   * @returns One time step a lane; that of a lane that was let be is what it showed last.
   */
  reset(seeds: readonly (number | null)[]): Promise<readonly TimeStep<Observation>[]>;
  /**
   * Steps every lane whose episode goes on. Nothing is reset by itself: a lane that has ended waits, and shows
   * its last time step again.
   *
   * @param actions - Shape [lanes, elements of an action]; the rows of lanes that have ended are not looked at.
   * `null` where `actionSpec` is.
   * @throws {@link ToolkitError} When all lanes have ended; for an action out of its spec, naming the lane, and
   * then no lane has moved.
   */
  step(actions: Float32Array | null): Promise<readonly TimeStep<Observation>[]>;
  /** Which lanes wait for a reset. */
  readonly ended: readonly boolean[];
  /** The present moment of each lane, as plain data. */
  snapshot(): readonly Snapshot[];
  /** Takes each lane back to a moment, and shows it again. */
  restore(snapshots: readonly Snapshot[]): Promise<readonly TimeStep<Observation>[]>;
  /** Frees what the lanes hold. */
  close(): void;
};

/**
 * Steps environments together. They are called one after the other, so that they may share a model or a
 * renderer; workers are the way to use more cores.
 *
 * @param environments - At least one, all with the same action spec.
 * @throws {@link ToolkitError} `argument/invalid` for none, and for unlike action specs.
 */
export function batchEnvironments<Observation, Snapshot>(
  environments: readonly Environment<Observation, Snapshot>[],
): EnvironmentBatch<Observation, Snapshot> {
  const lanes = environments.length;
  const [first] = environments;
  if (first === undefined) throw refusal('A batch must have at least one environment, got none');
  const { actionSpec } = first;
  const unlike = environments.findIndex(
    (environment) => JSON.stringify(environment.actionSpec) !== JSON.stringify(actionSpec),
  );
  if (unlike >= 0)
    throw refusal(`Environments of a batch must have one action spec, got another in ${unlike}`);
  const elements = actionSpec?.shape.reduce((product, n) => product * n, 1) ?? 0;
  const shown: (TimeStep<Observation> | null)[] = environments.map(() => null);
  const hasEnded = (step: TimeStep<Observation> | null): boolean =>
    step !== null && (step.terminated || step.truncated);
  const all = (): readonly TimeStep<Observation>[] => {
    const missing = shown.indexOf(null);
    if (missing >= 0) throw refusal(`Every lane must be reset first, got none of lane ${missing}`);
    return shown as TimeStep<Observation>[];
  };
  const perLane = (what: string, count: number, wanted: number): void => {
    if (count !== wanted) throw refusal(`${what} must be ${wanted} for ${lanes} lanes, got ${count}`);
  };
  return {
    lanes,
    actionSpec,
    get ended() {
      return shown.map(hasEnded);
    },
    reset: async (seeds) => {
      perLane('Seeds', seeds.length, lanes);
      for (const [lane, environment] of environments.entries()) {
        const seed = seeds[lane];
        if (seed !== null && seed !== undefined) shown[lane] = await environment.reset(seed);
      }
      return [...all()];
    },
    step: async (actions) => {
      const live = all().flatMap((step, lane) => (hasEnded(step) ? [] : [lane]));
      if (live.length === 0) throw refusal('A lane must be running, got only lanes that have ended');
      if (actions !== null) perLane('Numbers of actions', actions.length, lanes * elements);
      const rowOf = (lane: number): Float32Array | null =>
        actions?.slice(lane * elements, (lane + 1) * elements) ?? null;
      for (const lane of live) checkAction(actionSpec, rowOf(lane), `actions[${lane}]`);
      for (const lane of live) {
        shown[lane] = await (environments[lane] as (typeof environments)[number]).step(rowOf(lane));
      }
      return [...all()];
    },
    snapshot: () => environments.map((environment) => environment.snapshot()),
    restore: async (snapshots) => {
      perLane('Snapshots', snapshots.length, lanes);
      for (const [lane, environment] of environments.entries()) {
        shown[lane] = await environment.restore(snapshots[lane] as Snapshot);
      }
      return [...all()];
    },
    close: () => {
      for (const environment of environments) environment.close();
    },
  };
}

const refusal = (rule: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}.`, 'See batchEnvironments.');
