import { describe, expect, it } from 'vitest';
import type { MetricId } from '#src/metrics/metric-ids.ts';
import type { ShownClip } from '#src/page/shown-clip.ts';
import { trainPage } from '#src/train/page/train-page.ts';
import { progressNote, secondsLeft } from '#src/train/progress-note.ts';
import { NO_HISTORY } from '#src/train/training-history.ts';
import { HISTORY, RECORD } from './training-record.ts';

const frames = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => new Uint8Array(3 * 64 * 64).fill(10 * i));

const CLIP: ShownClip = {
  ...{ model: 'tiny', scene: 'push', rank: 'median', among: 16, id: 'push-000001.front.0' },
  ...{ width: 64, height: 64, fps: 12, context: frames(4), truth: frames(8), predicted: frames(8) },
  scores: Object.fromEntries(
    ['psnr', 'ssim', 'foreground_psnr', 'union_iou', 'centroid_px', 'presence'].map((id) => [
      id,
      new Float64Array(8).fill(0.5),
    ]),
  ) as Record<MetricId, Float64Array>,
};

describe('trainPage', () => {
  it('shows the curves, the routers and the clips, and asks the network for nothing', async () => {
    const page = await trainPage({ record: RECORD, history: HISTORY, shown: [CLIP], finished: false });
    expect(page).toContain('is learning: step 150 of 300');
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(40);
    expect(page).toContain('Loads of the experts');
    expect(page).toContain('push-000001.front.0');
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('refreshes itself only while there is something to come', async () => {
    const page = (finished: boolean): Promise<string> =>
      trainPage({ record: RECORD, history: NO_HISTORY, shown: [], finished });
    expect(await page(false)).toContain('location.reload()');
    expect(await page(true)).not.toContain('location.reload()');
  });

  it('can be drawn before anything is known', async () => {
    const record = { ...RECORD, steps: 0, samples: 0, seconds: 0 };
    const page = await trainPage({ record, history: NO_HISTORY, shown: [], finished: false });
    expect(page).toContain('Nothing yet.');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('makes names safe', async () => {
    const page = await trainPage({ record: RECORD, history: HISTORY, shown: [], finished: true });
    expect(page).not.toContain('<b>rolling</b>');
    expect(page).toContain('&lt;b&gt;rolling&lt;/b&gt;');
  });
});

describe('the live line', () => {
  it('compares the last validation with both baselines', () => {
    const note = progressNote(HISTORY);
    expect(note).toContain('PSNR 30.0/28.0/27.5 (30.0/28.0/26.0, 30.0/28.0/28.0)');
    expect(note).toContain('IoU .80/.60/– (');
    expect(note).toContain('40 samples/s');
  });

  it('knows that later steps take longer', () => {
    const left = secondsLeft(RECORD.plan, 150, HISTORY.points) as number;
    expect(left).toBeGreaterThan(1.2 * (150 / 5));
    expect(secondsLeft(RECORD.plan, 300, HISTORY.points)).toBe(0);
    expect(secondsLeft(RECORD.plan, 0, [])).toBeNull();
  });
});
