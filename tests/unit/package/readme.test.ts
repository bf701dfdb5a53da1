import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '#src/cli/program.ts';

const file = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');
const readme = file('README.md');

/** The text of every fenced block of a language. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');

/** A shell line without its comment, as words. */
const words = (line: string): string[] => {
  const plain = line.replace(/\s+#.*$/, '').trim();
  return plain.split(/\s+/).filter((word) => word !== '');
};

const lines = blocks('sh').flatMap((block) => block.split('\n').map(words));
const commands = lines.filter(([npx, name]) => npx === 'npx' && name === 'worldwright');

describe('README.md', () => {
  it('shows the script that the tests run', () => {
    expect(blocks('ts')).toEqual([file('scripts/first-dataset.ts')]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(file('package.json'));
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  it('names commands and flags that exist', () => {
    expect(commands.length).toBeGreaterThan(4);
    const program = createProgram(new AbortController().signal);
    for (const [, , name, ...rest] of commands) {
      const command = program.commands.find((one) => one.name() === name);
      expect(command, `worldwright ${name}`).toBeInstanceOf(Command);
      const flags = rest.filter((word) => word.startsWith('--'));
      const known = command?.options.map(({ long }) => long) ?? [];
      expect(known, `worldwright ${name}`).toEqual(expect.arrayContaining(flags));
    }
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links)
      expect(existsSync(fileURLToPath(new URL(`../../../${link}`, import.meta.url))), link).toBe(true);
  });
});
