import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'worldwright-first-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

it('does what the README’s script does, with two episodes', async () => {
  // As a user runs it: through the package’s own name, from the build.
  const script = ['tsx', 'scripts/first-dataset.ts', '2', out];
  const { stdout, stderr } = await promisify(execFile)('npx', script, { cwd: root });
  expect(stderr).toContain('episode');
  expect(stdout).toContain(`Open ${out}/report/report.html`);
  const report = JSON.parse(readFileSync(join(out, 'report', 'report.json'), 'utf8'));
  expect(report.datasets[0]).toMatchObject({ name: 'data', episodes: 2, width: 64, height: 64, fps: 12 });
  expect(report.datasets[0].scenes[0].name).toBe('push-on-ice');
  expect(report.models.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual([
    'wm-d-nano-64',
    'constant-velocity',
  ]);
  expect(readFileSync(join(out, 'report', 'report.html'), 'utf8')).toContain('push-on-ice');
});
