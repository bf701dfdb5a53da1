import { carBodyNames } from './actors/car-bodies.ts';
import { pedestrianBodyNames } from './actors/pedestrian-bodies.ts';
import type { DrawnScene } from './draw-scene.ts';
import { greatestValue } from './range-ends.ts';
import type { Scene } from './scene-schema.ts';
import { streetBodies } from './street/street-bodies.ts';
import type { Street } from './street/street-schema.ts';

/** Name and class of a body that no `bodies` of a scene file lists. */
export type MadeBody = { readonly name: string; readonly class: string };

type Named = { readonly name: string; readonly kind: 'car' | 'pedestrian' };

const streets = new WeakMap<Street, readonly MadeBody[]>();

/** The same for every seed, so they are made once a street. */
function streetNames(street: Street): readonly MadeBody[] {
  const known = streets.get(street);
  if (known !== undefined) return known;
  const made = Object.values(streetBodies(street, 0)).flat();
  const names = made.map(({ name, class: kind }) => ({ name, class: kind }));
  streets.set(street, names);
  return names;
}

function madeBodies(
  street: Street | null,
  actors: readonly Named[],
  ego: string | null,
): readonly MadeBody[] {
  const cars = [
    ...actors.filter(({ kind }) => kind === 'car').map(({ name }) => name),
    ...(ego === null ? [] : [ego]),
  ];
  return [
    ...(street === null ? [] : streetNames(street)),
    ...cars.flatMap((car) =>
      carBodyNames(car).map((name, i) => ({ name, class: i === 0 ? 'car' : 'wheel' })),
    ),
    ...actors
      .filter(({ kind }) => kind === 'pedestrian')
      .flatMap((walker) => pedestrianBodyNames(walker.name).map((name) => ({ name, class: 'pedestrian' }))),
  ];
}

/** The bodies that a drawn scene's street, actors and ego car are made of. */
export const madeOfDrawn = ({ street, actors, robot }: Pick<DrawnScene, 'street' | 'actors' | 'robot'>) =>
  madeBodies(
    street,
    actors.map(({ name, actor: { kind } }) => ({ name, kind })),
    robot?.kind === 'car' ? robot.name : null,
  );

/** The same of a scene file, for every seed. */
export const madeOfScene = (scene: Scene): readonly MadeBody[] =>
  madeBodies(
    scene.street ?? null,
    (scene.actors ?? []).flatMap(({ name, kind, repeat }) =>
      repeat === undefined
        ? [{ name, kind }]
        : Array.from({ length: greatestValue(scene, repeat.count) }, (_, i) => ({
            name: `${name}_${i + 1}`,
            kind,
          })),
    ),
    scene.robot?.kind === 'car' ? scene.robot.name : null,
  );
