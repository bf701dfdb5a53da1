import type * as z from 'zod';
import { ToolkitError } from '../core/error.ts';

type Issue = z.core.$ZodIssue;
/** A place in a scene file: `['bodies', 3, 'material']`. */
export type ScenePath = readonly PropertyKey[];

/** The unit that a complaint about a field names; a field's parent goes before it where that matters. */
const UNITS: Readonly<Record<string, string>> = {
  radius: 'm',
  height: 'm',
  size: 'm',
  'cameras.size': 'pixels',
  position: 'm',
  look_at: 'm',
  near: 'm',
  far: 'm',
  step: 'm',
  workspace: 'm',
  baseline: 'm',
  sway: 'm',
  min_range: 'm',
  max_range: 'm',
  range_noise: 'm',
  density: 'kg/m³',
  gravity: 'm/s²',
  linear_velocity: 'm/s',
  max_speed: 'm/s',
  angular_velocity: 'rad/s',
  fov_deg: '°',
  yaw_deg: '°',
  rotation_deg: '°',
  elevation_deg: '°',
  tilt_deg: '°',
  period: 's',
  exposure: 'stops',
  full_well: 'electrons',
  read: 'electrons',
  disparity_noise: 'pixels',
  disparity_step: 'pixels',
  edge_fattening: 'pixels',
  accelerometer_noise: 'm/s²/√Hz',
  gyroscope_noise: 'rad/s/√Hz',
  accelerometer_walk: 'm/s³/√Hz',
  gyroscope_walk: 'rad/s²/√Hz',
  rate_hz: 'Hz',
};

/** Makes the refusal of a scene's value: its path, the rule that it breaks, what to do. */
export type Refuse = (path: ScenePath, rule: string, hint: string) => ToolkitError;

/** `bodies[3].material`; '' at the top of the file. */
export function formatPath(path: ScenePath): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/** A value as an error shows it: short, and with NaN and infinity by their names. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = asJson(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Circles, and lists in lists in lists.
    return 'something nested without end';
  }
}

/** A refusal that names the file (or scene) and the path to the value. */
export function sceneError(source: string, path: ScenePath, rule: string, hint: string): ToolkitError {
  return new ToolkitError('scene/invalid', `${source}: ${formatPath(path)} ${rule}`, hint);
}

/** The refusal for what the schema finds wrong in `value`; `prefix` leads from the file's top to it. */
export function schemaError(
  source: string,
  value: unknown,
  issues: readonly Issue[],
  prefix: ScenePath = [],
): ToolkitError {
  // A misspelt field is also a missing one: naming the misspelling helps more.
  const all = issues.map((one) => innermost(one, value));
  const issue = all.find(({ code }) => code === 'unrecognized_keys') ?? (all[0] as Issue);
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const field = formatPath([...path, issue.keys[0] as string]);
    return new ToolkitError(
      'scene/unknown-field',
      `${source}: ${field} is not a field of a scene file.`,
      issue.message === '' ? 'Remove it.' : `Did you mean "${issue.message}"?`,
    );
  }
  const got = valueAt(value, issue.path);
  const [named, parent] = path.filter((part) => typeof part === 'string').reverse();
  const unit = UNITS[`${parent}.${named}`] ?? UNITS[String(named)];
  const suffix = unit === undefined ? '' : ` ${unit}`;
  const gotText = `got ${formatValue(got)}${typeof got === 'number' ? suffix : ''}`;
  const place = formatPath(path) || 'the file';
  return new ToolkitError(
    'scene/invalid',
    `${source}: ${place} must be ${ruleOf(issue, suffix)}, ${gotText}.`,
    got === undefined ? `Add ${place}.` : `Set ${place} to a value within the rule.`,
  );
}

/** Of a union's branches the one that got deepest, as that is what the author meant. */
function innermost(issue: Issue, value: unknown): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const reference = String(valueAt(value, issue.path)).startsWith('$');
  const branches = issue.errors.map((branch) => branch[0] as Issue);
  const depth = (branch: Issue): number => branch.path.length;
  let best = branches[0] as Issue;
  for (const branch of branches) {
    const wanted = reference && branch.code === 'invalid_format';
    if (depth(branch) > depth(best) || wanted) best = branch;
  }
  const inner = { ...best, path: [...issue.path, ...best.path] } as Issue;
  return innermost(inner, value);
}

function valueAt(value: unknown, path: ScenePath): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object { … }',
  record: 'an object { … }',
};

/** What the schema asked for, to follow "must be". */
function ruleOf(issue: Issue, unit: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `at least ${issue.minimum} long`
        : `${issue.inclusive ? '≥' : '>'} ${issue.minimum}${unit}`;
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `at most ${issue.maximum} long`
        : `${issue.inclusive ? '≤' : '<'} ${issue.maximum}${unit}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_format':
      return (
        FORMATS.find(([start]) => String(issue.pattern).startsWith(start))?.[1] ??
        'written as the schema says'
      );
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? oneOf(issue.options)
        : 'one of the forms that scenes/scene.schema.json lists';
    case 'invalid_key':
      return 'named in lower case: a letter, then letters, digits or _';
    default:
      return issue.message === 'low end first' ? 'written low end first' : issue.message;
  }
}

const oneOf = (values: readonly unknown[]): string => values.map(formatValue).join(' or ');

const FORMATS: readonly (readonly [start: string, rule: string])[] = [
  ['/^#', 'a colour #rrggbb'],
  ['/^\\$', 'a reference "$name" to a range in random'],
  ['/^[a-z][a-z0-9-]', 'lower case: a letter, then letters, digits or -'],
  ['/^[a-z]', 'lower case: a letter, then letters, digits or _'],
];
