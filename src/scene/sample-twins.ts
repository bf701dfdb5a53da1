import type * as z from 'zod';
import type { Body, Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import { createRng } from '../core/rng.ts';
import { nowhere, type Violation, type ViolationMoment } from '../core/violation.ts';
import { changedName } from './changed-name.ts';
import { drawScene } from './draw-scene.ts';
import { sampleEpisode, seededDraw } from './sample-episode.ts';
import type { DRAWN, Scene } from './scene-schema.ts';

type DrawnViolation = z.output<typeof DRAWN.violation>;

/** Two episodes that are one until a law is broken in the second. */
export type Twins = { readonly possible: Episode; readonly impossible: Episode };

/**
 * The twins that `seed` gives of a scene: the same bodies (those that others may become stand far below the
 * ground until then, in both), and one of the scene's violations, drawn by the seed, in the impossible one.
 *
 * @throws {@link ToolkitError} As `sampleEpisode`; `argument/invalid` for a scene without violations.
 */
export function sampleTwins(scene: Scene, seed: number): Twins {
  const rng = createRng(seed);
  const { violations } = drawScene(scene, scene.name, seededDraw(rng));
  if (violations.length === 0) {
    throw new ToolkitError(
      'argument/invalid',
      `A scene must say in violations what may be broken to have impossible twins, got none in ${scene.name}.`,
      'Add violations to it, or choose a scene of understanding/.',
    );
  }
  const episode = sampleEpisode(scene, seed);
  const spares = violations.flatMap((violation) =>
    violation.law === 'change' ? [spareFor(violation, episode)] : [],
  );
  const bodies = [...episode.bodies, ...spares].sort((a, b) => (a.name < b.name ? -1 : 1));
  const possible = { ...episode, bodies };
  const violation = sampleViolation(rng.fork('violation').choice(violations));
  return { possible, impossible: { ...possible, violation } };
}

function spareFor({ body: name, color, radius }: DrawnViolation, { bodies }: Episode): Body {
  const body = bodies.find((one) => one.name === name) as Body;
  const { shape, material } = body;
  return {
    ...body,
    name: changedName(name),
    shape: radius !== undefined && 'radius' in shape ? { ...shape, radius } : shape,
    material: { ...material, color: (color ?? material.color).toLowerCase() },
    motion: 'fixed',
    position: nowhere(body),
    linearVelocity: [0, 0, 0],
    angularVelocity: [0, 0, 0],
  };
}

function sampleViolation({ law, body, when, through }: DrawnViolation): Violation {
  const into = law === 'change' ? changedName(body) : null;
  return { law, body, when: momentOf(when), through: through ?? null, into };
}

function momentOf(when: DrawnViolation['when']): ViolationMoment {
  if ('time' in when) return { kind: 'time', time: when.time };
  if ('passes' in when) return { kind: 'passes', axis: when.passes, at: when.at };
  if ('touches' in when) return { kind: 'touches', other: when.touches };
  return { kind: 'leaves', other: when.leaves };
}
