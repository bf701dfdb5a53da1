import type { ClipScene } from './clip-scene.ts';
import type { ControlName } from './controls.ts';
import type { SeenBodies } from './see-bodies.ts';

/** The laws that are read off predicted frames, by the id that report.json uses. */
export type LawId =
  | 'gravity'
  | 'restitution'
  | 'friction'
  | 'period'
  | 'contact_time'
  | 'momentum'
  | 'energy'
  | 'permanence'
  | 'stillness'
  | 'stack';

/** One question to a clip's frames. */
export type AskedReading = {
  /** Whom it is about: a body, or two. */
  readonly body: string;
  readonly truth: number;
  /** The answer of frames; null where they do not let it be measured. */
  readonly read: (seen: SeenBodies) => number | null;
};

/** A law that can be read off frames. */
export type PhysicsLaw = {
  readonly id: LawId;
  readonly label: string;
  /** Empty for pure numbers. */
  readonly unit: string;
  /** Decimals worth printing. */
  readonly digits: number;
  /** Whether errors are shares of the true value; else in the law's unit. */
  readonly relative: boolean;
  /** The narrowest tolerance, whatever the floor: a share, or in the law's unit. */
  readonly least: number;
  /** Controls that break it by what they are: where one of them passes, the law tells nothing. */
  readonly breaks: readonly ControlName[];
  /** One sentence on how it is read. */
  readonly meaning: string;
  /** What a clip can be asked, by its episode's facts and events alone. */
  readonly ask: (scene: ClipScene) => AskedReading[];
};
