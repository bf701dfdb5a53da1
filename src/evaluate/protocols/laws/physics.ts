import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import type { KeptScore } from '../../evaluation-run.ts';
import { TRUTH } from '../../prediction-source.ts';
import { seriesOf } from '../../report/series.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { resamplingOf } from '../../summarize.ts';
import type { EvaluationProtocol, SeenClip } from '../evaluation-protocol.ts';
import { type ClipScene, readClipScene } from './clip-scene.ts';
import { CONTROLS, type ControlName, controlFrames, controlRow } from './controls.ts';
import { keptLaws, type SourceReading } from './kept-laws.ts';
import { lawCharts } from './law-charts.ts';
import { physicsMarkdown, physicsSection, type SourceRow } from './physics-section.ts';
import { physicsCautions, physicsSentence } from './physics-words.ts';
import { type LawsRead, type Reading, readLaws } from './read-laws.ts';
import { type VerifiedClip, verifierFigures } from './verifier.ts';

/** What one source's frames of one clip say; of the truth also what its controls say. */
type Observed = LawsRead & {
  readonly controls: readonly { readonly name: ControlName; readonly readings: readonly Reading[] }[];
};

/** All sources look at one clip in turn, so what they share is kept for as long as the clip is. */
const scenes = new WeakMap<EvaluatedClip, Promise<ClipScene | null>>();

function sceneOf({ dataset, clip }: SeenClip): Promise<ClipScene | null> {
  const scene = scenes.get(clip) ?? readClipScene(dataset, clip);
  scenes.set(clip, scene);
  return scene;
}

async function observe(seen: SeenClip): Promise<Observed | null> {
  const scene = await sceneOf(seen);
  if (scene === null) return null;
  const { clip, frames, source } = seen;
  const controls = source.role === 'truth' ? CONTROLS : [];
  return {
    ...readLaws(scene, clip, source.role === 'truth' ? clip.truth : frames),
    controls: controls.map(({ name }) => ({
      name,
      readings: readLaws(scene, clip, controlFrames(name, clip, scene.prototypes)).readings,
    })),
  };
}

const seenOf = ({ observed }: KeptScore): Observed | null => (observed['physics'] ?? null) as Observed | null;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** All readings of all sources, the controls among them. */
function readingsOf(scored: readonly KeptScore[]): SourceReading[] {
  return scored.flatMap((score) => {
    const { model, cluster } = score;
    const seen = seenOf(score);
    if (seen === null) return [];
    const rows = [
      { source: model, readings: seen.readings },
      ...seen.controls.map(({ name, readings }) => ({ source: controlRow(name), readings })),
    ];
    return rows.flatMap(({ source, readings }) =>
      readings.map((reading) => ({ ...reading, source, cluster })),
    );
  });
}

/** What those sources predicted, by its residual and its errors. */
function verifiedOf(scored: readonly KeptScore[], sources: readonly string[]): VerifiedClip[] {
  return scored.flatMap((score) => {
    const residual = (seenOf(score)?.residual ?? []).filter((value) => value !== null);
    if (!sources.includes(score.model) || residual.length === 0) return [];
    const known = (values: Float64Array): number =>
      meanOf([...values].filter((value) => !Number.isNaN(value)));
    const { centroid_px: centroid, foreground_psnr: psnr } = score.scores;
    return [
      { cluster: score.cluster, residual: meanOf(residual), centroid: known(centroid), psnr: known(psnr) },
    ];
  });
}

/** Physics read off the predicted frames alone, beside the same read off the true ones and off known-bad ones. */
export const physics: EvaluationProtocol = {
  name: 'physics',
  observe,
  series: (observed) => {
    const seen = observed as Observed | null | undefined;
    return seen == null ? {} : { physics_residual: seen.residual };
  },
  async conclude({ options, sources }, scored) {
    const chosen = resamplingOf(options);
    const models = sources.map(({ facts }) => facts);
    const readings = readingsOf(scored);
    const laws = keptLaws(readings, TRUTH, chosen);
    // Bounds know the state, and the truth errs in nothing: neither is a prediction to choose among.
    const judged = models.flatMap(({ name, role }) =>
      role === 'subject' || role === 'baseline' ? [name] : [],
    );
    const verifier = verifierFigures(verifiedOf(scored, judged), chosen.seed);
    const rows: SourceRow[] = [
      ...models.map(({ name, role }) => ({
        ...{ source: name, label: name },
        kind: role === 'truth' || role === 'bound' ? role : ('judged' as const),
      })),
      ...CONTROLS.map(({ name }) => ({ source: controlRow(name), label: name, kind: 'control' as const })),
    ];
    const charts = await lawCharts(readings, seriesOf(models));
    return {
      finding: {
        protocol: 'physics',
        sentence: physicsSentence(laws, subjectNames(models)),
        cautions: physicsCautions(laws),
        figures: { laws, verifier },
      },
      section: physicsSection({ laws, rows, verifier }, charts),
      markdown: physicsMarkdown({ laws, rows, verifier }),
    };
  },
};
