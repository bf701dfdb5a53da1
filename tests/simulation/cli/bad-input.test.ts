import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectRefused } from '../../fixtures/expect-refused.ts';
import { readScene } from '../../fixtures/read-scene.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-bad-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const expectRefusal = (args: readonly string[], words: RegExp): Promise<void> =>
  expectRefused(args, words, join(folder, 'out'));

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
      'a non-unit quaternion',
      (s) => {
        delete s['bodies'][1].yaw_deg;
        s['bodies'][1].orientation = [0, 0, 0, 0.5];
      },
      /bodies\[1\]\.orientation .*unit quaternion/,
    ],
    [
      'bodies that begin inside each other',
      (s) => s['bodies'].push({ ...s['bodies'].at(-1), name: 'twin' }),
      /scene\/overlap: .*bodies\[\d+\] \("twin/,
    ],
    [
      'an absurd number of bodies',
      (s) => {
        s['bodies'][1].repeat = { count: 1e9, step: [1, 0, 0] };
      },
      /bodies\[1\]\.repeat\.count must be ≤/,
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

  it.each([
    ['NaN', /scene\/not-json: .*scene\.json/],
    ['-1e999', /gravity\[2\] must be a finite number, got -Infinity m\/s²/],
  ])('is refused: gravity of %s', async (value, words) => {
    const file = brokenScene('robots/push', () => undefined);
    writeFileSync(file, readFileSync(file, 'utf8').replace('-9.81', value));
    await expectRefusal(['generate', file, '--out', 'OUT'], words);
  });

  it('is refused when it is not there, not JSON, absurdly large or absurdly deep', async () => {
    await expectRefusal(['generate', join(folder, 'none.json'), '--out', 'OUT'], /file\/missing/);
    const text = join(folder, 'text.json');
    writeFileSync(text, 'a scene');
    await expectRefusal(['generate', text, '--out', 'OUT'], /scene\/not-json/);
    writeFileSync(text, `"${'x'.repeat(5_000_000)}"`);
    await expectRefusal(['generate', text, '--out', 'OUT'], /file\/too-large/);
    writeFileSync(text, '['.repeat(400_000) + ']'.repeat(400_000));
    await expectRefusal(['generate', text, '--out', 'OUT'], /scene\/invalid.*nested without end/);
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
