import { ToolkitError } from '../core/error.ts';
import { MODALITIES, type Modality } from '../core/frame.ts';
import { nearest } from '../scene/nearest.ts';
import { cameraNames } from '../scene/sample-camera.ts';
import type { PlannedScene } from './plan.ts';
import { MODALITY_NEEDS, possibleModalities } from './possible-modalities.ts';

/** The word for every modality that the scenes can have. */
export const ALL_MODALITIES = 'all';

const refuse = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);

/**
 * The modalities that words ask for, in their one order.
 *
 * @throws {@link ToolkitError} `argument/invalid` for a word that is none, and for a modality that no
 * recorded camera can give.
 */
export function chooseModalities(
  words: readonly string[],
  scenes: readonly Pick<PlannedScene, 'name' | 'scene' | 'cameras'>[],
): readonly Modality[] {
  const known: readonly string[] = [...MODALITIES, ALL_MODALITIES];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined || words.length === 0) {
    throw refuse(
      `modalities must be some of ${known.join(', ')}`,
      unknown ?? 'none',
      unknown === undefined ? 'Name at least one.' : `The nearest is ${nearest(unknown, known)}.`,
    );
  }
  const given = scenes.flatMap(({ scene, cameras }) =>
    scene.cameras
      .filter((camera) => cameraNames([camera]).some((name) => cameras.includes(name)))
      .flatMap((camera) => possibleModalities(scene, camera)),
  );
  const possible = MODALITIES.filter((modality) => given.includes(modality));
  if (words.includes(ALL_MODALITIES)) return possible;
  const wanted = MODALITIES.filter((modality) => words.includes(modality));
  const missing = wanted.find((modality) => !possible.includes(modality));
  if (missing === undefined) return wanted;
  throw refuse(
    `modalities: ${missing} needs ${MODALITY_NEEDS[missing]}`,
    `none in ${scenes.map(({ name }) => name).join(', ')}`,
    `Leave ${missing} out of --modalities, or add what it needs to the scene.`,
  );
}
