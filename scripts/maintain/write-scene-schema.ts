/** Writes scenes/scene.schema.json from the schema in the code: `npx tsx scripts/maintain/write-scene-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { sceneJsonSchema } from '../../src/scene/scene-json-schema.ts';

const path = new URL('../../scenes/scene.schema.json', import.meta.url);
writeFileSync(path, `${JSON.stringify(sceneJsonSchema(), null, 2)}\n`);
