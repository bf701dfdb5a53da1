import { useEffect, useRef, useState } from 'preact/hooks';
import { type DriveAxis, type Driven, drivenAction, drives } from './drive-map.ts';

/** Between two looks at keys and sticks, milliseconds. */
const LOOK_MS = 30;

/** The sticks of the first gamepad that there is. */
const sticks = (): readonly number[] =>
  (navigator.getGamepads?.() ?? []).find((pad) => pad !== null)?.axes ?? [];

const sameNumbers = (a: readonly number[] | null, b: readonly number[]): boolean =>
  a !== null && a.length === b.length && a.every((value, i) => value === b[i]);

/** A person who drives: the action, or `null` while they have touched nothing. */
export type Drive = {
  readonly action: readonly number[] | null;
  /** Sets a number of the action, as a slider does. */
  readonly set: (element: number, value: number) => void;
  /** Gives the robot back to whoever drove it before. */
  readonly release: () => void;
};

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName);

/**
 * Drives with the keyboard and a gamepad.
 *
 * @param map - `null` where there is no robot. Of another robot, it begins anew.
 */
export function useDrive(
  map: readonly DriveAxis[] | null,
  onAction: (action: readonly number[] | null) => void,
): Drive {
  const [action, setAction] = useState<readonly number[] | null>(null);
  const latest = useRef<readonly number[] | null>(null);
  const tell = useRef(onAction);
  tell.current = onAction;
  const put = (next: readonly number[] | null): void => {
    latest.current = next;
    setAction(next);
    tell.current(next);
  };
  const rest = (): number[] => (map ?? []).map((axis) => axis.rest);
  useEffect(() => {
    if (map === null) return;
    const held = new Set<string>();
    put(null);
    const press = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !drives(map, key)) return;
      held.add(key);
      event.preventDefault();
    };
    const lift = (event: KeyboardEvent): void => {
      held.delete(event.key.toLowerCase());
    };
    const drop = (): void => held.clear();
    let last = performance.now();
    let driven: Driven = { action: [], held: new Set() };
    const look = setInterval(() => {
      const now = performance.now();
      const axes = sticks();
      const before = latest.current;
      if (before === null && held.size === 0 && axes.every((value) => Math.abs(value) < 0.2)) {
        last = now;
        return;
      }
      driven = drivenAction(
        map,
        held,
        axes,
        { action: before ?? rest(), held: driven.held },
        (now - last) / 1000,
      );
      last = now;
      if (!sameNumbers(before, driven.action)) put(driven.action);
    }, LOOK_MS);
    addEventListener('keydown', press);
    addEventListener('keyup', lift);
    addEventListener('blur', drop);
    return () => {
      clearInterval(look);
      removeEventListener('keydown', press);
      removeEventListener('keyup', lift);
      removeEventListener('blur', drop);
    };
  }, [map]);
  return {
    action,
    set: (element, value) => put((latest.current ?? rest()).map((old, i) => (i === element ? value : old))),
    release: () => put(null),
  };
}
