import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('ships the licences of what is bundled, and of nothing else', () => {
  const notices = readFileSync(new URL('../../../THIRD-PARTY-NOTICES', import.meta.url), 'utf8');
  const named = [...notices.matchAll(/^-{80}\n\n(\S+) \d/gm)].map((match) => match[1]);
  // In Node the engine alone, in the viewer's page all that it uses.
  const page = ['onnxruntime-web', 'preact', 'three', 'uplot', 'zod'];
  const parsing = ['@nodable/entities', 'anynum', 'fast-xml-parser', 'is-unsafe', 'path-expression-matcher'];
  const bundled = ['@dimforge/rapier3d', ...page, ...parsing, 'strnum', 'xml-naming'];
  expect(named).toEqual(bundled.sort());
  expect(notices).toContain('Apache License');
});
