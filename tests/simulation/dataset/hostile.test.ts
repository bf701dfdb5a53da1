import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { curateDatasets } from '#src/dataset/curate/curate-datasets.ts';
import { exportDataset } from '#src/dataset/export/export-dataset.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { openReader } from '#src/dataset/read/open-reader.ts';
import { type ShardRecord, shardText } from '#src/dataset/shard-record.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { sha256 } from '#src/media/sha256.ts';
import { packDatasets } from '#src/train/pack/pack-datasets.ts';
import { paintDataset, paintedPlan } from './painted-dataset.ts';

const root = mkdtempSync(join(tmpdir(), 'worldwright-hostile-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const [whole, data, out] = [join(root, 'whole'), join(root, 'data'), join(root, 'out')];

beforeAll(async () => paintDataset(whole, await paintedPlan()), 120_000);

const EPISODE = 'episodes/minimal-000000';

/** All who read a dataset; each is to end soon, well or with one sentence. */
const READERS: Readonly<Record<string, () => Promise<unknown>>> = {
  open: () => openDataset(data),
  verify: () => verifyDataset(data, { decode: true }),
  read: async () => {
    const reader = await openReader([data], { read: ['rgb', 'depth_z_m', 'steps', 'events'] });
    for await (const window of reader) expect(window.frames).toBe(3);
  },
  lerobot: () => exportDataset({ data, format: 'lerobot', out }),
  webdataset: () => exportDataset({ data, format: 'webdataset', out }),
  curate: () => curateDatasets({ data: [data], out }),
  pack: () => packDatasets({ data: [data], out }),
};

/** A copy of the dataset in which a file is another, and whose commit says that it must be so. */
function plant(path: string, content: Uint8Array | string): void {
  rmSync(data, { recursive: true, force: true });
  cpSync(whole, data, { recursive: true });
  writeFileSync(join(data, path), content);
  if (!path.startsWith(EPISODE)) return;
  const shard = join(data, 'shards/minimal-000000.json');
  const record = JSON.parse(readFileSync(shard, 'utf8'));
  const files = (record.files as { path: string; frames?: number; frames_sha256?: string }[]).map((file) => ({
    ...file,
    ...(file.frames === undefined ? {} : { framesSha256: file.frames_sha256 }),
    ...(`${EPISODE}/${file.path}` === path
      ? { bytes: Buffer.byteLength(content), sha256: sha256(content) }
      : {}),
  }));
  const told = { episode: record.episode, planSha256: record.plan_sha256, files } as ShardRecord;
  writeFileSync(shard, shardText(told));
}

/** What each reader made of it: `well`, or the sentence. */
async function tryAll(): Promise<Readonly<Record<string, string>>> {
  const said: Record<string, string> = {};
  for (const [name, work] of Object.entries(READERS)) {
    rmSync(out, { recursive: true, force: true });
    const before = readdirSync(root).sort();
    const result: unknown = await work().catch((error: unknown) => error);
    if (result instanceof Error) {
      expect(result, `${name}: ${result.stack}`).toBeInstanceOf(ToolkitError);
      expect((result as ToolkitError).exitCode).toBe(2);
      expect(result.message.length).toBeLessThan(600);
      expect(readdirSync(root).sort(), name).toEqual(before);
      said[name] = result.message;
    } else if (name === 'verify') {
      const { problems } = result as Awaited<ReturnType<typeof verifyDataset>>;
      said[name] = problems.map(({ path, problem }) => `${path}: ${problem}`).join('\n') || 'well';
    } else said[name] = 'well';
  }
  rmSync(out, { recursive: true, force: true });
  expect(Object.keys(Object.prototype)).toEqual([]);
  return said;
}

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** The JSON of a file with a value at a path of keys. */
function jsonWith(path: string, keys: readonly (string | number)[], text: string): string {
  const value = JSON.parse(readFileSync(join(whole, path), 'utf8'));
  let at = value;
  for (const key of keys.slice(0, -1)) at = at[key];
  at[keys.at(-1) as string] = '@@';
  return JSON.stringify(value).replace('"@@"', text);
}

const all = Object.keys(READERS);

type Case = readonly [
  what: string,
  path: string,
  content: () => Uint8Array | string,
  words: RegExp,
  who: readonly string[],
];

const plan: Case[] = (
  [
    ['a hundred thousand levels', ['scenes', 0, 'scene'], deep(100_000), /more than 64 levels deep/],
    ['a million million episodes', ['scenes', 0, 'episodes'], '1000000000000', /at scenes\.0\.episodes/],
    ['a million million frames', ['frames'], '1000000000000', /at frames/],
    ['pictures of 100000x100000', ['width'], '100000', /at width/],
    ['a layout of a million characters', ['layout'], `"${'x'.repeat(1e6)}"`, /must begin with "layout"/],
    [
      'a million counterfactuals of each',
      ['counterfactuals'],
      '{"count": 100000000, "at": 1}',
      /200000002 episodes/,
    ],
    ['a scene with another prototype', ['__proto__'], '{"polluted": true}', /plan\.json/],
  ] as const
).map(([what, keys, text, words]) => [
  `a plan with ${what}`,
  'plan.json',
  () =>
    keys[0] === '__proto__'
      ? readFileSync(join(whole, 'plan.json'), 'utf8').replace('{', `{ "__proto__": ${text},`)
      : jsonWith('plan.json', keys, text),
  words,
  all,
]);

const paths: Case[] = ['../../../stolen', '/etc/passwd', 'front/../../x', 'a\\b', 'front//rgb.mp4'].map(
  (path) => [
    `a commit of ${path}`,
    'shards/minimal-000000.json',
    () =>
      readFileSync(join(whole, 'shards/minimal-000000.json'), 'utf8').replace(
        'front/rgb.mp4',
        path.replaceAll('\\', '\\\\'),
      ),
    /minimal-000000\.json.*(must name files inside its own folder|was changed)/,
    all,
  ],
);

const FACTS = `${EPISODE}/episode.json`;
const CAMERAS = `${EPISODE}/cameras.json`;
const EVENTS = `${EPISODE}/events.jsonl`;
const users = all.filter((name) => name !== 'open' && name !== 'verify');
const facts: Case[] = [
  [
    'an episode of many levels',
    FACTS,
    () => jsonWith(FACTS, ['parameters'], deep(100_000)),
    /episode\.json .*levels deep/,
    users,
  ],
  [
    'an episode of nobody',
    FACTS,
    () => jsonWith(FACTS, ['bodies'], '[null]'),
    /episode\.json .*bodies\.0/,
    users,
  ],
  [
    'a body without a shape',
    FACTS,
    () => jsonWith(FACTS, ['bodies', 0, 'shape'], '{"kind": "cube"}'),
    /episode\.json .*shape/,
    users,
  ],
  [
    'a name of a million characters',
    FACTS,
    () => jsonWith(FACTS, ['bodies', 0, 'name'], `"${'x'.repeat(1e6)}"`),
    /episode\.json/,
    users,
  ],
  ['an episode that is a list', FACTS, () => '[]', /episode\.json/, users],
  [
    'a camera that takes no picture',
    CAMERAS,
    () => jsonWith(CAMERAS, ['cameras', 0, 'every'], '0'),
    /cameras\.json .*every/,
    ['webdataset', 'lerobot', 'curate'],
  ],
  [
    'a camera without a pose',
    CAMERAS,
    () => jsonWith(CAMERAS, ['cameras', 0, 'world_from_camera'], '[1]'),
    /cameras\.json .*world_from_camera/,
    ['webdataset', 'lerobot', 'curate'],
  ],
  [
    'no camera at all',
    CAMERAS,
    () => jsonWith(CAMERAS, ['cameras'], '[]'),
    /cameras\.json .*lacks the camera front/,
    ['webdataset', 'lerobot', 'curate'],
  ],
  [
    'an event of many levels',
    EVENTS,
    () => `${deep(100_000)}\n`,
    /events\.jsonl .*line 1.*levels deep/,
    ['read', 'webdataset', 'curate'],
  ],
  ['an event of nothing', EVENTS, () => 'null\n', /events\.jsonl .*line 1/, ['read', 'webdataset', 'curate']],
];

const STEPS = `${EPISODE}/steps.parquet`;

/** A Parquet whose footer is this. */
function parquet(footer: readonly number[], length = footer.length): Uint8Array {
  const bytes = Buffer.concat([
    Buffer.from('PAR1'),
    Buffer.from(footer),
    Buffer.alloc(4),
    Buffer.from('PAR1'),
  ]);
  bytes.writeUInt32LE(length, bytes.length - 8);
  return bytes;
}

const tables: Case[] = [
  [
    'a footer of 4 GiB',
    STEPS,
    () => parquet([0], 2 ** 32 - 1),
    /steps\.parquet .*claims 4294967295 bytes/,
    users,
  ],
  [
    'a table of many levels',
    STEPS,
    () => parquet(Array(100_000).fill(0x1c)),
    /steps\.parquet .*levels deep/,
    users,
  ],
  [
    'a table cut off',
    STEPS,
    () => readFileSync(join(whole, STEPS)).subarray(0, 900),
    /steps\.parquet/,
    users,
  ],
  ['a table of nothing', STEPS, () => '', /steps\.parquet/, users],
];

const VIDEO = `${EPISODE}/front/rgb.mp4`;

/** The recorded video, whose header claims sides as long as it can say. */
function hugeVideo(): Uint8Array {
  const bytes = Buffer.from(readFileSync(join(whole, VIDEO)));
  const entry = bytes.indexOf('avc1', bytes.indexOf('stsd'));
  expect(bytes.readUInt16BE(entry + 28)).toBe(16);
  bytes.writeUInt16BE(65_535, entry + 28);
  bytes.writeUInt16BE(65_535, entry + 30);
  return bytes;
}

const videos: Case[] = [
  ['a video that claims 65535x65535', VIDEO, hugeVideo, /rgb\.mp4/, users.concat('verify')],
  [
    'a playlist in a video’s clothes',
    VIDEO,
    () => '#EXTM3U\n/etc/passwd\n',
    /rgb\.mp4/,
    users.concat('verify'),
  ],
];

describe.each([...plan, ...paths, ...facts, ...tables, ...videos])(
  '%s',
  (_what, path, content, words, who) => {
    it('is told in a sentence, and nothing is written', async () => {
      plant(path, content());
      const said = await tryAll();
      for (const name of who) expect(said[name], name).toMatch(words);
    }, 60_000);
  },
);

describe('what is no file of the dataset', () => {
  it.each<[string, string, (file: string) => void, RegExp]>([
    [
      'a link that leads out',
      FACTS,
      (file) => symlinkSync('/etc/passwd', file),
      /must lie inside its dataset/,
    ],
    [
      'a pipe, which never ends',
      VIDEO,
      (file) => execFileSync('mkfifo', [file]),
      /must be a file, but it is something else/,
    ],
    [
      'a text of 300 MiB',
      FACTS,
      (file) => {
        writeFileSync(file, '');
        truncateSync(file, 300 * 2 ** 20);
      },
      /may have \d+ bytes, but .*has 314572800/,
    ],
  ])(
    '%s',
    async (_what, path, make, words) => {
      rmSync(data, { recursive: true, force: true });
      cpSync(whole, data, { recursive: true });
      rmSync(join(data, path));
      make(join(data, path));
      const said = await tryAll();
      for (const name of ['lerobot', 'webdataset', 'curate']) expect(said[name], name).toMatch(words);
      expect(said['verify']).not.toBe('well');
    },
    60_000,
  );
});

describe('a curation', () => {
  it.each<[string, (text: string) => string, RegExp]>([
    ['of many levels', () => deep(100_000), /levels deep/],
    [
      'whose clips are nowhere',
      (text) => text.replaceAll('"dataset":0', '"dataset":7'),
      /contradicts the rest/,
    ],
    [
      'whose ids lead out',
      (text) => text.replaceAll('minimal-000000.front', '../../x'),
      /contradicts the rest/,
    ],
    ['of no clips', (text) => text.replace(/"clips": \[.*\]/s, '"clips": []'), /is not in it/],
  ])('%s is refused by all who take one', async (_what, change, words) => {
    rmSync(data, { recursive: true, force: true });
    cpSync(whole, data, { recursive: true });
    const list = join(root, 'list');
    rmSync(list, { recursive: true, force: true });
    await curateDatasets({ data: [data], out: list });
    const file = join(list, 'curation.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    for (const work of [
      () => exportDataset({ data, format: 'lerobot', out, list }),
      () => packDatasets({ data: [data], out, list }),
      () => openReader([data], { read: ['rgb'], list }),
    ]) {
      const error: unknown = await work().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(words) });
      expect(existsSync(out)).toBe(false);
    }
  });
});
