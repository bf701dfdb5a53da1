import type { EvaluatedClip } from '../../../metrics/evaluated-clip.ts';
import { TRUTH } from '../../prediction-source.ts';
import { SUMMARIZE_DEFAULTS } from '../../summarize.ts';
import type { EvaluationProtocol, SeenClip } from '../evaluation-protocol.ts';
import { type ClipScene, readClipScene } from './clip-scene.ts';
import { CONTROLS, type ControlName, controlFrames } from './controls.ts';
import { keptLaws, type SourceReading } from './kept-laws.ts';
import { physicsMarkdown, physicsSection, type SourceRow } from './physics-section.ts';
import { physicsCautions, physicsSentence } from './physics-words.ts';
import { type Reading, readLaws } from './read-laws.ts';

/** What one source's frames of one clip say; of the truth also what its controls say. */
type Observed = {
  readonly readings: readonly Reading[];
  readonly controls: readonly { readonly name: ControlName; readonly readings: readonly Reading[] }[];
};

/** The name of a control's row. */
const controlRow = (name: ControlName): string => `control: ${name}`;

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
  const read = (frames: readonly Uint8Array[]): Reading[] => readLaws(scene, clip, frames);
  const controls = source.role === 'truth' ? CONTROLS : [];
  return {
    readings: read(frames),
    controls: controls.map(({ name }) => ({
      name,
      readings: read(controlFrames(name, clip, scene.prototypes)),
    })),
  };
}

/** Physics read off the predicted frames alone, beside the same read off the true ones and off known-bad ones. */
export const physics: EvaluationProtocol = {
  name: 'physics',
  observe,
  async conclude({ options, sources }, scored) {
    const readings: SourceReading[] = scored.flatMap(({ model, cluster, observed }) => {
      const seen = observed['physics'] as Observed | null;
      if (seen === null) return [];
      const rows = [
        { source: model, readings: seen.readings },
        ...seen.controls.map((control) => ({ source: controlRow(control.name), readings: control.readings })),
      ];
      return rows.flatMap(({ source, readings }) =>
        readings.map((reading) => ({ ...reading, source, cluster })),
      );
    });
    const { draws, seed } = SUMMARIZE_DEFAULTS;
    const laws = keptLaws(readings, TRUTH, { draws: options.draws ?? draws, seed: options.seed ?? seed });
    const controls = CONTROLS.map(({ name }) => controlRow(name));
    const subjects = sources.flatMap(({ facts }) => (facts.role === 'subject' ? [facts.name] : []));
    const rows: SourceRow[] = [
      ...sources.map(({ facts: { name, role } }) => ({
        ...{ source: name, label: name },
        kind: role === 'truth' ? ('truth' as const) : ('judged' as const),
      })),
      ...CONTROLS.map(({ name }) => ({ source: controlRow(name), label: name, kind: 'control' as const })),
    ];
    return {
      finding: {
        protocol: 'physics',
        sentence: physicsSentence(laws, subjects, controls),
        cautions: physicsCautions(laws, controls),
        figures: { laws },
      },
      section: physicsSection(laws, rows),
      markdown: physicsMarkdown(laws, rows),
    };
  },
};
