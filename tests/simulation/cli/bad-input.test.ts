import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../fixtures/command-line.ts';
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
      'a far plane beyond what depth can be stored to',
      (s) => {
        s['cameras'][0].far = 20_000;
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

describe('a wrong camera, sensor or light', () => {
  const camera =
    (fields: object): Change =>
    (s) =>
      Object.assign(s['cameras'][0], fields);
  const lidar = { name: 'scan', kind: 'lidar', rings: 16, columns: 90, rate_hz: 10 };
  const sensor =
    (fields: object): Change =>
    (s) =>
      Object.assign(s, {
        sensors: [{ ...lidar, elevation_deg: [-15, 15], max_range: 50, ...fields }],
      });
  const cases: readonly (readonly [string, Change, RegExp])[] = [
    [
      'a lens that folds its image',
      camera({ lens: { kind: 'brown-conrady', k1: -2 } }),
      /cameras\[0\]\.lens must not fold/,
    ],
    [
      'a stereo pair in one place',
      camera({ stereo: { baseline: 0 } }),
      /cameras\[0\]\.stereo\.baseline must be > 0 m/,
    ],
    [
      'a depth sensor with both eyes in one place',
      camera({ stereo_depth: { baseline: 0 } }),
      /cameras\[0\]\.stereo_depth\.baseline must be > 0 m/,
    ],
    [
      'a shutter longer than a frame',
      camera({ shutter: { share: 1.5 } }),
      /cameras\[0\]\.shutter\.share must be ≤ 1/,
    ],
    [
      'negative read noise',
      camera({ noise: { full_well: 1000, read: -1 } }),
      /cameras\[0\]\.noise\.read must be ≥ 0 electrons/,
    ],
    [
      'a picture too wide to draw',
      camera({ size: [100_000, 64] }),
      /cameras\[0\]\.size\[0\] must be ≤ 4096 pixels/,
    ],
    [
      'a LiDAR of seventeen rings',
      sensor({ rings: 17 }),
      /sensors\[0\]\.rings must be 16 or 32 or 64 or 128, got 17/,
    ],
    [
      'a rate that does not divide',
      sensor({ rate_hz: 7 }),
      /sensors\[0\]\.rate_hz must divide .*\nTake 6 or 8/,
    ],
    ['negative range noise', sensor({ range_noise: -1 }), /sensors\[0\]\.range_noise must be ≥ 0 m/],
    [
      'more suns than can be drawn',
      (s) => {
        s['lights'] = Array(5).fill({ kind: 'sun', direction: [0, 0, -1], intensity: 0.2 });
      },
      /lights\[4\] must not be a sun beyond the 4/,
    ],
  ];
  it.each(cases)('is refused: %s', async (_what, change, words) => {
    await expectRefusal(['generate', brokenScene('robots/push', change), '--out', 'OUT'], words);
  });

  it('is a warning alone where a camera begins inside a body', async () => {
    const file = brokenScene('robots/push', (s) => {
      const [x, y, z] = s['cameras'][0].position;
      const shape = { kind: 'box', size: [0.4, 0.4, 0.4] };
      s['bodies'].push({ name: 'hut', shape, material: 'wood', motion: 'fixed', position: [x, y, z] });
    });
    const out = join(folder, 'warned');
    const few = ['--episodes', '1', '--frames', '2', '--size', '32x32', '--workers', '1'];
    const { code, stderr } = await runCommand('generate', file, '--out', out, ...few);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('push: camera "oblique" begins inside body "hut".');
  });
});

describe('a wrong flag', () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--fps', '7'], /fps.*7/s],
    [['--size', '127x128'], /127/],
    [['--size', '0x0'], /\b0\b/],
    [['--size', '100000x64'], /width must be an even number from 16 to 4096 pixels, got 100000/],
    [['--size', 'big'], /--size.*big/],
    [['--episodes', '-1'], /--episodes.*-1/],
    [['--shard', '5/4'], /--shard.*5\/4/],
    [['--cameras', 'nowhere'], /nowhere/],
    [['--modalities', 'smell'], /smell/],
    [['--modalities', 'sensor_depth_z_m'], /sensor_depth_z_m needs a camera with stereo_depth.* in push/],
    [['--look', 'odd'], /look must be one of easy, varied, got odd/],
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

  it.each<[string, readonly string[], RegExp]>([
    ['a command', ['genrate', 'robots/push'], /generate/],
    ['a flag', ['generate', 'robots/push', '--out', 'OUT', '--epsiodes', '3'], /--episodes/],
    ['a value', ['generate', 'robots/push', '--out', 'OUT', '--fps', '7'], /fps.*7/s],
    ['a folder', ['verify', 'nowhere'], /nowhere/],
  ])('is refused by the program that was built, in a process of its own: %s', async (_what, args, words) => {
    await expectRefused(args, words, join(folder, 'out'), 2, runCommand);
  });
});
