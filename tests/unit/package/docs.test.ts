import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '#src/cli/program.ts';
import { parseScene } from '#src/scene/load-scene.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const root = new URL('../../../', import.meta.url);
const text = (page: string): string => readFileSync(fileURLToPath(new URL(page, root)), 'utf8');
const folder = readdirSync(fileURLToPath(new URL('docs/', root)));
const pages = folder.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);

const program = createProgram(new AbortController().signal);
const flagsOf = ({ options }: Command): readonly unknown[] => options.map(({ long }) => long);

/** Every mention of a command, in blocks and in the text: its name and what follows it. */
const commands = (page: string) =>
  [...text(page).matchAll(/(?:npx |`)worldwright ([a-z]+)([^`\n#]*)/g)].map(([, name = '', rest = '']) => ({
    name,
    flags: rest.split(/\s+/).filter((word) => word.startsWith('--')),
  }));

/** Every JSON snippet. */
const snippets = (page: string): readonly unknown[] =>
  [...text(page).matchAll(/^```json\n(.*?)^```/gms)].map(([, snippet = '']) => JSON.parse(snippet));

/** What a heading is called in a link. Source: GitHub's rules. */
const anchors = (page: string): readonly string[] =>
  [...text(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('%s', (page) => {
  it('links to files and headings that exist', () => {
    for (const [, link = ''] of text(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [path = '', anchor] = link.split('#');
      const target = new URL(path, new URL(page, root));
      expect(existsSync(fileURLToPath(target)), link).toBe(true);
      if (anchor !== undefined) expect(anchors(target.href.slice(root.href.length)), link).toContain(anchor);
    }
  });

  it('names commands and flags that exist', () => {
    for (const { name, flags } of commands(page)) {
      const command = program.commands.find((one) => one.name() === name);
      expect(command, `worldwright ${name}`).toBeInstanceOf(Command);
      expect(flagsOf(command as Command), `worldwright ${name}`).toEqual(expect.arrayContaining(flags));
    }
    const known = program.commands.flatMap(flagsOf);
    for (const [, flag] of text(page).matchAll(/`(--[a-z]+)/g)) expect(known).toContain(flag);
  });

  it('shows JSON that is JSON', () => {
    expect(() => snippets(page)).not.toThrow();
  });
});

type Snippet = { readonly name: string };

/** The rig's parts, with what a snippet says in the place of what that part says. */
const changed = <Part extends Snippet>(parts: readonly Part[], snippet: Snippet) =>
  parts.map((part) => (part.name === snippet.name ? { ...part, ...snippet } : part));

describe('snippets of scenes', () => {
  const rig = readScene('sensors/rig');

  it.each(snippets('docs/cameras.md') as Snippet[])(
    'shows a camera that a scene may have: $name',
    (camera) => {
      expect(rig.cameras.map(({ name }) => name)).toContain(camera.name);
      expect(() =>
        parseScene({ ...rig, cameras: changed(rig.cameras, camera) }, 'docs/cameras.md'),
      ).not.toThrow();
    },
  );

  const sensed = [rig, readScene('robots/mobile-navigate')].flatMap(({ sensors = [] }) => sensors);

  it.each(snippets('docs/sensors.md') as Snippet[])('shows a sensor of a scene: $name', (sensor) => {
    expect(sensed).toContainEqual(sensor);
  });
});

describe('snippets of side-cars', () => {
  const sideCars = ['recurrent', 'stack'].map((name) => `tests/fixtures/foreign/${name}.onnx.wm.json`);

  it('are those of models that the tests run', () => {
    expect(snippets('docs/world-model.md')).toEqual(sideCars.map((file) => JSON.parse(text(file))));
  });
});
