import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportViewer } from '#src/server/export-viewer.ts';
import { openThings } from '#src/server/open-things.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { startViewer } from '../../fixtures/start-viewer.ts';
import { ask, servedDataset, servedFolder } from './served-dataset.ts';

let folder: string;
let page: string;
let given: string[];

beforeAll(async () => {
  folder = servedFolder();
  page = join(folder, 'page');
  given = [join(folder, 'data'), join(folder, 'own.json')];
  await servedDataset(join(folder, 'data'), 14);
  writeFileSync(join(folder, 'own.json'), JSON.stringify(minimalScene()));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();

describe('an exported viewer', () => {
  it('holds what the server sends, byte for byte', async () => {
    const out = join(folder, 'out');
    const written = await exportViewer(await openThings(given), { out, page });
    expect(written.leftOut).toEqual(['data: 12 of 14 clips are written; --episodes chooses others.']);
    const viewer = await startViewer(given, { page });
    let same = 0;
    for (const path of files(out)) {
      if (['index.html', 'view.json', 'worldwright-export.json'].includes(path)) continue;
      if (/^data\/data\/(index|digests)/.test(path)) continue;
      const { status, bytes } = await ask(viewer.port, `/${path}`);
      expect([path, status, bytes.equals(readFileSync(join(out, path)))]).toEqual([path, 200, true]);
      same++;
    }
    await viewer.close();
    // A script, a scene, and of each clip its facts, its words, its thumbnail, and two blocks of three modalities.
    expect(same).toBe(2 + 12 * (3 + 3 * 2));
    expect(files(out)).toHaveLength(written.files + 1);
  });

  it('says of itself that nobody answers, and what it may load', async () => {
    const out = join(folder, 'out');
    const manifest = JSON.parse(readFileSync(join(out, 'view.json'), 'utf8'));
    expect(manifest).toMatchObject({ live: false, start: { page: 'data', key: 'data' } });
    expect(manifest.scenes.map(({ key }: { key: string }) => key)).toEqual(['own']);
    const index = JSON.parse(readFileSync(join(out, 'data', 'data', 'index.json'), 'utf8'));
    expect(index.episodes.id).toHaveLength(12);
    const html = readFileSync(join(out, 'index.html'), 'utf8');
    expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; `);
    expect(html).not.toContain('frame-ancestors');
    expect(readFileSync(join(out, 'view.json'), 'utf8')).not.toContain(folder);
  });

  it('of chosen clips takes the place of the one before', async () => {
    const out = join(folder, 'out');
    const episodes = ['minimal-000013'];
    await exportViewer(await openThings(given), { out, page, episodes });
    expect(readdirSync(join(out, 'data', 'data', 'episodes'))).toContain('minimal-000013');
    expect(files(out).filter((path) => path.includes('minimal-000000'))).toEqual([]);
  });

  it('of nothing given is the first scene', async () => {
    const out = join(folder, 'plain');
    await exportViewer(await openThings([]), { out, page });
    expect(existsSync(join(out, 'scenes', 'robots', 'push.json'))).toBe(true);
    expect(files(out)).toHaveLength(5);
  });

  it('is refused where something else lies, and for clips that are not there', async () => {
    const things = await openThings(given);
    await expect(exportViewer(things, { out: join(folder, 'data'), page })).rejects.toMatchObject({
      code: 'file/exists',
    });
    const unknown = { out: join(folder, 'never'), page, episodes: ['minimal-000099'] };
    await expect(exportViewer(things, unknown)).rejects.toMatchObject({ code: 'argument/unknown' });
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  it('never takes away what its list was made to name', async () => {
    const out = join(folder, 'out');
    writeFileSync(join(out, 'worldwright-export.json'), '{"files": ["../own.json"]}');
    await expect(exportViewer(await openThings(given), { out, page })).rejects.toMatchObject({
      code: 'path/outside',
    });
    expect(existsSync(join(folder, 'own.json'))).toBe(true);
  });
});
