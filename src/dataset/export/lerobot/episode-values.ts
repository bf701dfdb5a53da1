import { ToolkitError } from '../../../core/error.ts';
import { readSteps } from '../../read-episode.ts';
import { armFacts } from '../arm-facts.ts';
import type { ExportRequest, ExportView } from '../export-format.ts';
import { firstOfScenes } from '../first-of-scenes.ts';
import { sceneOf } from '../scene-of.ts';
import { viewRows } from '../taken-rows.ts';
import { DROID_JOINTS, droidValues } from './droid-values.ts';
import { DROID_VIDEOS } from './droid-views.ts';
import type { VideoFeature } from './feature.ts';
import { DROID, type RootedEpisode } from './plan-roots.ts';
import { freeBodies, type RobotValues, robotValues } from './robot-values.ts';

/**
 * Reads what an episode's table holds beside LeRobot's own columns.
 *
 * @param bodies - Names of the bodies that move freely in any of the episodes.
 * @throws {@link ToolkitError} as `readSteps`; `export/refused` for an arm that is not as the layout wants it.
 */
export async function episodeValues(
  request: ExportRequest,
  { episode, views, facts }: RootedEpisode,
  bodies: readonly string[],
): Promise<RobotValues> {
  const rows = viewRows(views[0] as ExportView);
  const steps = await readSteps(request.dataset, episode.id);
  if (request.layout !== DROID)
    return robotValues(facts, steps, {
      ...{ bodies, rows },
      hasTask: sceneOf(request.dataset, episode.scene).task !== undefined,
    });
  const arm = armFacts(facts);
  if (arm !== null && arm.joints.length === DROID_JOINTS && arm.maxOpening > 0)
    return droidValues(steps, arm, rows);
  const has = `${arm?.joints.length ?? 0} joints and ${arm?.arm.fingers.length ?? 0} fingers`;
  throw new ToolkitError(
    'export/refused',
    `cosmos-droid must have an arm of ${DROID_JOINTS} joints and a gripper, but that of ${episode.scene} has ${has}.`,
    'Leave --layout out.',
  );
}

/** What all episodes of a LeRobot dataset have in common. */
export type CommonContents = {
  readonly robotType: string;
  readonly fps: number;
  readonly videos: readonly VideoFeature[];
  readonly features: RobotValues['features'];
  /** Names of the bodies that move freely in any of the episodes, by code unit. */
  readonly bodies: readonly string[];
};

async function contentsOf(
  request: ExportRequest,
  one: RootedEpisode,
  bodies: readonly string[],
): Promise<CommonContents> {
  const { features } = await episodeValues(request, one, bodies);
  const videos = one.views.map(({ camera, fit: { width, height } }, i) => ({
    key: request.layout === DROID ? (DROID_VIDEOS[i] as string) : `observation.images.${camera.name}`,
    ...{ width, height },
  }));
  return {
    robotType: one.facts.robot?.kind ?? 'none',
    fps: (one.views[0] as ExportView).fps,
    videos,
    features,
    bodies,
  };
}

/**
 * What episodes have in common, by the first of each scene.
 *
 * @throws {@link ToolkitError} `export/refused` where scenes do not fit into one dataset.
 */
export async function commonContents(
  request: ExportRequest,
  episodes: readonly RootedEpisode[],
): Promise<CommonContents> {
  const [first, ...others] = firstOfScenes(episodes) as [RootedEpisode, ...RootedEpisode[]];
  const bodies = [...new Set(episodes.flatMap(({ facts }) => freeBodies(facts)))].sort();
  const common = await contentsOf(request, first, bodies);
  for (const other of others) {
    if (JSON.stringify(await contentsOf(request, other, bodies)) === JSON.stringify(common)) continue;
    throw new ToolkitError(
      'export/refused',
      `A LeRobot dataset must have one robot and one set of cameras, but ${other.episode.scene} differs from ${first.episode.scene}.`,
      'Generate and export the scenes one by one.',
    );
  }
  return common;
}
