import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'worldwright-recipes-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What a recipe is given beside the folder, and a line that it must print. */
const RECIPES: Readonly<Record<string, { readonly more: readonly string[]; readonly prints: RegExp }>> = {
  'alignment-suite': {
    more: ['alignment/seesaw,alignment/u-slope'],
    prints: /^u-slope-000000: g = 9\.81 m\/s²/m,
  },
  'counterfactual-pairs': { more: ['32'], prints: /^push-000000-cf3 leaves push-000000 at frame \d+/m },
  'custom-robot': { more: [], prints: /^sweep-000000: success$/m },
  'driving-set': { more: ['2', 'driving/cut-in'], prints: /^cut-in-000000: /m },
  'for-cosmos-droid': {
    more: ['17', 'robots/arm-reach'],
    prints: /^(success|failure)\/ LeRobot v3\.0: 1 episode/m,
  },
  'for-cosmos-predict2': {
    more: ['94', '160', 'understanding/bounce'],
    prints: /^1 clips in .*, 0 left out/m,
  },
  'for-cosmos-transfer': {
    more: ['61', '320x192', 'understanding/collision'],
    prints: /^1 clips in .*, 0 left out/m,
  },
  'for-cosmos3': {
    more: ['61', '320x192', 'understanding/collision'],
    prints: /^1 clips in .*, 0 left out/m,
  },
  'for-lerobot': { more: ['6', '64'], prints: /^3 clips in .*, 0 left out/m },
  'for-webdataset': { more: ['4'], prints: /^3 clips in .*, 0 left out/m },
  'intuitive-physics-test': {
    more: ['32', 'understanding/occluder'],
    prints: /^occluder-000000 and its twin part at frame \d+: \w+, ball/m,
  },
  'pick-place-with-failures': {
    more: ['6'],
    prints: /^arm-pick-place-000000: .* wanted (success|failure)$/m,
  },
  'train-nano': { more: ['2'], prints: /^wm-d-nano-moe-64, leg 1: /m },
};

it('has a test of every recipe', () => {
  const recipes = readdirSync(join(root, 'scripts')).filter((file) => file.endsWith('.ts'));
  expect(recipes.sort()).toEqual(
    ['first-dataset.ts', ...Object.keys(RECIPES).map((name) => `${name}.ts`)].sort(),
  );
});

it.each(Object.entries(RECIPES))(
  '%s runs, with one episode a scene',
  { timeout: 900_000 },
  async (name, { more, prints }) => {
    // What `npx tsx` starts, without npx in between.
    const script = ['--import', 'tsx', `scripts/${name}.ts`, '1', join(out, name), ...more];
    const { stdout } = await promisify(execFile)(process.execPath, script, { cwd: root });
    expect(stdout).toMatch(prints);
  },
);
