import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRIC_GROUPS, METRIC_IDS, METRICS, metricOf } from '#src/metrics/metric-ids.ts';

describe('the measures', () => {
  it('have each a name of its own, and a group', () => {
    expect(new Set(METRIC_IDS).size).toBe(METRICS.length);
    expect(new Set(METRICS.map(({ label }) => label)).size).toBe(METRICS.length);
    for (const { id: group } of METRIC_GROUPS)
      expect(METRICS.some((metric) => metric.group === group && metric.headline)).toBe(true);
    expect(metricOf('centroid_px').better).toBe('lower');
  });

  it('stand by group, the headlines of a group first, as reports show them', () => {
    const order = METRICS.map(({ group, headline }) => {
      const place = METRIC_GROUPS.findIndex(({ id }) => id === group);
      return 2 * place + (headline ? 0 : 1);
    });
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('can all be asked for by --require, and stand in report.json under their ids', () => {
    for (const id of METRIC_IDS) expect(id).toMatch(/^[a-z][a-z_]{0,60}$/);
  });

  it('stand in docs/metrics.md with their direction', () => {
    const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
    for (const { id, better, headline } of METRICS) {
      const name = headline ? `**\`${id}\`**` : `\`${id}\``;
      const row = page.split('\n').find((line) => line.startsWith(`| ${name} |`));
      expect([id, row?.split('|')[4]?.trim()]).toEqual([id, better === 'higher' ? '↑' : '↓']);
    }
  });
});
