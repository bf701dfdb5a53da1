import { cameraWarnings } from '../scene/camera-warnings.ts';
import { type Plan, plannedEpisodes } from './plan.ts';
import { planEpisode } from './plan-episode.ts';

/** Episodes that are looked at for warnings. */
const LOOKED_AT = 100;

/** What a plan's first episodes warn of, each sentence once. */
export function planWarnings(plan: Omit<Plan, 'madeBy'>): readonly string[] {
  const episodes = plannedEpisodes(plan).slice(0, LOOKED_AT);
  return [...new Set(episodes.flatMap((planned) => cameraWarnings(planEpisode(plan, planned))))];
}
