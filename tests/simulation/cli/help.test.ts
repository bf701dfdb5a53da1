import { expect, it } from 'vitest';
import { runCommand } from '../../fixtures/command-line.ts';

it.each([
  'doctor',
  'demo',
  'generate',
  'worker',
  'verify',
  'repair',
  'inspect',
  'pack',
  'train',
  'predict',
  'evaluate',
  'view',
  'bench',
])('%s explains itself', async (command) => {
  const { code, stdout } = await runCommand(command, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain(`worldwright ${command}`);
  expect(stdout).toContain('--json');
});
