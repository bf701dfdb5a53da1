import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captionClip } from '#src/dataset/caption/caption-clip.ts';
import { MOST_TOKENS } from '#src/dataset/caption/caption-json.ts';
import { type CaptionRequest, captionRequest } from '#src/dataset/caption/caption-request.ts';
import { checkCaptions, checkText } from '#src/dataset/caption/check/check-captions.ts';
import { httpCaptioner } from '#src/dataset/caption/http-captioner.ts';
import { captionByOwn } from '#src/dataset/caption/own-captioner.ts';
import { boundedTokens } from '#src/dataset/caption/token-bound.ts';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { runCommand } from '../../fixtures/command-line.ts';

const SCENES = [
  'alignment/dominoes',
  'alignment/free-fall',
  'robots/push',
  'understanding/collision',
  'understanding/occluder',
];
const SEEDS = 5;
let folder: string;
let dataset: Dataset;
let requests: readonly CaptionRequest[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-captions-'));
  const out = join(folder, 'data');
  const options = [
    '--episodes',
    '2',
    '--frames',
    '20',
    '--size',
    '48x36',
    '--seed',
    '3',
    '--modalities',
    'rgb,instance_id',
    '--workers',
    '1',
  ];
  const { code, stderr } = await runCommand('generate', ...SCENES, '--out', out, ...options);
  expect(code, stderr).toBe(0);
  dataset = await openDataset(out);
  const clips = dataset.episodes.flatMap(({ id, cameras }) => cameras.map((camera) => [id, camera] as const));
  requests = await Promise.all(clips.map(([id, camera]) => captionRequest(dataset, id, camera)));
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One clip said in several ways. */
const seeds = (request: CaptionRequest): readonly CaptionRequest[] =>
  Array.from({ length: SEEDS }, (_, i) => ({ ...request, seed: request.seed + i }));

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=\.)\s+(?=[A-Z0-9])/);

describe('captions of generated episodes', () => {
  it('are true, sentence by sentence, in every wording', () => {
    const faults = requests.flatMap(seeds).flatMap((request) => checkCaptions(captionClip(request), request));
    expect(faults).toEqual([]);
  });

  it('follow from the seed, differ between seeds, and stay within the tokens of a loader', () => {
    for (const request of requests) {
      const captions = captionClip(request);
      expect(captionClip(request)).toEqual(captions);
      expect(new Set(seeds(request).map((other) => captionClip(other).dense)).size).toBeGreaterThan(
        SEEDS / 2,
      );
      expect(boundedTokens(JSON.stringify(captions.json))).toBeLessThanOrEqual(MOST_TOKENS);
      expect(captions.json.temporal_caption).toBe(captions.dense);
      expect(captions.short.length).toBeLessThan(captions.dense.length);
    }
  });

  it('say of every subject what it does, and how it is lit', () => {
    const said = requests.flatMap((request) => {
      const { subjects, lighting } = captionClip(request).json;
      return [lighting, ...subjects.flatMap(({ description, action }) => [description, action])];
    });
    expect(said.filter((text) => !text.endsWith('.'))).toEqual([]);
  });

  it('call light without a sun even, and no other light', () => {
    const request = requests[0] as CaptionRequest;
    const lights = request.facts.lights.filter(({ kind }) => kind === 'ambient');
    const dull = { ...request, facts: { ...request.facts, lights } };
    const { lighting } = captionClip(dull).json;
    expect(lighting).toMatch(/even|soft|diffuse/i);
    expect(checkText(lighting, dull)).toEqual([]);
    expect(checkText(lighting, request)).toHaveLength(1);
    expect(checkText(captionClip(request).json.lighting, dull)).toHaveLength(1);
  });

  it('say of what does nothing when it is seen, and are found out where it is hidden', () => {
    const [request] = requests as [CaptionRequest];
    const { ids, share } = request.seen;
    const moved = {
      ...request,
      steps: { ...request.steps, positions: new Float64Array(request.steps.positions.length) },
    };
    const until = (picture: number): CaptionRequest => ({
      ...moved,
      events: [],
      seen: {
        ...request.seen,
        share: share.map((part, cell) => (cell < picture * ids.length ? part : Math.min(part, 5e-4))),
      },
    });
    const [first] = captionClip(until(16)).json.subjects;
    expect(first?.action).toMatch(/can be seen|is to be seen|remains visible|stays in view/);
    expect(checkText(first?.action as string, until(16))).toEqual([]);
    expect(checkText(first?.action as string, until(8))).toHaveLength(1);
  });

  it('name nothing that is not seen', () => {
    for (const request of requests) {
      const dark = { ...request.seen, share: new Float32Array(request.seen.share.length) };
      const { dense } = captionClip({ ...request, seen: dark });
      expect(dense).not.toMatch(/\b(ball|box|domino|pusher|table|floor|wall)/);
    }
  });

  it('are refused where nothing says what is visible', async () => {
    const blind = { ...dataset, plan: { ...dataset.plan, modalities: ['rgb'] as const } };
    const { id, cameras } = dataset.episodes[0] as (typeof dataset.episodes)[number];
    await expect(captionRequest(blind, id, cameras[0] as string)).rejects.toThrow(
      'Captions name only what is visible',
    );
    await expect(captionRequest(dataset, id, cameras[0] as string, { start: 15, count: 9 })).rejects.toThrow(
      'A window must lie within the 20 pictures',
    );
  });
});

/** What makes a true sentence false; where it changes nothing it is not tried. */
const LIES: Readonly<Record<string, (sentence: string) => string>> = {
  sides: (text) =>
    text.replace(/\b(left|right)(?=wards|\b)/g, (side) => (side === 'left' ? 'right' : 'left')),
  heights: (text) =>
    text
      .replace(/\b(?:drops|descends|sinks|falls)(?! over)\b/, 'rises')
      .replace(/\b(?:climbs|ascends)\b/, 'drops'),
  times: (text) =>
    text.replace(/(\d+\.\d)(?= (?:seconds|to|and))|(?<=second )(\d+\.\d)/g, (time) =>
      (Number(time) + 0.7).toFixed(1),
    ),
  places: (text) =>
    text
      .replace(/\b(leftmost|rightmost)\b/g, (end) => (end === 'leftmost' ? 'rightmost' : 'leftmost'))
      .replace(/\b(nearer|farther)(?= [a-z]+ [a-z]+)/g, (end) => (end === 'nearer' ? 'farther' : 'nearer'))
      .replace(/\bthe second (?=[a-z ]+from the)/gi, 'the ninth '),
  bounces: (text) =>
    text.replace(
      /(drops|falls|plunges)((?: down)? (?:from|between) [^,]*)(?=\.|, (?:reach|gett|at))/,
      '$1$2, bouncing on the way',
    ),
  counts: (text) => text.replace(/\b(?:two|three|four|five|six)\b/g, 'nine'),
  sizes: (text) => text.replace(/(\d+) cm/g, (_, size) => `${Math.round(1.4 * Number(size)) + 1} cm`),
  speeds: (text) =>
    text.replace(/(\d+\.\d)(?= (?:m\/s|metres))/g, (speed) => (Number(speed) + 0.4).toFixed(1)),
  colors: (text) =>
    text
      .replace(/\b(?:red|blue|orange|yellow|purple|lavender)\b/g, 'dark green')
      .replace(/\b(?:green|teal)\b(?<!dark green)/g, 'dark purple'),
  camera: (text) =>
    text.replace(/(?:is fixed|stays still|does not move|remains in place)\.$/, 'goes round the scene.'),
};

describe('the checker', () => {
  it.each(Object.keys(LIES))('finds that %s are wrong', (kind) => {
    const lie = LIES[kind] as (typeof LIES)[string];
    let [tried, believed] = [0, 0];
    for (const request of requests.flatMap((one) => seeds(one).slice(0, 2))) {
      for (const sentence of sentencesOf(captionClip(request).dense)) {
        const told = lie(sentence);
        if (told === sentence) continue;
        tried++;
        if (checkText(told, request).length === 0) believed++;
      }
    }
    expect(tried).toBeGreaterThan(10);
    // Of a row of like bodies another one may do just what was said, and not much later.
    const spared = { times: 0.05, sides: 0.05, places: 0.3 }[kind] ?? 0;
    expect(believed).toBeLessThanOrEqual(spared * tried);
  });

  it('knows no word that it cannot check', () => {
    const request = requests[0] as CaptionRequest;
    expect(checkText('A purple elephant sings.', request)).toHaveLength(1);
    expect(checkText('The scene is beautiful.', request)).toHaveLength(1);
  });
});

describe("a user's own captioner", () => {
  let server: Server;
  let answer: (body: string) => { status?: number; text: string; delayMs?: number };
  let url: string;
  const clip = (): readonly [Dataset, string, string] => {
    const { id, cameras } = dataset.episodes[0] as (typeof dataset.episodes)[number];
    return [dataset, id, cameras[0] as string];
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { status = 200, text, delayMs = 0 } = answer(Buffer.concat(parts).toString());
        setTimeout(() => response.writeHead(status).end(text), delayMs);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://me:secret@127.0.0.1:${(server.address() as AddressInfo).port}/caption`;
  });

  afterAll(() => void server.close());

  it('may be a function', async () => {
    const own = await captionByOwn(...clip(), async ({ pictures, captions }) => ({
      dense: `${pictures.length} pictures. ${captions.short}`,
    }));
    expect(own.dense).toMatch(/^7 pictures\. /);
    expect(own.json.temporal_caption).toBe(own.dense);
  });

  it('may answer over HTTP', async () => {
    answer = (body) => {
      const asked = JSON.parse(body) as { pictures: string[]; captions: { short: string } };
      const png = Buffer.from(asked.pictures[0] as string, 'base64')
        .subarray(1, 4)
        .toString();
      return { text: JSON.stringify({ dense: `Seen as ${png}.` }) };
    };
    const own = await captionByOwn(...clip(), httpCaptioner(url));
    expect(own.dense).toBe('Seen as PNG.');
    expect(own.short).not.toBe('');
  });

  it.each<[what: string, reply: typeof answer, why: string, timeoutMs: number]>([
    ['is late', () => ({ text: '{}', delayMs: 1500 }), 'longer than 0.3 s', 300],
    ['fails', () => ({ status: 500, text: '' }), 'answered with status 500', 60_000],
    ['says no JSON', () => ({ text: 'a red box' }), 'did not answer with JSON', 60_000],
    [
      'says too much',
      () => ({ text: JSON.stringify({ dense: 'x'.repeat(300_000) }) }),
      'longer than 256 kB',
      60_000,
    ],
    ['says no text', () => ({ text: '{"dense": 3}' }), 'its "dense" is no text', 60_000],
  ])('is told of in a sentence where it %s', async (_, reply, why, timeoutMs) => {
    answer = reply;
    const failure = await captionByOwn(...clip(), httpCaptioner(url), { timeoutMs }).catch((error) => error);
    expect(failure).toMatchObject({ code: 'caption/failed' });
    expect(failure.message).toContain(why);
    expect(failure.message).not.toContain('secret');
  });

  it('is refused where its address is none', () => {
    expect(() => httpCaptioner('file:///etc/passwd')).toThrow('must be a URL with http');
  });
});
