import { join } from 'node:path';
import { Command } from 'commander';
import { createProgressLine, printJson, say, spellSeconds } from './terminal.ts';

/** Small enough for two minutes on two cores, large enough to mean something. */
const DEMO = {
  scenes: ['alignment/free-fall', 'alignment/dominoes', 'robots/push'],
  // As many as a claim takes.
  episodes: 8,
  frames: 28,
  // What the trained model takes.
  width: 64,
  height: 64,
};

/** The first is what the verdict is about; the last picture repeated is beside them always. */
const DEMO_MODELS = ['wm-d-nano-64', 'constant-velocity'];

/** `demo`: the main job, small: scenes to frames to a dataset to predictions to a report. */
export function demoCommand(signal: AbortSignal): Command {
  return new Command('demo')
    .description('do the main job, small: simulate, render, predict, evaluate; ends with a report to open')
    .option('--out <dir>', 'folder of everything that it makes', 'out/demo')
    .option('--json', 'print the result as JSON')
    .action(async ({ out, json }: { out: string; json?: true }) => {
      const start = performance.now();
      const { generateDataset } = await import('../dataset/generate.ts');
      const { readSceneFile } = await import('../dataset/read-scene-file.ts');
      const { packageRoot } = await import('../dataset/package-root.ts');
      const { evaluateDatasets } = await import('../evaluate/evaluate-datasets.ts');
      const onProgress = createProgressLine();
      const { scenes, ...sizes } = DEMO;
      say(
        'A small dataset from three scenes, with its exact truth; then a trained world model and two simple ones predict it.\n',
      );
      const dataset = await generateDataset({
        ...sizes,
        // One camera of each: four would take as many times as long, and show no more.
        scenes: scenes.map(readSceneFile).map((scene) => ({ ...scene, cameras: scene.cameras.slice(0, 1) })),
        out: join(out, 'data'),
        onProgress,
        onWords: say,
        signal,
      });
      const report = await evaluateDatasets({
        data: [dataset.dir],
        models: DEMO_MODELS.map((name) => join(packageRoot(), 'models', `${name}.onnx`)),
        out,
        onProgress,
        signal,
      });
      if (json) printJson(report);
      say(`\n${report.verdict.headline}`);
      const file = join(out, 'report.html');
      say(`Done in ${spellSeconds((performance.now() - start) / 1000)}. Open ${file}, or look at all of it:`);
      say(`  npx worldwright view ${file} ${join(out, 'data')}`);
    });
}
