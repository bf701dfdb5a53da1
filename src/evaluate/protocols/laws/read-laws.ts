import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { physicsResidual } from '../../../metrics/laws/physics-residual.ts';
import type { ClipScene } from './clip-scene.ts';
import { PHYSICS_LAWS } from './laws.ts';
import type { AskedReading, LawId } from './physics-law.ts';
import { seeBodies } from './see-bodies.ts';
import { verifiedBodies } from './verified-bodies.ts';

/** What frames say of one law for one body; null where they do not let it be measured. */
export type Reading = {
  readonly law: LawId;
  readonly body: string;
  readonly truth: number;
  readonly value: number | null;
};

/** What frames say of the laws, and how far each breaks the laws of motion by itself, pixels; null = unknown. */
export type LawsRead = {
  readonly readings: readonly Reading[];
  readonly residual: readonly (number | null)[];
};

type Asked = AskedReading & { readonly law: LawId };

const asked = new WeakMap<ClipScene, readonly Asked[]>();

/** What a clip can be asked: what its facts and events allow, and its true frames themselves answer. */
function askedOf(scene: ClipScene): readonly Asked[] {
  const found =
    asked.get(scene) ??
    PHYSICS_LAWS.flatMap((law) =>
      law
        .ask(scene)
        .filter(({ read }) => read(scene.truth) !== null)
        .map((reading) => ({ ...reading, law: law.id })),
    );
  asked.set(scene, found);
  return found;
}

/** Reads every law that a clip can be asked off frames that go on from its context. */
export function readLaws(scene: ClipScene, clip: EvaluatedClip, frames: readonly Uint8Array[]): LawsRead {
  const seen = seeBodies(clip, scene.facts.bodies, scene.prototypes, frames);
  const { facts, fps, horizon } = scene;
  return {
    readings: askedOf(scene).map(({ law, body, truth, read }) => ({ law, body, truth, value: read(seen) })),
    residual: physicsResidual(verifiedBodies(scene, seen), horizon, 1 / fps, facts.gravity).map((value) =>
      value === null ? null : Number(value.toPrecision(4)),
    ),
  };
}
