import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CuratedClip } from '../dataset/curate/curation.ts';
import { type CurationRules, RULE_DEFAULTS } from '../dataset/curate/curation-rules.ts';
import { notNegative } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = Partial<{ -readonly [Name in keyof CurationRules]: number }> & {
  readonly out?: string;
  readonly json?: true;
};

/** The flags of the rules: how each is written, and what it says. */
const RULE_FLAGS: readonly (readonly [flag: string, name: keyof CurationRules, words: string])[] = [
  ['--min-frames', 'minFrames', 'fewer frames are too short'],
  ['--max-speed', 'maxSpeed', 'a faster body is exploding, m/s'],
  ['--min-brightness', 'minBrightness', 'a darker middle is dark, 0…1'],
  ['--min-visible', 'minVisible', 'what moves is off-screen if in view in a smaller share of the frames'],
  ['--min-motion', 'minMotion', 'slower is static, picture heights a second'],
  [
    '--duplicate-distance',
    'duplicateDistance',
    'near-duplicates are at most so far apart, m; 0 looks for none',
  ],
  ['--duplicate-look', 'duplicateLook', 'and look at most so much apart, 0…1'],
  ['--balance', 'balance', 'most episodes of a scene and outcome, as a multiple of the rarest such group'],
];

/** How many clips are left out for each reason that there is. */
function reasonCounts(clips: readonly CuratedClip[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { removed } of clips)
    if (removed !== null) counts[removed.reason] = (counts[removed.reason] ?? 0) + 1;
  return counts;
}

/** `curate`: judges which clips of datasets are worth learning from. */
export function curateCommand(signal: AbortSignal): Command {
  const command = new Command('curate')
    .description(
      'list which clips of datasets are worth learning from and why others are not; deletes nothing',
    )
    .argument('<datasets...>', 'folders of datasets')
    .option('--out <dir>', 'folder of curation.json and curation.html (default: <first dataset>-curation)');
  for (const [flag, name, words] of RULE_FLAGS) {
    const standard = RULE_DEFAULTS[name] ?? undefined;
    command.option(`${flag} <n>`, words, notNegative(flag), standard);
  }
  return command
    .option('--json', 'print the counts as JSON')
    .action(async (data: string[], { json, out: asked, ...rules }: Options) => {
      const { curateDatasets } = await import('../dataset/curate/curate-datasets.ts');
      const out = asked ?? `${resolve(data[0] as string)}-curation`;
      const { clips } = await curateDatasets({ data, out, rules, onProgress: createProgressLine(), signal });
      const removed = reasonCounts(clips);
      const kept = clips.filter((clip) => clip.removed === null).length;
      if (json) return printJson({ out, clips: clips.length, kept, removed });
      say(`${out}: ${kept} of ${clips.length} clips stay.`);
      for (const [reason, count] of Object.entries(removed)) say(`  ${count} ${reason}`);
      say('Open curation.html in a browser to see which and why; pack and export take the folder as --list.');
    });
}
