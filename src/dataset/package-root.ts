import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of worldwright's own package.json, from its sources and from its build alike. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'worldwright') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json of worldwright above ${import.meta.url}`);
    folder = parent;
  }
}
