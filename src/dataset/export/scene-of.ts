import type { Scene } from '../../scene/scene-schema.ts';
import type { Dataset } from '../open-dataset.ts';

/** The scene of that name in a dataset's plan. */
export function sceneOf({ plan }: Pick<Dataset, 'plan'>, name: string): Scene {
  const planned = plan.scenes.find((scene) => scene.name === name);
  if (planned === undefined) throw new Error(`the plan lacks the scene ${name}`);
  return planned.scene;
}
