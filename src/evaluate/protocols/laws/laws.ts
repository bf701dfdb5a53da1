import { GRAVITY_LAW } from './gravity-law.ts';
import type { PhysicsLaw } from './physics-law.ts';

/** All laws, in the order of reports. */
export const PHYSICS_LAWS: readonly PhysicsLaw[] = [GRAVITY_LAW];
