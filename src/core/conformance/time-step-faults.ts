import { type ArraySpec, ofElement } from '../array-spec.ts';
import type { TimeStep } from '../environment.ts';
import type { EpisodeEvent } from '../episode.ts';
import { hashBytes } from '../state-hash.ts';

const ARRAYS = { float32: Float32Array, float64: Float64Array, uint8: Uint8Array, uint16: Uint16Array };

/** What an observation may differ from its bounds, of the greater of the bound and 1: float32's rounding. */
const ROUNDING = 1e-6;

const slack = (bound: number): number =>
  Number.isFinite(bound) ? ROUNDING * Math.max(1, Math.abs(bound)) : 0;

type Values = ArrayLike<number> & ArrayBufferView;

/** The arrays and numbers of an observation, by name; those of a nested object have its name before theirs. */
const partsOf = (observation: object): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(observation).flatMap(([name, part]): [string, unknown][] =>
      part?.constructor === Object
        ? [...partsOf(part)].map(([inner, value]) => [`${name}.${inner}`, value])
        : [[name, part]],
    ),
  );

/** A text that is the same for two time steps if, and practically only if, all their bytes are. */
export function timeStepPrint({ observation, ...rest }: TimeStep<object>): string {
  const { reward, terminated, truncated, events, info } = rest;
  const parts = [...partsOf(observation)].map(([name, part]) => {
    const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(part)
      ? part
      : Float64Array.of(Number(part));
    return `${name}=${hashBytes(new Uint8Array(buffer, byteOffset, byteLength))}`;
  });
  const told = events.map(({ kind, time, frame, a, b }) => [kind, time, frame, a, b]);
  const beside = Object.entries(info).map(([name, value]) => `${name}=${value}`);
  return JSON.stringify([parts.sort(), reward, terminated, truncated, told, beside.sort()]);
}

/** How an observation breaks its specs, or `null`. */
export function observationFault(observation: object, specs: readonly ArraySpec[]): string | null {
  const parts = partsOf(observation);
  const names = specs.map(({ name }) => name);
  const unknown = [...parts.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) return `${unknown} must have a spec, got none`;
  for (const spec of specs) {
    const fault = partFault(parts.get(spec.name), spec);
    if (fault !== null) return fault;
  }
  return null;
}

function partFault(part: unknown, spec: ArraySpec): string | null {
  const { name, shape, dtype, elements } = spec;
  const length = shape.reduce((product, n) => product * n, 1);
  if (elements !== undefined && elements.length !== length) {
    return `the spec of ${name} must name all of its ${length} elements, got ${elements.length} names`;
  }
  if (shape.length === 0 ? typeof part !== 'number' : !(part instanceof ARRAYS[dtype])) {
    return `${name} must be ${shape.length === 0 ? 'a number' : `of ${dtype}`}, got ${nameOf(part)}`;
  }
  const values = typeof part === 'number' ? [part] : (part as Values);
  if (values.length !== length) {
    return `${name} must have ${length} elements ([${shape}]), got ${values.length}`;
  }
  for (let i = 0; i < length; i++) {
    const [low, high] = [ofElement(spec.low, i), ofElement(spec.high, i)];
    const value = values[i] as number;
    if (!(Number.isFinite(value) && value >= low - slack(low) && value <= high + slack(high))) {
      return `${name}[${i}] must be finite and lie in [${low}, ${high}] ${ofElement(spec.unit, i)}, got ${value}`;
    }
  }
  return null;
}

const nameOf = (part: unknown): string =>
  typeof part === 'object' && part !== null ? part.constructor.name : typeof part;

/** How a reward, or what is told beside, is no plain value, or `null`. */
export function plainFault({ reward, info }: Pick<TimeStep<object>, 'reward' | 'info'>): string | null {
  if (!Number.isFinite(reward)) return `reward must be a finite number, got ${reward}`;
  for (const [name, value] of Object.entries(info)) {
    const isPlain = value === null || typeof value === 'string' || typeof value === 'boolean';
    if (!isPlain && !Number.isFinite(value)) {
      return `info.${name} must be text, a finite number, true, false or null, got ${nameOf(value)}`;
    }
  }
  return null;
}

/** How the events of the time step at `frame` break their order, or `null`. */
export function eventFault(events: readonly EpisodeEvent[], frame: number, after: number): string | null {
  let last = after;
  for (const { kind, time, frame: at, a, b } of events) {
    const which = `${kind} of ${a} and ${b}`;
    if (at !== frame) return `${which} must tell its frame ${frame}, got ${at}`;
    if (!(time >= last))
      return `${which} must not be earlier than what was told before, ${last} s, got ${time} s`;
    if (!(a < b)) return `${which} must name its bodies by code unit`;
    last = time;
  }
  return null;
}
