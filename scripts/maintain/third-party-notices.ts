import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The folder of the package that a bundled module came from; null for our own. */
const packageOf = (id: string): string | null =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? null;

/** Name, version, licence, and the texts that its authors ask to be kept. */
function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)(\.|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} is bundled, and its package has no licence text.`);
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** Writes THIRD-PARTY-NOTICES: the licences of the packages whose code is inside the bundle. */
export function thirdPartyNotices(file: string): Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : output.originalFileNames,
      );
      const folders = modules.map((id) => packageOf(resolve(id.replace(/^\0|\?.*$/g, ''))));
      const bundled = [...new Set(folders)].filter((folder) => folder !== null && existsSync(folder)).sort();
      const head = 'Parts of these packages are bundled with worldwright. Their licences follow.';
      const rule = `\n\n${'-'.repeat(80)}\n\n`;
      writeFileSync(file, `${[head, ...bundled.map((folder) => notice(folder as string))].join(rule)}\n`);
    },
  };
}
