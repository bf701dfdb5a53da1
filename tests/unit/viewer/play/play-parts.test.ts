import { describe, expect, it } from 'vitest';
import type { ArraySpec } from '#src/core/array-spec.ts';
import { driveMap, drivenAction, drives } from '#src/viewer/play/drive/drive-map.ts';
import { addMoment, NO_HISTORY } from '#src/viewer/play/history.ts';
import { createPace } from '#src/viewer/play/pace.ts';
import { parseParameters, wholeParam } from '#src/viewer/play/play-params.ts';
import { formatViews, parseViews } from '#src/viewer/play/view-choice.ts';
import { parseSize } from '#src/viewer/play/view-size.ts';

const ARM: ArraySpec = {
  ...{ name: 'arm_tool_velocity', shape: [3], dtype: 'float32' },
  ...{ low: [-0.5, -0.5, 0], high: [0.5, 0.5, 0.08], unit: ['m/s', 'm/s', 'm'] },
  elements: ['tool_x', 'tool_y', 'gripper_opening'],
};

describe('driving by keys', () => {
  const map = driveMap(ARM);
  const rest = { action: map.map((axis) => axis.rest), held: new Set<number>() };
  const press = (
    keys: readonly string[],
    before: ReturnType<typeof drivenAction> = rest,
    sticks: number[] = [],
  ) => drivenAction(map, new Set(keys), sticks, before, 0.1);

  it('gives the bound on the side of the key, and springs back', () => {
    const held = press(['w', 'd']);
    expect(held.action.slice(0, 2)).toEqual([0.5, -0.5]);
    expect(press([], held).action.slice(0, 2)).toEqual([0, 0]);
  });

  it('leaves a gripper where it was put, and closes it in its time', () => {
    const closing = press(['f']);
    expect(closing.action[2]).toBeCloseTo(0.08 - (0.08 * 0.1) / 1.5, 9);
    expect(press([], closing).action[2]).toBe(closing.action[2]);
  });

  it('keeps what a slider set until a key takes it', () => {
    const slid = { action: [0.2, 0, 0.08], held: new Set<number>() };
    expect(press([], slid).action[0]).toBe(0.2);
    expect(press(['s'], slid).action[0]).toBe(-0.5);
  });

  it('follows a stick beyond its dead zone', () => {
    expect(press([], rest, [0, -0.1]).action[0]).toBe(0);
    expect(press([], rest, [0, -0.6]).action[0]).toBeCloseTo(0.3, 9);
  });

  it('never leaves the bounds, and knows its keys', () => {
    let driven: ReturnType<typeof drivenAction> = rest;
    for (let i = 0; i < 40; i++) driven = press(['f', 'w'], driven);
    expect(driven.action).toEqual([0.5, 0, 0]);
    expect([drives(map, 'w'), drives(map, 'r')]).toEqual([true, false]);
  });
});

describe('the pace', () => {
  it('gives as many steps as time has passed, and owes the rest', () => {
    const pace = createPace(240);
    pace.reset(0);
    const steps = Array.from({ length: 60 }, (_, i) => pace.due(((i + 1) * 1000) / 60, 1));
    expect(steps.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(239);
    expect(Math.max(...steps)).toBeLessThanOrEqual(5);
    expect(pace.measured()).toBeCloseTo(1, 0);
  });

  it('falls behind rather than to do a second at once', () => {
    const pace = createPace(240);
    pace.reset(0);
    expect(pace.due(5000, 1)).toBe(24);
  });
});

describe('what the address holds', () => {
  it('reads views, and leaves out what does not exist', () => {
    const text = 'front:rgb,wrist:depth_z_m,nowhere:rgb,front:nothing';
    const views = parseViews(text, ['front', 'wrist']);
    expect(formatViews(views)).toBe('front:rgb,wrist:depth_z_m');
    expect(parseViews(undefined, ['front'])).toEqual([{ camera: 'front', modality: 'rgb' }]);
  });

  it('reads sizes and values, and refuses what is no whole number', () => {
    expect(parseSize('256x256')).toEqual([256, 256]);
    expect(parseSize('7x7')).toEqual([512, 384]);
    expect(parseParameters('{"boxes":4,"x":null}')).toEqual({ boxes: 4 });
    expect(parseParameters('{')).toEqual({});
    expect(wholeParam('12', 'frame', 0, 100)).toBe(12);
    expect(() => wholeParam('-1', 'frame', 0, 100)).toThrow(/frame in the address must be a whole number/);
  });
});

describe('the history of a plot', () => {
  it('grows with the moments, and begins anew when the scene does', () => {
    let history = NO_HISTORY;
    for (const time of [0, 0.1, 0.2]) history = addMoment(history, { time }, [['energy', time]]);
    expect(history.times).toEqual([0, 0.1, 0.2]);
    history = addMoment(history, { time: 0 }, [['energy', 9]]);
    expect(history).toEqual({ times: [0], series: [{ name: 'energy', values: [9] }] });
  });
});
