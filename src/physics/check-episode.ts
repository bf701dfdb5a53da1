import type { Body, Episode, Shape } from '../core/episode.ts';
import { ToolkitError } from '../core/error.ts';
import type { Mesh } from '../core/shape.ts';
import { checkJoints } from './joints/check-joints.ts';

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
    const { material } = body;
    const of = (field: string): string => `body "${body.name}" ${field}`;
    checkShape(of, body.shape, body.motion);
    positive(of('density'), [material.density]);
    atLeastZero(of('friction'), material.friction);
    atLeastZero(of('restitution'), material.restitution);
    finite(of('position'), body.position);
    unit(of('orientation'), body.orientation);
    atMost(of('linearVelocity'), norm(body.linearVelocity), MAX_SPEED, 'm/s');
    atMost(of('angularVelocity'), norm(body.angularVelocity), (Math.PI / 4) * episode.physicsRate, 'rad/s');
  }
  checkJoints(episode);
}

function checkShape(of: (field: string) => string, shape: Shape, motion: Body['motion']): void {
  if (shape.kind === 'mesh') {
    checkMesh(of, shape.mesh);
    if (shape.solid === 'surface' && motion !== 'fixed') {
      throw refusal(`${of('motion')} must be fixed where its mesh is solid as a surface`, motion);
    }
  } else if (shape.kind === 'compound') {
    if (shape.parts.length === 0) throw refusal(`${of('shape')} must have parts`, 'none');
    shape.parts.forEach((part, i) => {
      const ofPart = (field: string): string => of(`shape.parts[${i}] ${field}`);
      checkShape(ofPart, part.shape, motion);
      finite(ofPart('position'), part.position);
      unit(ofPart('orientation'), part.orientation);
    });
  } else {
    positive(of('shape'), shapeLengths(shape));
  }
}

function checkMesh(of: (field: string) => string, { name, positions, indices }: Mesh): void {
  const vertices = positions.length / 3;
  if (indices.length === 0 || indices.length % 3 !== 0 || !Number.isInteger(vertices)) {
    const got = `${positions.length} coordinates and ${indices.length} indices`;
    throw refusal(`${of('mesh')} ${name} must be made of triangles`, got);
  }
  const stray = indices.find((vertex) => vertex >= vertices);
  if (stray !== undefined) throw refusal(`${of('mesh')} ${name} must have every vertex`, `vertex ${stray}`);
  const odd = positions.find((x) => !Number.isFinite(x));
  if (odd !== undefined) throw refusal(`${of('mesh')} ${name} must be finite`, `${odd}`);
}

function shapeLengths(shape: Exclude<Shape, { readonly kind: 'mesh' | 'compound' }>): readonly number[] {
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

function unit(what: string, quaternion: readonly number[]): void {
  if (!(Math.abs(norm(quaternion) - 1) <= 1e-3)) {
    throw refusal(`${what} must be a unit quaternion`, `[${quaternion}]`);
  }
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
