import type { Episode } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';

/** Rapier caps linear speed here, silently, m/s; turning it caps at 45° a step. */
const MAX_SPEED = 400;

const norm = (v: readonly number[]): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));

/**
 * The engine takes any number without complaint and then freezes, so an episode that no scene
 * vouches for is checked once more before it gets there.
 *
 * @throws {@link ToolkitError} `argument/invalid` naming the body and the value.
 */
export function checkEpisode(episode: Episode): void {
  finite('gravity', episode.gravity);
  positive('physicsRate', [episode.physicsRate]);
  positive('solverIterations', [episode.solverIterations]);
  const names = new Set(episode.bodies.map((body) => body.name));
  if (names.size !== episode.bodies.length) throw refusal('bodies must have different names', 'a name twice');
  for (const body of episode.bodies) {
    const { shape, material } = body;
    const of = (field: string): string => `body "${body.name}" ${field}`;
    positive(of('shape'), shapeLengths(shape));
    positive(of('density'), [material.density]);
    atLeastZero(of('friction'), material.friction);
    atLeastZero(of('restitution'), material.restitution);
    finite(of('position'), body.position);
    if (!(Math.abs(norm(body.orientation) - 1) <= 1e-3)) {
      throw refusal(`${of('orientation')} must be a unit quaternion`, `[${body.orientation}]`);
    }
    atMost(of('linearVelocity'), norm(body.linearVelocity), MAX_SPEED, 'm/s');
    atMost(of('angularVelocity'), norm(body.angularVelocity), (Math.PI / 4) * episode.physicsRate, 'rad/s');
  }
}

function shapeLengths(shape: Episode['bodies'][number]['shape']): readonly number[] {
  switch (shape.kind) {
    case 'box':
      return shape.size;
    case 'sphere':
      return [shape.radius];
    case 'plane':
      return [shape.size];
    default:
      return [shape.radius, shape.height];
  }
}

function refusal(rule: string, got: string): ToolkitError {
  return new ToolkitError('argument/invalid', `${rule}, got ${got}.`, 'Correct the episode or its scene.');
}

function finite(what: string, values: readonly number[]): void {
  if (!values.every(Number.isFinite)) throw refusal(`${what} must be finite`, `[${values}]`);
}

function positive(what: string, values: readonly number[]): void {
  if (!values.every((x) => x > 0 && x < Number.POSITIVE_INFINITY)) {
    throw refusal(`${what} must be > 0`, `[${values}]`);
  }
}

function atLeastZero(what: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw refusal(`${what} must be ≥ 0`, `${value}`);
}

function atMost(what: string, value: number, limit: number, unit: string): void {
  if (!(value <= limit)) {
    const cap = Number(limit.toFixed(1));
    throw refusal(`${what} must be at most ${cap} ${unit} (the engine's cap)`, `${value} ${unit}`);
  }
}
