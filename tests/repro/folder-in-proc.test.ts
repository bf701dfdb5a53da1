import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkWritable } from '#src/media/write-file.ts';

it.runIf(process.platform === 'linux')(
  'refuses a folder where the system alone makes folders, instead of trying for ever',
  async () => {
    await expect(checkWritable('/proc/worldwright/out')).rejects.toMatchObject({ code: 'file/write' });
  },
);

it('leaves nothing where folders can be made', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'worldwright-writable-'));
  try {
    await checkWritable(join(dir, 'a', 'b'));
    expect(await readdir(dir)).toEqual([]);
  } finally {
    await rm(dir, { recursive: true });
  }
});
