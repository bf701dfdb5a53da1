import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'worldwright-no-encoder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes Node find no node-av, as where its optional installation failed. */
const hook = `export async function resolve(name, context, next) {
  if (name.startsWith('node-av')) throw new Error(name + ' is hidden');
  return next(name, context);
}`;
const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const hide = asModule(`import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))});`);

it('without an encoder, generate says which to install before any work is done', async () => {
  const out = join(folder, 'out');
  const command = ['--import', hide, 'dist/main.js', 'generate', 'robots/push', '--out', out];
  const env = { ...process.env, PATH: folder };
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, _stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stderr }),
    );
  });
  expect(stderr).toMatch(
    /^media\/no-encoder: Videos need FFmpeg .*\nRun npm install node-av, or install ffmpeg/,
  );
  expect(code).toBe(2);
  expect(existsSync(out)).toBe(false);
});
