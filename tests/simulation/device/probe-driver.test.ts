import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { probeDriver } from '#src/device/probe-driver-node.ts';
import { prepareSwiftShader } from '#src/device/swiftshader-node.ts';
import { withDriverFiles } from '#src/device/vulkan-files-node.ts';
import { runCommand } from '../../fixtures/command-line.ts';

const LOADERS = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib64/libvulkan.so.1'];

it('says no for a driver that is not there, and goes on', async () => {
  expect(await withDriverFiles(['/nowhere/none.json'], probeDriver)).toBe(false);
});

it.skipIf(!LOADERS.some(existsSync))('says yes for one that answers', async () => {
  const file = join(prepareSwiftShader(), 'vk_swiftshader_icd.json');
  expect(await withDriverFiles([file], probeDriver)).toBe(true);
});

it('keeps what useless drivers say of themselves from the command line', async () => {
  const { code, stderr } = await runCommand('doctor', '--json');
  expect(code, stderr).toBe(0);
  expect(stderr).not.toMatch(/Loader Message|vkEnumerate|XDG_RUNTIME_DIR/);
});
