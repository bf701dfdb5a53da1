import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Failures, groupFailures } from '#src/evaluate/failures.ts';
import type { Report } from '#src/evaluate/report/report.ts';
import { reportHtml } from '#src/evaluate/report/report-html.ts';
import { reportJson } from '#src/evaluate/report/report-json.ts';
import { sliceUp } from '#src/evaluate/slices.ts';
import { summarize } from '#src/evaluate/summarize.ts';
import { METRIC_GROUPS, METRICS } from '#src/metrics/metric-ids.ts';
import { escapeHtml, html } from '#src/page/html-text.ts';
import type { ShownClip } from '#src/page/shown-clip.ts';
import { makeSprite } from '#src/page/sprite.ts';
import { scorePredictors } from './score-predictors.ts';
import { syntheticClip } from './synthetic-clips.ts';

const NASTY = '<img src=x onerror=alert(1)> & "quoted" \'too\'';
const SHA = 'ab'.repeat(32);
const TRAITS = { split: NASTY, camera: 'front', contact: 3, motion: 0.1 };

async function makeReport(): Promise<{ report: Report; shown: ShownClip[]; failures: Failures[] }> {
  const clip = syntheticClip('a-000000', NASTY, 3);
  const predictors = [
    { name: NASTY, predict: async () => clip.truth },
    { name: 'copy-last', predict: async () => clip.truth.map(() => clip.context.at(-1) as Uint8Array) },
  ];
  const scored = await scorePredictors(clip, predictors);
  const { rows, comparisons } = summarize(scored, 8, { draws: 50, seed: 0, reference: 'copy-last' });
  const facts = { source: NASTY, sha256: SHA, provider: 'cpu' };
  const report: Report = {
    toolkitVersion: '0.1.0',
    verdict: { headline: `${NASTY} wins`, details: [NASTY], cautions: [NASTY] },
    protocol: { context: 4, horizon: 8, starts: [0], draws: 50, seed: 0 },
    models: [
      { name: NASTY, role: 'subject', ...facts },
      { name: 'copy-last', role: 'baseline', ...facts },
    ],
    datasets: [
      {
        ...{
          name: NASTY,
          planSha256: SHA,
          seed: 0,
          driver: NASTY,
          engine: NASTY,
          encoder: NASTY,
          episodes: 1,
        },
        ...{ clips: 1, width: 64, height: 48, fps: 12, scenes: [{ name: NASTY, sha256: SHA }] },
      },
    ],
    requirements: [{ text: NASTY, model: NASTY, value: 1, found: NASTY, met: true }],
    rows,
    comparisons,
    slices: sliceUp(
      scored.map((one) => ({ ...one, traits: TRAITS })),
      8,
      { draws: 50, seed: 0, reference: 'copy-last' },
    ),
    clips: scored.map(({ scores: _, ...rest }) => ({
      ...rest,
      traits: TRAITS,
      series: {},
      scores: {} as never,
    })),
    videos: [],
    findings: [],
    run: {
      command: ['worldwright', 'evaluate', NASTY],
      ...{ machine: NASTY, jobs: 2, peakMemoryBytes: 1e8 },
      predicting: [{ model: NASTY, msAFrame: 1.5, frames: 8 }],
    },
  };
  const scores = scored[0]?.scores as ShownClip['scores'];
  const { id, width, height, fps, context, truth } = clip;
  const shown: ShownClip = {
    ...{ model: NASTY, scene: NASTY, rank: 'median', among: 1, id, width, height, fps, context, truth },
    ...{ predicted: truth, scores },
  };
  const failures = groupFailures(scored, [NASTY, 'copy-last'], 8);
  return { report, shown: [shown], failures };
}

const made = await makeReport();
const page = await reportHtml(made.report, made.shown, made.failures, []);

describe('report.html', () => {
  it('escapes every text that comes from data', () => {
    expect(page).not.toContain('<img src=x');
    expect(page).toContain(escapeHtml(NASTY));
  });

  it('is one self-contained page that asks the network for nothing', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/(?:src|href)="(?!data:)/g)).toBeNull();
    expect(page).not.toMatch(/url\(|@import|<link/);
    const hosts = [...page.matchAll(/https?:\/\/[^"'\s)]+/g)].map(([url]) => url);
    expect(hosts.every((url) => url.startsWith('http://www.w3.org/'))).toBe(true);
  });

  it('allows by its policy the one script that it has', () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] as string;
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(escapeHtml(`script-src 'sha256-${hash}'`));
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('is the same for the same report', async () => {
    expect(await reportHtml(made.report, made.shown, made.failures, [])).toBe(page);
  });

  it('draws every measure, the headlines in sight', () => {
    expect(page.match(/<figure><figcaption><b>/g)).toHaveLength(METRICS.length);
    expect(page.match(/<svg xmlns/g)).toHaveLength(METRICS.length);
    const folded = [...page.matchAll(/<details class="more">[\s\S]*?<\/details>/g)].join('');
    for (const { label, headline } of METRICS) {
      const inSight = !new RegExp(`<b>${label}[,<]`).test(folded);
      expect([label, inSight]).toEqual([label, headline]);
    }
  });

  it('has a table for every measure, under a tab for each group', () => {
    for (const { label } of METRIC_GROUPS) expect(page).toContain(`>${label}</label>`);
    for (const { label, id } of METRICS) {
      expect(page).toMatch(new RegExp(`<th scope="col">${label}(, [a-zA-Z]+)?, frames ahead</th>`));
      expect(page).toContain(`<code>${id}</code>`);
    }
  });
});

describe('report.json', () => {
  it('is JSON with rows of model, scene, metric, horizon, mean, low, high and n', () => {
    const json = JSON.parse(reportJson(made.report));
    expect(Object.keys(json.rows[0]).sort()).toEqual(
      ['high', 'horizon', 'low', 'mean', 'metric', 'model', 'n', 'scene'].sort(),
    );
    expect(json.rows).toHaveLength(made.report.rows.length);
    expect(json).toMatchObject({ version: 1, toolkit_version: '0.1.0', protocol: { rollout: 'free' } });
    expect(json.datasets[0].plan_sha256).toBe(SHA);
  });
});

describe('a sprite', () => {
  it('holds the frames exactly', async () => {
    const { truth, width, height } = syntheticClip('a-000000', 'a', 3);
    const sprite = await makeSprite(truth, width, height);
    expect(sprite).toMatchObject({ columns: 3, width, height });
    const webp = Buffer.from(sprite.uri.slice(sprite.uri.indexOf(',') + 1), 'base64');
    const { data, info } = await sharp(webp).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(info.width).toBe(3 * width);
    const [column, row] = [4 % 3, Math.floor(4 / 3)];
    for (let y = 0; y < height; y++) {
      const from = 3 * ((row * height + y) * info.width + column * width);
      const line = truth[4]?.subarray(3 * y * width, 3 * (y + 1) * width) as Uint8Array;
      expect(Buffer.compare(data.subarray(from, from + 3 * width), line)).toBe(0);
    }
  });

  it('shrinks large frames by whole factors', async () => {
    const frame = new Uint8Array(3 * 600 * 300).fill(77);
    expect(await makeSprite([frame], 600, 300)).toMatchObject({ columns: 1, width: 200, height: 100 });
  });
});

it('escapes values but not what was made as HTML', () => {
  expect(html`<b title="${'"<'}">${html`<i>${'&'}</i>`}${null}${3}</b>`.html).toBe(
    '<b title="&quot;&lt;"><i>&amp;</i>3</b>',
  );
});
