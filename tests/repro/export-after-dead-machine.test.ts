import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkAtRest } from '#src/dataset/check-finished.ts';

const dir = mkdtempSync(join(tmpdir(), 'worldwright-dead-machine-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Another machine's process gave its last sign of life so long ago, seconds. */
function silentFor(age: number): void {
  const staging = join(dir, '.staging-another_machine-1-1-00');
  mkdirSync(staging, { recursive: true });
  const then = new Date(Date.now() - age * 1000);
  writeFileSync(join(staging, 'alive'), '.');
  utimesSync(join(staging, 'alive'), then, then);
}

// Its age was counted from 1970, so a machine that died while it made a dataset held off every export for ever.
it('a dataset is at rest once another machine has been silent for minutes', async () => {
  silentFor(60);
  await expect(checkAtRest(dir, 'exported')).rejects.toMatchObject({ code: 'dataset/in-use' });
  silentFor(400);
  await expect(checkAtRest(dir, 'exported')).resolves.toBeUndefined();
});
