import { metricOf } from '../../../metrics/metric-ids.ts';
import { ALL_SCENES, type Comparison } from '../../summarize.ts';
import type { ExposureBias } from './exposure-bias.ts';

/** Where the sentence looks beside the end, frames ahead. */
const SAID_AT = 8;

/** The gap of all scenes; of the one scene, where there is no other. */
export function gapOf(
  { gaps }: ExposureBias,
  metric: Comparison['metric'],
  horizon: number,
): Comparison | undefined {
  const here = gaps.filter((gap) => gap.metric === metric && gap.horizon === horizon);
  return here.find(({ scene }) => scene === ALL_SCENES) ?? here[0];
}

/** What going on from its own pictures costs a model at one horizon. */
function costAt(bias: ExposureBias, horizon: number): string | null {
  const gap = gapOf(bias, 'foreground_psnr', horizon);
  if (gap === undefined) return null;
  const { digits } = metricOf('foreground_psnr');
  const at = `${horizon} frame${horizon === 1 ? '' : 's'} ahead`;
  if (gap.high < 0) {
    return `${(-gap.mean).toFixed(digits)} dB (${(-gap.high).toFixed(digits)} to ${(-gap.low).toFixed(digits)}) ${at}`;
  }
  return gap.low > 0 ? null : `nothing that can be told ${at}`;
}

/** The sentence of the verdict. */
export function exposureSentence(
  biases: readonly ExposureBias[],
  subjects: readonly string[],
  horizon: number,
): string {
  const said = biases
    .filter(({ source }) => subjects.includes(source))
    .map((bias) => {
      const horizons = [...new Set([Math.min(SAID_AT, horizon), horizon])];
      const costs = horizons.flatMap((at) => costAt(bias, at) ?? []);
      const several = biases.filter(({ source }) => source === bias.source).length > 1;
      const who = several ? `${bias.source} from ${bias.context}` : bias.source;
      return `${who} loses ${costs.length === 0 ? 'nothing' : costs.join(' and ')}`;
    });
  return `Exposure bias in foreground PSNR, free against teacher-forced: ${said.join('; ')}.`;
}
