import { ToolkitError } from '../../core/error.ts';
import { possibleBodyNames } from '../instance-ids.ts';
import type { Scene } from '../scene-schema.ts';
import { CLUTTER_NAMES } from './clutter-names.ts';

/**
 * Refuses a varied look for scenes that name a body as the look names its clutter.
 *
 * @throws {@link ToolkitError} `scene/invalid` naming the scene and the body.
 */
export function checkClutterNames(scenes: readonly Scene[]): void {
  for (const scene of scenes) {
    const taken = possibleBodyNames(scene).find((name) => CLUTTER_NAMES.includes(name));
    if (taken === undefined) continue;
    throw new ToolkitError(
      'scene/invalid',
      `${scene.name}: no body of a scene with a varied look may be named like its clutter, got "${taken}".`,
      'Rename the body, or take the easy look.',
    );
  }
}
