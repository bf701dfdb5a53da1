import { type ArraySpec, ofElement } from '../../../core/array-spec.ts';

/** A number of the action and the keys that move it: a key held gives the bound on its side. */
export type DriveAxis = {
  /** Which number of the action. */
  readonly element: number;
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** What it is when nothing is held. */
  readonly rest: number;
  /** Keys towards `low` and towards `high`, as `KeyboardEvent.key` in lower case. */
  readonly down: readonly string[];
  readonly up: readonly string[];
  /** An axis of a gamepad in the standard mapping, and its sign; `null` for none. */
  readonly stick: { readonly axis: number; readonly sign: 1 | -1 } | null;
  /** It stays where it was put: a gripper, a joint's position. */
  readonly stays: boolean;
};

type Keys = Pick<DriveAxis, 'down' | 'up' | 'stick'>;

const keys = (down: string, up: string, axis: number | null, sign: 1 | -1 = 1): Keys => ({
  down: down.split(' '),
  up: up.split(' '),
  stick: axis === null ? null : { axis, sign },
});

/** Lengths and angles that are not kept when their key is let go. */
const SPRINGS_BACK: ReadonlySet<string> = new Set(['steering', 'height', 'lean_ahead', 'lean_left']);

const NO_KEYS: Keys = { down: [], up: [], stick: null };

/** Keys by the element's name, as robots' action specs have them. */
const KEYS: Readonly<Record<string, Keys>> = {
  velocity_x: keys('s arrowdown', 'w arrowup', 1, -1),
  velocity_y: keys('d arrowright', 'a arrowleft', 0, -1),
  forward: keys('s arrowdown', 'w arrowup', 1, -1),
  turn: keys('d arrowright', 'a arrowleft', 0, -1),
  throttle: keys('x', 'w arrowup', 1, -1),
  brake: keys('', 's arrowdown', null),
  steering: keys('d arrowright', 'a arrowleft', 0, -1),
  tool_x: keys('s arrowdown', 'w arrowup', 1, -1),
  tool_y: keys('d arrowright', 'a arrowleft', 0, -1),
  tool_z: keys('q', 'e', 3, -1),
  tool_turn_x: keys('j', 'l', null),
  tool_turn_y: keys('k', 'i', null),
  tool_turn_z: keys('u', 'o', 2, -1),
  gripper_opening: keys('f', 'g', null),
  height: keys('q', 'e', 3, -1),
  lean_ahead: keys('s arrowdown', 'w arrowup', 1, -1),
  lean_left: keys('d arrowright', 'a arrowleft', 0, -1),
};

/** How a robot with this action spec is driven. An element without keys is moved by its slider alone. */
export function driveMap(spec: ArraySpec): readonly DriveAxis[] {
  return Array.from({ length: spec.shape[0] ?? 1 }, (_, element): DriveAxis => {
    const name = spec.elements?.[element] ?? `${spec.name}_${element + 1}`;
    const [low, high] = [ofElement(spec.low, element), ofElement(spec.high, element)];
    const unit = ofElement(spec.unit, element);
    const stays = unit === 'm' || unit === 'rad' ? !SPRINGS_BACK.has(name) : false;
    const rest = name === 'gripper_opening' ? high : Math.min(Math.max(0, low), high);
    return { element, name, unit, low, high, rest, stays, ...(KEYS[name] ?? NO_KEYS) };
  });
}

/** Share of the way to a bound, 0…1, that a stick must leave its middle by. */
const DEAD_ZONE = 0.15;

/** How far a stick is to one side, −1…1. */
const stickOf = ({ stick }: DriveAxis, axes: readonly number[]): number => {
  const value = stick === null ? 0 : (axes[stick.axis] ?? 0) * stick.sign;
  return Math.abs(value) < DEAD_ZONE ? 0 : value;
};

/** A value that stays moves over its whole range in so many seconds. */
const SECONDS_ACROSS = 1.5;

/** An action, and which of its numbers keys or sticks hold. */
export type Driven = { readonly action: readonly number[]; readonly held: ReadonlySet<number> };

/**
 * The action while these keys are held. What they let go of springs back, what stays and what they never touched is
 * kept.
 *
 * @param axes - Of a gamepad, −1…1.
 * @param seconds - Since `before`.
 */
export function drivenAction(
  map: readonly DriveAxis[],
  keysDown: ReadonlySet<string>,
  axes: readonly number[],
  before: Driven,
  seconds: number,
): Driven {
  const held = new Set<number>();
  const action = map.map((axis) => {
    const { element, low, high, rest, stays, down, up } = axis;
    const way = Number(up.some((key) => keysDown.has(key))) - Number(down.some((key) => keysDown.has(key)));
    const share = way !== 0 ? way : stickOf(axis, axes);
    const kept = before.action[element] ?? rest;
    if (share !== 0) held.add(element);
    else return before.held.has(element) && !stays ? rest : kept;
    if (stays) return Math.min(high, Math.max(low, kept + (share * (high - low) * seconds) / SECONDS_ACROSS));
    return share > 0 ? rest + share * (high - rest) : rest - share * (low - rest);
  });
  return { action, held };
}

/** Whether a key drives. */
export const drives = (map: readonly DriveAxis[], key: string): boolean =>
  map.some(({ down, up }) => down.includes(key) || up.includes(key));
