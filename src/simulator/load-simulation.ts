import { loadPhysics } from '../physics/rapier.ts';

/** Loads what `simulateMotion` needs, once a thread. */
export const loadSimulation = (): Promise<void> => loadPhysics();
