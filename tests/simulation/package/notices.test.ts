import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('ships the licences of what is bundled, and of nothing else', () => {
  const notices = readFileSync(new URL('../../../THIRD-PARTY-NOTICES', import.meta.url), 'utf8');
  const named = [...notices.matchAll(/^-{80}\n\n(\S+) \d/gm)].map((match) => match[1]);
  expect(named).toEqual(['@dimforge/rapier3d']);
  expect(notices).toContain('Apache License');
});
