import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** Licences of packages that hold none, by the package's name. */
const LICENCES = 'scripts/maintain/licences';

const HEAD = 'Parts of these packages are bundled with worldwright. Their licences follow.';
const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** The folder of the package that a bundled module came from; null for our own. */
const packageOf = (id: string): string | null =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? null;

/** Name, version, licence, and the texts that its authors ask to be kept. */
function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const kept = join(LICENCES, `${name.replace('/', '-')}.txt`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)(\.|$)/i.test(file))
    .sort()
    .map((file) => join(folder, file))
    .concat(existsSync(kept) ? [kept] : [])
    .map((file) => readFileSync(file, 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} is bundled, and its package has no licence text.`);
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** The packages whose code or files are inside a bundle. */
function bundledFolders(modules: readonly string[]): readonly string[] {
  const folders = modules.map((id) => packageOf(resolve(id.replace(/^\0|\?.*$/g, ''))));
  return [...new Set(folders)].filter((folder) => folder !== null && existsSync(folder)) as string[];
}

const noticesFile = (notices: readonly string[]): string =>
  `${[HEAD, ...[...new Set(notices)].sort()].join(RULE)}\n`;

/** The notices that a file holds already. */
const noticesOf = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split(RULE).slice(1) : [];

/**
 * Writes THIRD-PARTY-NOTICES: the licences of the packages whose code is inside the bundle.
 *
 * @param beside - Of a page: they are added to those that stand in the file, and written beside the page too, which may
 *   be published alone. Its `workers` is the plugin for the bundles of workers, which are built apart.
 */
export function thirdPartyNotices(file: string, beside?: string): Plugin & { readonly workers: Plugin } {
  const modules: string[] = [];
  const collect = (bundle: Rolldown.OutputBundle): void => {
    for (const output of Object.values(bundle))
      modules.push(...(output.type === 'chunk' ? output.moduleIds : output.originalFileNames));
  };
  return {
    name: 'third-party-notices',
    workers: { name: 'third-party-modules', generateBundle: (_options, bundle) => collect(bundle) },
    generateBundle(_options, bundle) {
      collect(bundle);
      const notices = bundledFolders(modules).map(notice);
      writeFileSync(file, noticesFile(beside === undefined ? notices : [...noticesOf(file), ...notices]));
      if (beside !== undefined)
        this.emitFile({ type: 'asset', fileName: beside, source: noticesFile(notices) });
    },
  };
}
