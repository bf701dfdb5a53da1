import { ToolkitError } from '../core/error.ts';
import { checkDrawn } from './check-drawn.ts';
import { drawScene } from './draw-scene.ts';
import type { Draw } from './draw-values.ts';
import { beyondOf, rangeEnd } from './range-ends.ts';
import { PHYSICS_DEFAULTS } from './sample-episode.ts';
import { schemaError } from './scene-error.ts';
import { SCENE_SCHEMA, type Scene } from './scene-schema.ts';
import type { SceneFiles } from './urdf/scene-files.ts';

/** Longest scene file that is read, characters. */
const MAX_TEXT = 1_000_000;

/**
 * Reads a scene file's text; `source` is what errors call it (its path, say).
 *
 * @param filesOf - Gives what the URDF of that name needs: its text under the name, its meshes in base64.
 * @throws {@link ToolkitError} `file/too-large` above a million characters, `scene/not-json`, and
 * whatever `parseScene` refuses.
 */
export function loadScene(
  text: string,
  source: string,
  filesOf: (urdf: string) => SceneFiles = () => ({}),
): Scene {
  if (text.length > MAX_TEXT) {
    throw new ToolkitError(
      'file/too-large',
      `${source}: a scene file must be at most ${MAX_TEXT} characters long, got ${text.length}.`,
      'Check that this is a scene file.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new ToolkitError(
      'scene/not-json',
      `${source}: a scene file must be JSON, got ${(cause as Error).message}.`,
      'Correct the JSON; an editor that knows scenes/scene.schema.json shows where.',
      { cause },
    );
  }
  return parseScene(withFiles(value, filesOf), source);
}

/** The scene with the files of its robot, where it names a URDF and does not bring them along. */
function withFiles(value: unknown, filesOf: (urdf: string) => SceneFiles): unknown {
  if (typeof value !== 'object' || value === null || 'files' in value) return value;
  const { robot } = value as { robot?: { urdf?: unknown } | null };
  return typeof robot?.urdf === 'string' ? { ...value, files: filesOf(robot.urdf) } : value;
}

/**
 * Checks a scene: every field, every reference, and every range at all its ends.
 *
 * @throws {@link ToolkitError} `scene/unknown-field` naming the nearest right field, and
 * `scene/invalid` naming the path of the value.
 */
export function parseScene(value: unknown, source: string): Scene {
  const result = SCENE_SCHEMA.safeParse(value);
  if (!result.success) throw schemaError(source, value, result.error.issues);
  const scene = result.data;
  const rate = scene.physics?.rate_hz ?? PHYSICS_DEFAULTS.rateHz;
  for (const probe of probes(scene)) checkDrawn(drawScene(scene, source, probe), source, rate);
  return scene;
}

/** Draws that between them take every range to all its ends and every choice to each item. */
function probes(scene: Scene): readonly Draw[] {
  const ranges = [scene.random, ...scene.bodies.map((body) => body.random)].flatMap((r) =>
    Object.values(r ?? {}),
  );
  const lists = scene.bodies.flatMap((body) => [body.shape, body.material]);
  const items = [
    2,
    ...ranges.map((range) => ('choice' in range ? range.choice.length : beyondOf(range) === null ? 2 : 4)),
    ...lists.map((list) => (Array.isArray(list) ? list.length : 1)),
  ];
  return Array.from({ length: Math.max(...items) }, (_, i) => ({
    range: (range) => rangeEnd(range, i),
    pick: (count) => Math.min(i, count - 1),
  }));
}
