import { seeFeatures } from '../../backbone/perceptual.ts';
import { REFERENCE } from '../../open-sources.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { ALL_SCENES, resamplingOf } from '../../summarize.ts';
import type { EvaluationProtocol } from '../evaluation-protocol.ts';
import { alignmentMarkdown, alignmentSection } from './alignment-section.ts';
import { ALIGNMENT_FRAMES, checkAlignment } from './check-alignment.ts';
import { NOT_COMPARABLE, PUBLISHED_ALIGNMENT } from './published-alignment.ts';
import { type AlignmentMeasure, type AlignmentRow, sumUpAlignment } from './sum-up-alignment.ts';

const NAME = 'alignment';

/** What every table has, and what a backbone adds. */
const EXACT: readonly AlignmentMeasure[] = ['psnr', 'ssim', 'object_iou'];
const PERCEPTUAL: readonly AlignmentMeasure[] = ['cosine', 'distance'];

/** The sentence of the verdict. */
export function alignmentSentence(
  rows: readonly AlignmentRow[],
  subjects: readonly string[],
  given: number,
): string {
  const said = [...subjects.filter((name) => name !== REFERENCE), REFERENCE].flatMap((name) => {
    const row = rows.find(({ source, scene }) => source === name && scene === ALL_SCENES);
    const { psnr, ssim, object_iou: iou } = row?.figures ?? {};
    if (psnr == null || ssim == null || iou == null) return [];
    return [
      `${name} has PSNR ${psnr.mean.toFixed(1)} dB, SSIM ${ssim.mean.toFixed(2)} and object IoU ${iou.mean.toFixed(2)}`,
    ];
  });
  return `Cosmos’s physics alignment, ${given} of ${ALIGNMENT_FRAMES} frames given: ${said.join('; ')}.`;
}

/** Cosmos's eight physics scenarios, 33 frames by four views, 1 or 9 of them given. */
export const alignment: EvaluationProtocol = {
  name: NAME,
  check: checkAlignment,
  observe: async ({ clip, frames, backbone }) =>
    backbone === null ? null : seeFeatures(backbone, clip.truth, frames, clip),
  conclude: async ({ options, protocol, sources, backbone }, scored) => {
    const { draws, seed } = resamplingOf(options);
    const measures = backbone === null ? EXACT : [...EXACT, ...PERCEPTUAL];
    const rows = sumUpAlignment(scored, NAME, measures, { draws, seed });
    const models = sources.map(({ facts }) => facts);
    const subjects = subjectNames(models);
    const sentence = alignmentSentence(rows, subjects, protocol.context);
    const told = {
      ...{ rows, measures, models, given: protocol.context },
      backbone: backbone?.name ?? null,
    };
    return {
      finding: {
        protocol: NAME,
        sentence,
        cautions: [],
        figures: {
          given: protocol.context,
          interval:
            '95 % percentile bootstrap over episodes; a clip’s value is its mean over the predicted frames',
          backbone: backbone === null ? null : { name: backbone.name, sha256: backbone.sha256 },
          rows,
          published: PUBLISHED_ALIGNMENT,
          comparable: NOT_COMPARABLE,
        },
      },
      section: alignmentSection(told),
      markdown: alignmentMarkdown(sentence, told),
    };
  },
};
