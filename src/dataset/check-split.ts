import { ToolkitError } from '../core/error.ts';
import type { Scene } from '../scene/scene-schema.ts';
import { rangesBeyond } from '../scene/variation/beyond-range.ts';
import { heldOutCombinations } from '../scene/variation/combination.ts';
import type { PlanDraft } from './make-plan.ts';

/**
 * Refuses shares that are none, and splits whose names promise what the scenes cannot give.
 *
 * @throws {@link ToolkitError} `argument/invalid`.
 */
export function checkSplit(
  { split, look, seed }: Pick<PlanDraft, 'split' | 'look' | 'seed'>,
  scenes: readonly Scene[],
): void {
  const shares = Object.entries(split);
  const named = shares.every(
    ([name, share]) => /^[a-z][a-z0-9_-]{0,31}$/.test(name) && share > 0 && share <= 1,
  );
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (!named || Math.abs(sum - 1) >= 1e-9) {
    throw refusal(
      'split must give lower-case names shares above 0 that sum to 1',
      shares.map(([name, share]) => `${name}=${share}`).join(','),
      'Write it like train=0.9,test=0.1.',
    );
  }
  if ('combination' in split && look === 'varied') {
    throw refusal(
      'The split combination needs the look easy, for a varied one colours the bodies itself',
      'look varied',
      'Leave out --look varied, or that split.',
    );
  }
  for (const scene of scenes) {
    if ('combination' in split && heldOutCombinations(scene, seed).length === 0) {
      throw refusal(
        'The split combination needs a scene whose bodies choose among shapes, colours or materials',
        `no such choice in ${scene.name}`,
        'Give a body a list of shapes or materials, or a choice of colours, or leave that split out.',
      );
    }
    if ('ood' in split && rangesBeyond(scene).length === 0) {
      throw refusal(
        'The split ood needs a scene with a range that says "ood": [low, high]',
        `none in ${scene.name}`,
        'Add it to a range of its random, or leave that split out.',
      );
    }
  }
}

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got}.`, hint);
