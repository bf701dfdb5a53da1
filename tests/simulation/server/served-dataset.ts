import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeBy } from '#src/dataset/made-by.ts';
import { makePlan } from '#src/dataset/make-plan.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { minimalScene } from '../../fixtures/minimal-scene.ts';
import { paintDataset } from '../dataset/painted-dataset.ts';

/** A temporary folder with a page of two files, `page/`, and room for more. */
export function servedFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'worldwright-view-')));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><html><head></head></html>');
  writeFileSync(join(folder, 'page', 'assets', 'main-1.js'), 'export const page = 1;\n');
  return folder;
}

/** A dataset of a few episodes of 20 frames, two blocks each, painted without a GPU. */
export async function servedDataset(dir: string, episodes = 3): Promise<void> {
  const scenes = [parseScene(minimalScene(), 'a test')];
  const split = { train: 0.5, test: 0.5 };
  const driver = { name: 'none', description: 'painted by a test' };
  const request = { scenes, episodes, frames: 20, width: 16, height: 16, seed: 3, split };
  await paintDataset(dir, await makePlan(request, await madeBy(driver)));
}

/** What a server answered. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
};

/** Asks a server for a path exactly as it is written: nothing is resolved or encoded on the way. */
export function ask(
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
  }: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(parts),
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The JSON of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects.
export const json = ({ bytes }: Answer): any => JSON.parse(bytes.toString('utf8'));
