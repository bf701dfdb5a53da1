import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESSES, THUMB_FRAMES } from '#src/core/view/addresses.ts';
import type { ClipFacts, DatasetIndex, EpisodeDigest } from '#src/core/view/dataset-view.ts';
import { blockBytes, splitBlock } from '#src/core/view/frame-block.ts';
import type { ViewManifest } from '#src/core/view/view-manifest.ts';
import { openDataset } from '#src/dataset/open-dataset.ts';
import { readEpisodeFacts, readSteps } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { readSceneFile } from '#src/dataset/read-scene-file.ts';
import { frameBytes } from '#src/media/video-format.ts';
import { openThings } from '#src/server/open-things.ts';
import { startViewerServer, type ViewerServer } from '#src/server/viewer-server.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { startViewer } from '../../fixtures/start-viewer.ts';
import { ask as askPort, json, servedDataset, servedFolder } from './served-dataset.ts';

const ID = 'minimal-000001';

let folder: string;
let page: string;
let data: string;
let scene: string;
let model: string;
let viewer: ViewerServer;

const ask = (path: string, options?: Parameters<typeof askPort>[2]) =>
  askPort(viewer.port, `/${path}`, options);

beforeAll(async () => {
  folder = servedFolder();
  page = join(folder, 'page');
  data = join(folder, 'data');
  scene = join(folder, 'own.json');
  model = join(folder, 'wm.onnx');
  await servedDataset(data);
  writeFileSync(scene, JSON.stringify(minimalScene()));
  writeFileSync(
    model,
    Uint8Array.from({ length: 1000 }, (_, i) => i % 251),
  );
  writeFileSync(`${model}.wm.json`, '{"context": 4}');
  viewer = await startViewer([data, scene, 'robots/arm-reach'], { models: [model], page });
});

afterAll(async () => {
  await viewer.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what is viewed', () => {
  it('stands in the manifest, what was given first', async () => {
    const manifest: ViewManifest = json(await ask(ADDRESSES.manifest));
    expect(manifest).toMatchObject({ live: true, start: { page: 'data', key: 'data' }, faults: [] });
    expect(manifest.scenes.slice(0, 2).map(({ key }) => key)).toEqual(['own', 'robots/arm-reach']);
    expect(manifest.scenes.map(({ key }) => key)).toContain('robots/push');
    expect(new Set(manifest.scenes.map(({ key }) => key)).size).toBe(manifest.scenes.length);
    expect(manifest.datasets).toEqual([{ key: 'data', name: 'data' }]);
    expect(manifest.models).toEqual([{ key: 'wm', name: 'wm', bytes: 1000, sideCar: true }]);
  });

  it('is a scene with its robot, as the dataset reader reads it', async () => {
    for (const name of ['robots/push', 'robots/arm-reach'])
      expect(json(await ask(ADDRESSES.scene(name)))).toEqual(JSON.parse(JSON.stringify(readSceneFile(name))));
    expect(json(await ask(ADDRESSES.scene('own')))).toMatchObject({ name: 'minimal' });
    expect((await ask(ADDRESSES.scene('nothing'))).status).toBe(404);
  });

  it('is the page', async () => {
    const index = await ask('');
    expect([index.status, index.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const script = await ask('assets/main-1.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.bytes.toString()).toBe(readFileSync(join(page, 'assets', 'main-1.js'), 'utf8'));
    expect((await ask('assets')).status).toBe(404);
  });
});

describe('a dataset', () => {
  it('has an index of what is committed', async () => {
    const index: DatasetIndex = json(await ask(ADDRESSES.dataset('data')));
    const { plan, planSha256, episodes } = await openDataset(data);
    expect(index).toMatchObject({ name: 'data', planSha256, seed: 3, frames: 20, planned: 3 });
    expect(index.modalities).toEqual(plan.modalities);
    expect(index.episodes.id).toEqual(episodes.map(({ id }) => id));
    expect(index.episodes.split.map((i) => index.splits[i])).toEqual(episodes.map(({ split }) => split));
    expect(index.episodes.scene.map((i) => index.scenes[i])).toEqual(episodes.map((one) => one.scene));
  });

  it('has digests in pages', async () => {
    const digests: EpisodeDigest[] = json(await ask(ADDRESSES.digests('data', 0)));
    expect(digests.map(({ id }) => id)).toEqual(['minimal-000000', ID, 'minimal-000002']);
    expect(digests[1]).toMatchObject({
      ...{ parent: null, outcome: null, events: { contact_begin: 1 }, caption: null, flags: [], fault: null },
    });
    expect((await ask(ADDRESSES.digests('data', 1))).status).toBe(404);
    expect((await ask('data/data/digests/00.json')).status).toBe(404);
  });

  it('has clips with everything but pictures', async () => {
    const clip: ClipFacts = json(await ask(ADDRESSES.clip('data', ID)));
    const dataset = await openDataset(data);
    expect(clip.facts).toEqual(JSON.parse(JSON.stringify(await readEpisodeFacts(dataset, ID))));
    const steps = await readSteps(dataset, ID);
    expect(clip.steps.positions).toEqual([...steps.positions]);
    expect(clip.steps).toMatchObject({ frames: 20, actionDim: 2, bodies: ['ball', 'ground'] });
    expect(clip.cameras).toMatchObject([
      { name: 'front', frames: 20, modalities: ['rgb', 'depth_z_m', 'instance_id'] },
    ]);
    expect(clip).toMatchObject({ family: [ID], ids: dataset.ids, encoding: { depthScaleM: 0.001 } });
    expect(clip.events).toHaveLength(1);
  });

  it.each(['rgb', 'depth_z_m', 'instance_id'] as const)('has blocks of %s as they are stored', async (m) => {
    const frames = await readFrames(await openDataset(data), ID, 'front', m);
    for (const [block, count] of [
      [0, 16],
      [1, 4],
    ] as const) {
      const answer = await ask(ADDRESSES.frames('data', ID, 'front', m, block));
      const { header, deflated } = splitBlock(answer.bytes);
      expect(header).toMatchObject({ width: 16, height: 16, first: 16 * block, frames: count });
      const bytes = inflateRawSync(deflated);
      expect(bytes).toHaveLength(blockBytes(header));
      const own = frames.slice(16 * block, 16 * block + count).map(frameBytes);
      expect(bytes.equals(Buffer.concat(own))).toBe(true);
    }
    expect((await ask(ADDRESSES.frames('data', ID, 'front', m, 2))).status).toBe(404);
  });

  it('has thumbnails', async () => {
    const answer = await ask(ADDRESSES.thumb('data', ID));
    expect(answer.headers['content-type']).toBe('image/webp');
    expect(await sharp(answer.bytes).metadata()).toMatchObject({ width: 96 * THUMB_FRAMES, height: 96 });
  });

  it('has nothing else', async () => {
    for (const path of [
      ADDRESSES.dataset('other'),
      ADDRESSES.clip('data', 'minimal-000009'),
      ADDRESSES.frames('data', ID, 'back', 'rgb', 0),
      ADDRESSES.frames('data', ID, 'front', 'normal', 0),
      ADDRESSES.frames('data', ID, 'front', 'boxes', 0),
      `data/data/episodes/${ID}/front/rgb/00.bin`,
      `data/data/episodes/${ID}/front/rgb/0.bin/more`,
      `data/data/episodes/${ID}/episode.json`,
      'data/data/plan.json',
      'data/data/constructor',
      'data/__proto__/index.json',
      'scenes/__proto__.json',
    ]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(Object.keys(json(answer))).toEqual(['code', 'message', 'hint']);
    }
  });

  it('is not sent again to whom it is known', async () => {
    const path = ADDRESSES.frames('data', ID, 'front', 'rgb', 0);
    const etag = String((await ask(path)).headers['etag']);
    const again = await ask(path, { headers: { 'If-None-Match': `"other", ${etag}` } });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    expect((await ask(path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });
});

describe('a model', () => {
  it('is sent whole, with what lies beside it', async () => {
    const whole = await ask(ADDRESSES.model('wm'));
    expect(whole.bytes.equals(readFileSync(model))).toBe(true);
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': '1000' });
    expect(json(await ask(ADDRESSES.modelSideCar('wm')))).toEqual({ context: 4 });
  });

  it('is sent in parts', async () => {
    const part = await ask(ADDRESSES.model('wm'), { headers: { Range: 'bytes=10-19' } });
    expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 10-19/1000']);
    expect(part.bytes.equals(readFileSync(model).subarray(10, 20))).toBe(true);
    const head = await ask(ADDRESSES.model('wm'), { method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([200, '1000', 0]);
  });

  it.each([
    'bytes=1000-',
    'bytes=0-1,5-6',
    'bytes=9-3',
    'bytes=-0',
    'bytes=a-b',
    `bytes=0-${'9'.repeat(40)}`,
  ])('is refused in parts such as %s', async (range) => {
    const answer = await ask(ADDRESSES.model('wm'), { headers: { Range: range } });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */1000']);
  });
});

describe('safety', () => {
  it.each(['', 'view.json', 'nothing', '../x', `data/data/episodes/${ID}/front/rgb/0.bin`])(
    'headers stand on /%s',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it.each([
    '../../etc/passwd',
    'data/../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '%252e%252e%252fetc%252fpasswd',
    '..\\..\\etc\\passwd',
    '%5c..%5cetc%5cpasswd',
    '/etc/passwd',
    'assets/../../own.json',
    'data/data/episodes/..%00/clip.json',
    'file:///etc/passwd',
  ])('no way out by /%s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(403);
    expect(json(answer).code).toBe('path/outside');
    expect(answer.bytes.toString()).not.toMatch(/root:|etc|stack|\bat /);
  });

  it('no other host, origin or method', async () => {
    const port = viewer.port;
    const status = async (headers: Record<string, string>, method = 'GET') =>
      (await ask('view.json', { method, headers })).status;
    expect(await status({ Host: `localhost:${port}` })).toBe(200);
    expect(await status({ Host: 'evil.example' })).toBe(403);
    expect(await status({ Host: `evil.example:${port}` })).toBe(403);
    expect(await status({ Origin: `http://127.0.0.1:${port}` })).toBe(200);
    expect(await status({ Origin: 'https://evil.example' })).toBe(403);
    expect(await status({ Origin: 'null' })).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect(await status({}, method)).toBe(405);
    expect((await ask(`view.json?${'a'.repeat(5000)}`)).status).toBe(414);
  });

  it('an absolute address in the request line is none', async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(viewer.port, '127.0.0.1', () =>
        socket.write(
          `GET http://127.0.0.1:${viewer.port}/view.json HTTP/1.1\r\nHost: 127.0.0.1:${viewer.port}\r\nConnection: close\r\n\r\n`,
        ),
      );
      let said = '';
      socket.on('data', (part) => {
        said += part;
      });
      socket.on('close', () => resolve(said));
    });
    expect(text).toMatch(/^HTTP\/1.1 403 /);
  });

  it('a host asks for a token', async () => {
    const shared = await startViewerServer(await openThings([scene]), { host: '127.0.0.1', port: 0, page });
    try {
      const token = new URL(shared.url).searchParams.get('token') ?? '';
      expect(token).toHaveLength(32);
      expect((await askPort(shared.port, '/view.json')).status).toBe(401);
      expect((await askPort(shared.port, '/?token=wrong')).status).toBe(401);
      const first = await askPort(shared.port, `/?token=${token}`);
      const [cookie = ''] = first.headers['set-cookie'] ?? [];
      expect([first.status, cookie]).toEqual([
        200,
        expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Strict$/),
      ]);
      const headers = { Cookie: cookie.split(';')[0] as string };
      expect((await askPort(shared.port, '/view.json', { headers })).status).toBe(200);
      expect((await ask('', {})).headers['set-cookie']).toBeUndefined();
    } finally {
      await shared.close();
    }
  });
});

describe('what is wrong with what was given', () => {
  const withBroken = async <T>(
    change: (dir: string) => void,
    see: (port: number) => Promise<T>,
  ): Promise<T> => {
    const dir = join(folder, 'broken');
    rmSync(dir, { recursive: true, force: true });
    cpSync(data, dir, { recursive: true });
    change(dir);
    const broken = await startViewer([dir], { page });
    try {
      return await see(broken.port);
    } finally {
      await broken.close();
    }
  };

  it('is told of the episode alone', async () => {
    const cut = (dir: string): void => truncateSync(join(dir, 'episodes', ID, 'front', 'rgb.mp4'), 100);
    await withBroken(cut, async (port) => {
      const digests: EpisodeDigest[] = json(await askPort(port, `/${ADDRESSES.digests('broken', 0)}`));
      expect(digests.map(({ fault }) => fault !== null)).toEqual([false, true, false]);
      expect(digests[1]?.fault).toMatch(/broken\/episodes\/.*rgb\.mp4.*truncated: 100 of/);
      const block = await askPort(port, `/${ADDRESSES.frames('broken', ID, 'front', 'rgb', 0)}`);
      expect([block.status, json(block).code]).toEqual([422, 'media/corrupt']);
      expect(json(block).message).not.toContain(folder);
      const depth = await askPort(port, `/${ADDRESSES.frames('broken', ID, 'front', 'depth_z_m', 0)}`);
      expect(depth.status).toBe(200);
    });
  });

  it('is told where a commit, or the whole of an episode, is damaged', async () => {
    const spoil = (dir: string): void => {
      writeFileSync(join(dir, 'shards', 'minimal-000000.json'), '{"layout": 1}');
      rmSync(join(dir, 'episodes', 'minimal-000002'), { recursive: true });
    };
    await withBroken(spoil, async (port) => {
      const digests: EpisodeDigest[] = json(await askPort(port, `/${ADDRESSES.digests('broken', 0)}`));
      expect(digests.map(({ fault }) => fault !== null)).toEqual([true, false, true]);
      expect((await askPort(port, `/${ADDRESSES.clip('broken', 'minimal-000000')}`)).status).toBe(422);
    });
  });

  it('is a link that leads out', async () => {
    const link = (dir: string): void => {
      const file = join(dir, 'episodes', ID, 'front', 'rgb.mp4');
      unlinkSync(file);
      symlinkSync(join(data, 'episodes', ID, 'front', 'rgb.mp4'), file);
    };
    await withBroken(link, async (port) => {
      const answer = await askPort(port, `/${ADDRESSES.frames('broken', ID, 'front', 'rgb', 0)}`);
      expect([answer.status, json(answer).code]).toEqual([403, 'path/outside']);
      expect(answer.bytes.toString()).not.toContain(folder);
    });
    const linked = join(folder, 'linked.onnx');
    writeFileSync(linked, 'model');
    symlinkSync('/etc/passwd', `${linked}.wm.json`);
    const server = await startViewer([], { models: [linked], page });
    expect((await askPort(server.port, `/${ADDRESSES.modelSideCar('linked')}`)).status).toBe(403);
    await server.close();
  });

  it('is a fault where it cannot be opened, and the rest stays', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{ "version": 1, "name": "<script>alert(1)</script>"');
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const server = await startViewer([bad, join(folder, 'empty'), scene], { page });
    const manifest: ViewManifest = json(await askPort(server.port, '/view.json'));
    await server.close();
    expect(manifest.faults.map(({ name }) => name)).toEqual([bad, join(folder, 'empty')]);
    expect(manifest.start).toEqual({ page: 'play', key: 'own' });
    await expect(openThings([join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'file/missing' });
    await expect(openThings([], [join(folder, 'nowhere.onnx')])).rejects.toMatchObject({
      code: 'file/missing',
    });
  });

  it('stays text: a caption is JSON, whatever it says', async () => {
    const evil = '</script><img src=x onerror=alert(1)>';
    const caption = (dir: string): void => {
      const file = join(dir, 'episodes', ID, 'episode.json');
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), caption: evil }));
    };
    await withBroken(caption, async (port) => {
      const answer = await askPort(port, `/${ADDRESSES.clip('broken', ID)}`);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(json(answer).captions).toEqual({ caption: evil });
    });
  });
});

describe('a live viewer', () => {
  it('tells when a scene changes, and what is wrong with it', async () => {
    const own = join(folder, 'live.json');
    writeFileSync(own, JSON.stringify(minimalScene()));
    const live = await startViewer([own], { page });
    const stream = await fetch(new URL(ADDRESSES.changes, live.url));
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body!.getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toBe(': listening\n\n');
    writeFileSync(own, JSON.stringify(minimalScene({ summary: 'Changed.' })));
    expect(await next()).toBe('data: live\n\n');
    expect(json(await askPort(live.port, '/scenes/live.json')).summary).toBe('Changed.');
    writeFileSync(own, '{');
    expect(await next()).toBe('data: live\n\n');
    const broken = await askPort(live.port, '/scenes/live.json');
    expect([broken.status, json(broken).code]).toEqual([422, 'scene/not-json']);
    await reader.cancel();
    await live.close();
  });

  it('takes the next port where one is taken', async () => {
    const things = await openThings([]);
    const next = await startViewerServer(things, { port: viewer.port, page });
    expect(next.port).toBeGreaterThan(viewer.port);
    expect(next.url).toBe(`http://127.0.0.1:${next.port}/`);
    await next.close();
  });

  it('is refused where there is no page, or no such address', async () => {
    const things = await openThings([]);
    const none = { port: 0, page: join(folder, 'none') };
    await expect(startViewerServer(things, none)).rejects.toMatchObject({ code: 'file/missing' });
    await expect(startViewerServer(things, { port: 0, page, host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'argument/invalid',
    });
  });
});
