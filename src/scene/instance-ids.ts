import { ToolkitError } from '../core/error.ts';
import { changedName } from './changed-name.ts';
import { CLUTTER_CLASS, CLUTTER_NAMES } from './look/clutter-names.ts';
import type { Look } from './look/looks.ts';
import { madeOfScene } from './made-bodies.ts';
import { greatestValue } from './range-ends.ts';
import type { Scene } from './scene-schema.ts';
import { ROBOT_CLASS } from './urdf/place-robot.ts';
import { sceneAssembly } from './urdf/scene-robot.ts';

/** Greatest id, as they are stored in 16 bits; 0 is the background. */
const MAX_ID = 65_535;

/** Every body name that any seed can give, sorted by code unit. */
export function possibleBodyNames(scene: Scene): readonly string[] {
  const changed = (scene.violations ?? [])
    .filter(({ law }) => law === 'change')
    .map(({ body }) => changedName(body));
  return scene.bodies
    .flatMap((body) => {
      if (body.repeat === undefined) return [body.name];
      const count = greatestValue(scene, body.repeat.count);
      return Array.from({ length: count }, (_, i) => `${body.name}_${i + 1}`);
    })
    .concat(
      changed,
      robotBodyNames(scene),
      madeOfScene(scene).map(({ name }) => name),
    )
    .sort();
}

/** The bodies of a robot that a URDF describes. */
const robotBodyNames = ({ robot, files, name }: Scene): readonly string[] =>
  robot !== undefined && 'urdf' in robot
    ? sceneAssembly(robot, files ?? {}, name).bodies.map((body) => body.name)
    : [];

/**
 * The one table of instance ids of a dataset: each body name any of its scenes can give, by its
 * rank (from 1) among them all, sorted by code unit; bodies of the same name share an id.
 *
 * @param look - A varied one has clutter, whose names are in the table too.
 * @throws {@link ToolkitError} `scene/invalid` when there are more than 65,535 names.
 */
export function instanceIds(scenes: readonly Scene[], look: Look = 'easy'): Readonly<Record<string, number>> {
  const clutter = look === 'varied' ? CLUTTER_NAMES : [];
  return rankByName([...scenes.flatMap(possibleBodyNames), ...clutter], 'bodies');
}

/**
 * The one table of semantic ids of a dataset: each class that a body of its scenes has (by default its
 * name, without a copy's number), by its rank (from 1) among them all, sorted by code unit.
 *
 * @throws {@link ToolkitError} `scene/invalid` when there are more than 65,535 classes.
 */
export function classIds(scenes: readonly Scene[], look: Look = 'easy'): Readonly<Record<string, number>> {
  const classes = scenes.flatMap((scene) => [
    ...scene.bodies.map((body) => body.class ?? body.name),
    ...madeOfScene(scene).map((body) => body.class),
    ...(robotBodyNames(scene).length > 0 ? [ROBOT_CLASS] : []),
  ]);
  return rankByName(look === 'varied' ? [...classes, CLUTTER_CLASS] : classes, 'classes');
}

function rankByName(named: readonly string[], what: string): Readonly<Record<string, number>> {
  const names = [...new Set(named)].sort();
  if (names.length > MAX_ID) {
    throw new ToolkitError(
      'scene/invalid',
      `The scenes of a dataset must name at most ${MAX_ID} ${what}, got ${names.length}.`,
      'Make several datasets of fewer scenes.',
    );
  }
  return Object.fromEntries(names.map((name, i) => [name, i + 1]));
}
