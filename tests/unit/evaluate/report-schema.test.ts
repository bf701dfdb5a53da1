import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REPORT_SCHEMA, reportJsonSchema } from '#src/evaluate/report/report-schema.ts';
import { METRIC_IDS } from '#src/metrics/metric-ids.ts';
import { storedReport } from './stored-report.ts';

describe('docs/report.schema.json', () => {
  const text = readFileSync(new URL('../../../docs/report.schema.json', import.meta.url), 'utf8');

  it('is what the code says (npx tsx scripts/maintain/write-report-schema.ts)', () => {
    expect(text).toBe(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
  });

  it('asks for what a report has, and tells of every measure of a clip', () => {
    const { required, properties } = JSON.parse(text);
    const report = REPORT_SCHEMA.parse(storedReport());
    for (const key of required) expect(report).toHaveProperty(key);
    expect(Object.keys(properties.clips.items.properties)).toEqual(expect.arrayContaining([...METRIC_IDS]));
  });
});
