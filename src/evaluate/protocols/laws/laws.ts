import { ENERGY_LAW } from './energy-law.ts';
import { FRICTION_LAW } from './friction-law.ts';
import { GRAVITY_LAW } from './gravity-law.ts';
import { CONTACT_TIME_LAW, MOMENTUM_LAW, RESTITUTION_LAW } from './impact-laws.ts';
import { PERIOD_LAW } from './period-law.ts';
import type { PhysicsLaw } from './physics-law.ts';
import { PERMANENCE_LAW, STILLNESS_LAW } from './picture-laws.ts';
import { STACK_LAW } from './stack-law.ts';

/** All laws, in the order of reports. */
export const PHYSICS_LAWS: readonly PhysicsLaw[] = [
  GRAVITY_LAW,
  RESTITUTION_LAW,
  FRICTION_LAW,
  PERIOD_LAW,
  CONTACT_TIME_LAW,
  MOMENTUM_LAW,
  ENERGY_LAW,
  PERMANENCE_LAW,
  STILLNESS_LAW,
  STACK_LAW,
];
