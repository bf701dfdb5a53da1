import type { DatasetEpisode } from '../../../dataset/open-dataset.ts';
import { readEpisodeFacts, readSteps } from '../../../dataset/read-episode.ts';
import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { EvaluatedData } from '../../evaluated-data.ts';
import type { Protocol } from '../../protocol.ts';
import { readOneClip } from '../read-one-clip.ts';

/** One other course. */
export type Branch = {
  readonly clip: EvaluatedClip;
  /** The same clip with the actions of another branch from where it parts; `null` where there is no other. */
  readonly shuffled: EvaluatedClip | null;
};

/** A parent and its branches, which share the context and part with the first action after it. */
export type Family = {
  /** Of the parent: names it in a run of several datasets. */
  readonly cluster: string;
  readonly scene: string;
  readonly camera: string;
  readonly parent: EvaluatedClip;
  readonly branches: readonly Branch[];
  /** Ids of the bodies that commands or joints hold: what acts, not what is acted on. */
  readonly driven: readonly number[];
};

type Members = { readonly parent: DatasetEpisode; readonly branches: readonly DatasetEpisode[] };

/** Parents of a dataset with the branches that are there. */
export function familiesOf({ dataset }: EvaluatedData): Members[] {
  return dataset.episodes.flatMap((parent) => {
    const branches = dataset.episodes.filter((one) => one.parent === parent.id && one.sibling > 0);
    return branches.length > 0 ? [{ parent, branches }] : [];
  });
}

/** Whose actions are held against a branch's own: the same one of the scene's next parent, or else its own next sibling. */
function donorOf(
  families: readonly Members[],
  { parent, branches }: Members,
  place: number,
): DatasetEpisode | null {
  const scene = families.filter((one) => one.parent.scene === parent.scene);
  const next = scene[(scene.findIndex((one) => one.parent.id === parent.id) + 1) % scene.length] as Members;
  if (next.parent.id !== parent.id) return next.branches[place % next.branches.length] as DatasetEpisode;
  return branches.length > 1 ? (branches[(place + 1) % branches.length] as DatasetEpisode) : null;
}

/** A clip that from its last context frame on is told what another branch did from where it parted. */
async function withActionsOf(
  { dataset }: EvaluatedData,
  clip: EvaluatedClip,
  donor: DatasetEpisode,
): Promise<EvaluatedClip | null> {
  const { branchFrame } = await readEpisodeFacts(dataset, donor.id);
  const { action, actionDim, frames } = await readSteps(dataset, donor.id);
  if (branchFrame === null || action === null || clip.actions === null || actionDim !== clip.actionDim)
    return null;
  const own = clip.actions.slice(0, (clip.context.length - 1) * actionDim);
  // Early enough for all of the horizon.
  const first = Math.min(branchFrame, frames - clip.truth.length);
  const others = action.slice(first * actionDim, (first + clip.truth.length) * actionDim);
  return { ...clip, actions: Float32Array.of(...own, ...others) };
}

async function readFamily(
  data: EvaluatedData,
  { context, horizon }: Protocol,
  families: readonly Members[],
  members: Members,
  camera: string,
): Promise<Family | null> {
  const { dataset, names } = data;
  const { parent, branches } = members;
  const { branchFrame } = await readEpisodeFacts(dataset, (branches[0] as DatasetEpisode).id);
  const { bodies, joints } = await readEpisodeFacts(dataset, parent.id);
  if (branchFrame === null || branchFrame < context - 1) return null;
  const start = branchFrame - context + 1;
  const length = Math.min(horizon, dataset.plan.frames - branchFrame - 1);
  if (length < 1) return null;
  const window = { start, context, horizon: length };
  const read = (episode: DatasetEpisode): Promise<EvaluatedClip> =>
    readOneClip(data, episode, camera, window);
  const jointed = new Set(joints.flatMap((joint) => [joint.parent, joint.child]));
  const siblings: Branch[] = [];
  for (const [place, branch] of branches.entries()) {
    const clip = await read(branch);
    const donor = donorOf(families, members, place);
    siblings.push({ clip, shuffled: donor === null ? null : await withActionsOf(data, clip, donor) });
  }
  return {
    ...{ cluster: names.clusterOf(parent.id), scene: names.sceneOf(parent.scene), camera },
    parent: await read(parent),
    branches: siblings,
    driven: bodies.flatMap(({ id, name, motion }) =>
      motion === 'kinematic' || jointed.has(name) ? [id] : [],
    ),
  };
}

/**
 * Reads the families of a dataset, each by every camera that the rollout looks through; `null` for one that parts
 * before the context is full, or with its last frame.
 *
 * @throws {@link ToolkitError} as the dataset's readers.
 */
export async function* readFamilies(data: EvaluatedData, protocol: Protocol): AsyncGenerator<Family | null> {
  const families = familiesOf(data);
  for (const members of families) {
    const clips = data.clips.filter(({ episode }) => episode === members.parent.id);
    for (const camera of new Set(clips.map((clip) => clip.camera)))
      yield readFamily(data, protocol, families, members, camera);
  }
}
