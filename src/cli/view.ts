import { Command } from 'commander';
import { ToolkitError } from '../core/error.ts';
import type { OpenedThings } from '../server/open-things.ts';
import { commaList, repeated, wholeNumber } from './parse-option.ts';
import { createProgressLine, printJson, say } from './terminal.ts';

type Options = {
  readonly port?: number;
  readonly host?: string;
  readonly model?: readonly string[];
  readonly export?: string;
  readonly episodes?: readonly string[];
  readonly json?: true;
};

/** `view`: serves the viewer, or writes it into a folder of static files. */
export function viewCommand(signal: AbortSignal): Command {
  return new Command('view')
    .description(
      'open scenes, datasets, predictions and reports in a browser; without any, the shipped scenes',
    )
    .argument('[things...]', 'scene files or names, folders of datasets, predictions or reports')
    .option('--model <file>', 'ONNX world model to dream with, beside the scene; may be repeated', repeated)
    .option('--port <n>', 'port (default: 5270, or the next that is free)', wholeNumber('--port', 0, 65_535))
    .option('--host <address>', 'serve other machines too; the printed address then holds a token')
    .option('--export <dir>', 'write static files that any web server can publish, and end')
    .option(
      '--episodes <ids>',
      'of an export: the clips, separated by commas (default: the first 12)',
      commaList,
    )
    .option('--json', 'print the address, or what was written, as JSON')
    .action(async (given: readonly string[], options: Options) => {
      if (options.episodes !== undefined && options.export === undefined) {
        throw new ToolkitError(
          'argument/invalid',
          '--episodes must stand beside --export, got it alone.',
          'Add --export DIR, or leave it out: the page shows all of them.',
        );
      }
      const { openThings } = await import('../server/open-things.ts');
      const things = await openThings(given, options.model);
      for (const { message, hint } of things.faults) say(`${message}\n${hint}`);
      if (options.export === undefined) await serve(things, options, signal);
      else await write(things, options.export, options, signal);
    });
}

/** Serves until Ctrl-C. */
async function serve(
  things: OpenedThings,
  { port, host, json }: Options,
  signal: AbortSignal,
): Promise<void> {
  const { DEFAULT_PORT, startViewerServer } = await import('../server/viewer-server.ts');
  const server = await startViewerServer(things, { port, host });
  const asked = port ?? DEFAULT_PORT;
  if (asked !== 0 && server.port !== asked) say(`Port ${asked} is in use: took ${server.port}.`);
  if (json) printJson({ url: server.url, port: server.port, faults: things.faults });
  else say(`\n  ${server.url}\n\nOpen it in a browser. Ctrl-C ends it.`);
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await server.close();
}

/** Writes the viewer into a folder. */
async function write(
  things: OpenedThings,
  out: string,
  { episodes, json }: Options,
  signal: AbortSignal,
): Promise<void> {
  const { exportViewer } = await import('../server/export-viewer.ts');
  const onProgress = createProgressLine();
  const written = await exportViewer(things, { out, episodes, signal, onProgress });
  if (things.faults.length > 0) process.exitCode = 1;
  if (json) return printJson({ ...written, faults: things.faults });
  for (const words of written.leftOut) say(words);
  const size = `${written.files} files, ${(written.bytes / 1e6).toFixed(1)} MB`;
  say(`${out}: ${size}. Any web server can publish it: npx serve ${out}, for one.`);
}
