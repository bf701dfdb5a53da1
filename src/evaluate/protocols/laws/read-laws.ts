import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { ClipScene } from './clip-scene.ts';
import { PHYSICS_LAWS } from './laws.ts';
import type { LawId } from './physics-law.ts';
import { seeBodies } from './see-bodies.ts';

/** What frames say of one law for one body; null where they do not let it be measured. */
export type Reading = {
  readonly law: LawId;
  readonly body: string;
  readonly truth: number;
  readonly value: number | null;
};

/**
 * Reads every law that a clip can be asked off frames that go on from its context. Asked is what the episode's
 * facts and events allow, and what the true frames themselves answer.
 */
export function readLaws(scene: ClipScene, clip: EvaluatedClip, frames: readonly Uint8Array[]): Reading[] {
  const seen =
    frames === clip.truth ? scene.truth : seeBodies(clip, scene.facts.bodies, scene.prototypes, frames);
  return PHYSICS_LAWS.flatMap((law) =>
    law.ask(scene).flatMap(({ body, truth, read }) => {
      if (read(scene.truth) === null) return [];
      return [{ law: law.id, body, truth, value: read(seen) }];
    }),
  );
}
