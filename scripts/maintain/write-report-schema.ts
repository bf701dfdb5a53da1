/** Writes docs/report.schema.json from the schema in the code: `npx tsx scripts/maintain/write-report-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { reportJsonSchema } from '../../src/evaluate/report/report-schema.ts';

const path = new URL('../../docs/report.schema.json', import.meta.url);
writeFileSync(path, `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
