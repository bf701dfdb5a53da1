import type { DrawnScene } from './draw-scene.ts';
import { nearest } from './nearest.ts';
import type { Refuse, ScenePath } from './scene-error.ts';

/**
 * Checks that what shall be broken is there and can be.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the path of the value.
 */
export function checkViolations({ bodies, violations }: DrawnScene, refuse: Refuse): void {
  const names = bodies.map(({ name }) => name);
  const named = (path: ScenePath, name: string): void => {
    if (names.includes(name)) return;
    throw refuse(path, `must name a body, got "${name}".`, `Did you mean "${nearest(name, names)}"?`);
  };
  violations.forEach((violation, i) => {
    const path: ScenePath = ['violations', i];
    const { law, body, when, through, color, radius } = violation;
    named([...path, 'body'], body);
    const copy = bodies.find(({ name }) => name === body);
    const motion = copy?.body.motion ?? 'dynamic';
    if (motion !== 'dynamic') {
      const rule = `must name a dynamic body, got a ${motion} one.`;
      throw refuse([...path, 'body'], rule, 'Name one that laws move.');
    }
    if ('touches' in when) named([...path, 'when', 'touches'], when.touches);
    if ('leaves' in when) named([...path, 'when', 'leaves'], when.leaves);
    if ((through !== undefined) !== (law === 'pass_through')) {
      const rule = `must be given for pass_through and for nothing else, got ${through ?? 'none'} for ${law}.`;
      throw refuse([...path, 'through'], rule, 'Say what the body passes through, or leave it out.');
    }
    if (through !== undefined) named([...path, 'through'], through);
    if ((color !== undefined || radius !== undefined) !== (law === 'change')) {
      const rule = `must say another color or radius for change and for nothing else, got ${law}.`;
      throw refuse(path, rule, 'Add color, radius or both to a change, or leave them out.');
    }
    if (radius !== undefined && !(copy !== undefined && 'radius' in copy.shape)) {
      const rule = `must be left out for a body that is not round, got ${radius} m.`;
      throw refuse([...path, 'radius'], rule, 'Change its color instead.');
    }
  });
}
