import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sceneJsonSchema } from '#src/scene/scene-json-schema.ts';

it('scenes/scene.schema.json is what the code says (npx tsx scripts/maintain/write-scene-schema.ts)', () => {
  const file = readFileSync(new URL('../../../scenes/scene.schema.json', import.meta.url), 'utf8');
  expect(file).toBe(`${JSON.stringify(sceneJsonSchema(), null, 2)}\n`);
});
