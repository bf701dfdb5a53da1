import { spawn } from 'node:child_process';

/** How long a driver may take to answer, milliseconds. */
const PATIENCE_MS = 20_000;

/** Asks for an adapter and says by its exit code whether there is one. */
const PROGRAM = `
  const { create } = await import(process.argv[1]);
  const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
  process.exit(adapter === null ? 1 : 0);
`;

/**
 * Whether a Vulkan driver that the loader sees now gives an adapter: asked in a process of its own, so that one that
 * dies takes nothing along, and what those that are no use say of themselves is not read as ours.
 */
export function probeDriver(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', PROGRAM, import.meta.resolve('webgpu')],
      { stdio: 'ignore', timeout: PATIENCE_MS },
    );
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
