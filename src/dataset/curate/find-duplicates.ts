import { hashDistance } from './measure-picture.ts';
import { courseDistance, type StateCourse, sumReach } from './state-course.ts';

/** A clip that may be one of several alike. */
export type Comparable = {
  /** Clips of different groups are never compared: another scene, camera, length or size. */
  readonly group: string;
  readonly course: StateCourse;
  /** Hashes of its pictures, read when first asked for; none where it has no pictures. */
  readonly hashes: () => Promise<readonly Uint8Array[]>;
};

/** A clip that is like an earlier one that stays. */
type Duplicate = {
  /** Places in the list. */
  readonly clip: number;
  readonly like: number;
  /** Metres. */
  readonly distance: number;
};

/** The first place of a sorted list whose sum is at least `sum`. */
function firstAt(clips: readonly Comparable[], sorted: readonly number[], sum: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (clips[sorted[middle]!]!.course.sum < sum) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The clips of each group, by the sums of their courses: what is alike stands close together. */
function sortedGroups(clips: readonly Comparable[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [i, { group, course }] of clips.entries()) {
    const key = `${group} ${course.bodies}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [i]);
    else list.push(i);
  }
  for (const list of groups.values()) list.sort((a, b) => clips[a]!.course.sum - clips[b]!.course.sum);
  return groups;
}

/**
 * Finds clips that are like an earlier one: whose bodies took nearly the same course, and whose pictures look alike.
 * Pictures are read only of those whose courses are alike. What is like a clip that does not stay, stays.
 *
 * @param onCompared - Told after each clip of how many are done; may throw to end the search.
 * @param distance - Most metres between courses. @param look - Most between hashes, 0…1.
 */
export async function findDuplicates(
  clips: readonly Comparable[],
  distance: number,
  look: number,
  onCompared: (done: number) => void = () => undefined,
): Promise<readonly Duplicate[]> {
  const groups = sortedGroups(clips);
  const gone = new Set<number>();
  const found: Duplicate[] = [];
  for (const [i, { group, course, hashes }] of clips.entries()) {
    const sorted = groups.get(`${group} ${course.bodies}`) as readonly number[];
    const reach = sumReach(course, distance);
    const near: { readonly like: number; readonly distance: number }[] = [];
    for (let at = firstAt(clips, sorted, course.sum - reach); at < sorted.length; at++) {
      const other = sorted[at]!;
      const { course: theirs } = clips[other]!;
      if (theirs.sum > course.sum + reach) break;
      if (other >= i || gone.has(other)) continue;
      const apart = courseDistance(course, theirs, distance);
      if (apart <= distance) near.push({ like: other, distance: apart });
    }
    near.sort((a, b) => a.distance - b.distance || a.like - b.like);
    for (const candidate of near) {
      if (hashDistance(await hashes(), await clips[candidate.like]!.hashes()) > look) continue;
      found.push({ clip: i, ...candidate });
      gone.add(i);
      break;
    }
    onCompared(i + 1);
  }
  return found;
}
