/** Writes the baselines of `models/` anew: `npx tsx scripts/maintain/write-models.ts`. */
import { writeFileSync } from 'node:fs';
import { BASELINES } from '../../src/world-model/baselines/baselines.ts';

for (const [name, build] of Object.entries(BASELINES)) {
  const file = new URL(`../../models/${name}.onnx`, import.meta.url);
  const bytes = build();
  writeFileSync(file, bytes);
  process.stderr.write(`models/${name}.onnx: ${bytes.length} bytes\n`);
}
