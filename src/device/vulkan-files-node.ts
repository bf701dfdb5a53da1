import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const folders = (variable: string, otherwise: string): string[] =>
  (process.env[variable] || otherwise).split(':').filter((folder) => folder !== '');

/**
 * The driver description files that the Vulkan loader of this system would find, or those that the
 * environment names instead. Source: "Driver Discovery on Linux", the Vulkan loader's documentation.
 */
export function listDriverFiles(): readonly string[] {
  const named = process.env['VK_DRIVER_FILES'] || process.env['VK_ICD_FILENAMES'];
  if (named) return named.split(':').filter((file) => existsSync(file));
  const home = homedir();
  const roots = [
    ...folders('XDG_CONFIG_HOME', join(home, '.config')),
    ...folders('XDG_CONFIG_DIRS', '/etc/xdg'),
    ...['/usr/local/etc', '/etc'],
    ...folders('XDG_DATA_HOME', join(home, '.local/share')),
    ...folders('XDG_DATA_DIRS', '/usr/local/share:/usr/share'),
  ];
  return roots
    .map((root) => join(root, 'vulkan/icd.d'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .sort()
        .map((file) => join(folder, file)),
    );
}

/** Runs `work` while the Vulkan loader sees these driver files alone. */
export async function withDriverFiles<T>(files: readonly string[], work: () => Promise<T>): Promise<T> {
  // Loaders before 1.3.207 know the second name only.
  const names = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'] as const;
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = files.join(':');
  try {
    return await work();
  } finally {
    names.forEach((name, i) => {
      const value = before[i];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    });
  }
}
