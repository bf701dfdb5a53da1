import { listed } from '../../core/listed.ts';
import { metricOf } from '../../metrics/metric-ids.ts';
import type { Verdict } from '../report/report.ts';
import { ALL_SCENES } from '../summarize.ts';
import { verdictHorizon } from '../verdict-horizon.ts';
import {
  differenceOf,
  framesAhead,
  MIN_EPISODES,
  MOTION_METRICS,
  outcomeOf,
  rivalsOf,
  scenesBeaten,
  scenesLost,
  scenesTold,
  type VerdictInput,
} from './claims.ts';
import { framesWords, nameWords, plural, signedWords, valueWords } from './verdict-words.ts';

/** Fewer episodes than this leave intervals wide enough to say so. */
const FEW_EPISODES = 30;

/** The baselines in words: `both baselines`, or the one by its name. */
function rivalWords(input: VerdictInput, model: string): string {
  const rivals = rivalsOf(input, model);
  return rivals.length === 2 ? 'both baselines' : rivals.length > 2 ? 'all baselines' : (rivals[0] ?? '');
}

/** Scenes of too few episodes to claim anything. */
const smallScenes = (input: VerdictInput): string[] =>
  scenesTold(input).filter((scene) => {
    const most = Math.max(...input.rows.filter((row) => row.scene === scene).map((row) => row.n));
    return most < MIN_EPISODES;
  });

/** Which scenes a model wins, which it does not, and which of them are not clear. */
function headlineOf(input: VerdictInput, model: string): string {
  const rivals = rivalWords(input, model);
  if (rivals === '') return `${model} is the only baseline: there is nothing to compare it with.`;
  const ahead = `${framesWords(verdictHorizon(input.horizon), input.fps)} ahead`;
  const scenes = scenesTold(input);
  const won = scenesBeaten(input, model);
  if (smallScenes(input).length === scenes.length)
    return `Too few episodes to say whether ${model} beats ${rivals}: at least ${MIN_EPISODES} of a scene are needed.`;
  const lost = scenesLost(input, model);
  const unclear = scenes.filter((scene) => !won.includes(scene) && !lost.includes(scene));
  const [only, ...more] = scenes;
  const any = more.length === 0 ? `on ${only}` : `on any of ${plural(scenes.length, 'scene')}`;
  const every = more.length === 0 ? `on ${only}` : `on every scene: ${listed(scenes)}`;
  if (won.length === scenes.length) return `${model} beats ${rivals} ${ahead} ${every}.`;
  if (lost.length === scenes.length) return `${model} does not beat ${rivals} ${ahead} ${any}.`;
  if (unclear.length === scenes.length)
    return `Whether ${model} beats ${rivals} ${ahead} is not clear ${any}.`;
  const rest = unclear.length === 0 ? '' : `; not clear on ${listed(unclear)}`;
  if (won.length === 0) return `${model} does not beat ${rivals} ${ahead} on ${listed(lost)}${rest}.`;
  const not = lost.length === 0 ? '' : `; not on ${listed(lost)}`;
  return `${model} beats ${rivals} ${ahead} on ${listed(won)}${not}${rest}.`;
}

/** What decides, in numbers: the mean over scenes, and its differences from each baseline. */
function numbersOf(input: VerdictInput, model: string): string[] {
  const horizon = verdictHorizon(input.horizon);
  const said = MOTION_METRICS.flatMap((id) => {
    const metric = metricOf(id);
    const place = { model, scene: ALL_SCENES, metric: id, horizon };
    const row = input.rows.find(
      (r) => r.model === model && r.scene === ALL_SCENES && r.metric === id && r.horizon === horizon,
    );
    if (row === undefined) return [];
    const differences = rivalsOf(input, model).flatMap((against) => {
      const found = differenceOf(input, { ...place, against });
      if (found === undefined) return [];
      if (outcomeOf(found, metric) === 'unclear') return [`not clearly different from ${against}`];
      return [`${signedWords(found.mean, metric)} against ${against}`];
    });
    const aside = differences.length === 0 ? '' : ` (${differences.join(', ')})`;
    return [`${nameWords(metric)} is ${valueWords(row.mean, metric)}${aside}`];
  });
  const over = scenesTold(input).length > 1 ? 'Over all scenes' : 'There';
  return said.length === 0 ? [] : [`${over} ${listed(said)}.`];
}

/** How long it stays ahead. */
function leadOf(input: VerdictInput, model: string): string {
  const frames = framesAhead(input, model);
  const rivals = rivalWords(input, model).replace(' baselines', '');
  const finds = `It finds the moving bodies better than ${rivals}`;
  if (frames === 0)
    return `Already one frame ahead it does not find the moving bodies better than ${rivals}.`;
  const end = frames < input.horizon ? ', and not beyond' : ', as far as it was looked at';
  return `${finds} for ${framesWords(frames, input.fps)}${end}.`;
}

/** What this many episodes can tell apart: half the width of the paired intervals. */
function powerOf(input: VerdictInput, model: string): string[] {
  const horizon = verdictHorizon(input.horizon);
  const against = rivalsOf(input, model)[0] ?? '';
  let episodes = 0;
  const said = MOTION_METRICS.flatMap((id) => {
    const found = differenceOf(input, { model, against, scene: ALL_SCENES, metric: id, horizon });
    if (found === undefined) return [];
    episodes = Math.max(episodes, found.n);
    const metric = metricOf(id);
    const half = (found.high - found.low) / 2;
    const value = metric.unit === '' ? half.toPrecision(1) : `${half.toFixed(2)} ${metric.unit}`;
    return [`±${value} ${nameWords(metric)}`];
  });
  return said.length === 0 ? [] : [`${plural(episodes, 'episode')} see differences of ${listed(said)}.`];
}

function cautionsOf(input: VerdictInput): string[] {
  const horizon = verdictHorizon(input.horizon);
  const cautions: string[] = [];
  for (const model of input.subjects) {
    const place = { model, against: rivalsOf(input, model)[0] ?? '', scene: ALL_SCENES, horizon };
    const psnr = differenceOf(input, { ...place, metric: 'psnr' });
    const presence = differenceOf(input, { ...place, metric: 'presence' });
    if (psnr === undefined || presence === undefined || !(psnr.low > 0 && presence.high < 0)) continue;
    cautions.push(
      `${model} gains PSNR while bodies fade from its frames: trust union IoU and presence, not PSNR.`,
    );
  }
  const small = smallScenes(input);
  if (small.length > 0) {
    cautions.push(`Fewer than ${MIN_EPISODES} episodes of ${listed(small)}: nothing is claimed there.`);
  }
  const episodes = Math.max(0, ...input.rows.filter((row) => row.scene === ALL_SCENES).map((row) => row.n));
  if (episodes < FEW_EPISODES) {
    cautions.push(
      `${plural(episodes, 'episode')} in all: the intervals are wide, and small differences may be chance.`,
    );
  }
  return cautions;
}

/**
 * Says in four sentences what the figures say, and no more: which scenes the first model wins, by how much, for how
 * long, and what the data can tell apart; one sentence for each further model.
 */
export function judge(input: VerdictInput): Verdict {
  const [first] = input.subjects;
  if (first === undefined) {
    return {
      headline: 'No model was judged; these are the baselines.',
      details: [],
      cautions: cautionsOf(input),
    };
  }
  const own = rivalsOf(input, first).length === 0 ? [] : [leadOf(input, first), ...powerOf(input, first)];
  const others = input.subjects.slice(1).map((model) => headlineOf(input, model));
  return {
    headline: headlineOf(input, first),
    details: [...numbersOf(input, first), ...own, ...others],
    cautions: cautionsOf(input),
  };
}
