import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../fixtures/command-line.ts';
import { readScene } from '../../fixtures/read-scene.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-bad-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What every refusal is: exit 2, a code and a sentence, no stack, and nothing written. */
async function expectRefusal(args: readonly string[], words: RegExp): Promise<void> {
  const out = join(folder, 'out');
  const { code, stdout, stderr } = await runCommand(...args.map((arg) => (arg === 'OUT' ? out : arg)));
  expect(stderr).toMatch(words);
  expect(code, stderr).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^[a-z]+\/[a-z-]+: \S/m);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(existsSync(out)).toBe(false);
}

// A scene file as its author may get it wrong: anything may be anywhere.
// biome-ignore lint/suspicious/noExplicitAny: a wrong file has no type.
type Change = (scene: Record<string, any>) => void;

/** A shipped scene with one thing wrong, as a file. */
function brokenScene(name: string, change: Change): string {
  const scene = JSON.parse(JSON.stringify(readScene(name)));
  change(scene);
  const file = join(folder, 'scene.json');
  writeFileSync(file, JSON.stringify(scene));
  return file;
}

describe('a wrong scene file', () => {
  const cases: readonly (readonly [string, Change, RegExp])[] = [
    ['an unknown field', (s) => Object.assign(s, { gravty: [0, 0, 0] }), /gravty.*gravity/s],
    [
      'a negative density',
      (s) => {
        s['materials'][Object.keys(s['materials'])[0]!].density = -1;
      },
      /density/,
    ],
    [
      'gravity that is no vector',
      (s) => {
        s['gravity'] = [0, 0];
      },
      /gravity/,
    ],
    [
      'a zero size',
      (s) => {
        s['bodies'][0].shape = { box: { size: [0, 1, 1] } };
      },
      /bodies\[0\]\.shape/,
    ],
    [
      'no camera',
      (s) => {
        s['cameras'] = [];
      },
      /cameras/,
    ],
    [
      'a far plane beyond the depth scale',
      (s) => {
        s['cameras'][0].far = 900;
      },
      /far/,
    ],
  ];
  it.each(cases)('is refused: %s', async (_what, change, words) => {
    const file = brokenScene('robots/push', change);
    await expectRefusal(['generate', file, '--out', 'OUT', '--episodes', '1'], words);
  });

  it('is refused when it is not there, not JSON, or absurdly large', async () => {
    await expectRefusal(['generate', join(folder, 'none.json'), '--out', 'OUT'], /file\/missing/);
    const text = join(folder, 'text.json');
    writeFileSync(text, 'a scene');
    await expectRefusal(['generate', text, '--out', 'OUT'], /scene\/not-json/);
    writeFileSync(text, `"${'x'.repeat(5_000_000)}"`);
    await expectRefusal(['generate', text, '--out', 'OUT'], /file\/too-large/);
  });
});

describe('a wrong flag', () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--fps', '7'], /fps.*7/s],
    [['--size', '127x128'], /127/],
    [['--size', '0x0'], /\b0\b/],
    [['--size', '100000x100000'], /100000/],
    [['--size', 'big'], /--size.*big/],
    [['--episodes', '-1'], /--episodes.*-1/],
    [['--shard', '5/4'], /--shard.*5\/4/],
    [['--cameras', 'nowhere'], /nowhere/],
    [['--modalities', 'smell'], /smell/],
    [['--driver', 'warp'], /--driver.*warp/],
    [['--epsiodes', '3'], /--episodes/],
  ];
  it.each(cases)('is refused: %s', async (flags, words) => {
    await expectRefusal(['generate', 'robots/push', '--out', 'OUT', ...flags], words);
  });

  it('or command is refused, with the nearest right one', async () => {
    await expectRefusal(['genrate', 'robots/push'], /generate/);
    await expectRefusal(['verify', join(folder, 'nowhere')], /nowhere/);
    await expectRefusal(['inspect', join(folder, 'nowhere')], /nowhere/);
  });
});
