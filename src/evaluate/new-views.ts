import { listed } from '../core/listed.ts';
import type { WorldModelContract } from '../world-model/contract.ts';
import type { ClipRef } from './protocol.ts';

/** The names that are no members of a set, each once and in order. */
const others = (names: readonly string[], known: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => !known.includes(name)).sort();

const are = (names: readonly string[]): string => `${listed(names)} ${names.length === 1 ? 'is' : 'are'}`;

/**
 * Which of the clips' scenes and cameras a model has not learnt from, a sentence each; nothing where it does not say
 * what it has learnt from.
 */
export function newViews(
  { name, learntViews }: Pick<WorldModelContract, 'name' | 'learntViews'>,
  clips: readonly Pick<ClipRef, 'scene' | 'camera'>[],
): string[] {
  if (learntViews === null) return [];
  const learnt = Object.keys(learntViews);
  const scenes = others(
    clips.map(({ scene }) => scene),
    learnt,
  );
  const sentences =
    scenes.length === 0 ? [] : [`${name} has learnt from ${listed(learnt)} alone: ${are(scenes)} new to it.`];
  /** Scenes by what is said of their cameras. */
  const cameras = new Map<string, string[]>();
  for (const [scene, known] of Object.entries(learntViews)) {
    const here = clips.filter((clip) => clip.scene === scene).map(({ camera }) => camera);
    const unseen = others(here, known);
    if (unseen.length === 0) continue;
    const words = `by ${listed(known)} alone: ${are(unseen)} new to it`;
    cameras.set(words, [...(cameras.get(words) ?? []), scene]);
  }
  return [...sentences, ...[...cameras].map(([words, seen]) => `${name} has seen ${listed(seen)} ${words}.`)];
}
