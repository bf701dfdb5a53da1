import { availableParallelism, cpus } from 'node:os';
import { Command } from 'commander';
import { benchRender } from '../bench/bench-render.ts';
import { ToolkitError } from '../core/error.ts';
import { VERSION } from '../core/version.ts';
import { DRIVER_KINDS, type DriverKind, openDriver } from '../device/driver-node.ts';
import { listEncoders } from '../media/find-encoder.ts';
import { chooseProvider } from '../onnx/provider-node.ts';
import { printJson, say } from './terminal.ts';

/** How long each driver draws, seconds. */
const DRAW_SECONDS = 1.5;

type DriverFinding =
  | { readonly kind: DriverKind; readonly description: string; readonly viewsPerSecond: number }
  | { readonly kind: DriverKind; readonly missing: string };

async function tryDriver(kind: DriverKind): Promise<DriverFinding> {
  try {
    const driver = await openDriver(kind);
    const [row] = await benchRender(driver, 128, DRAW_SECONDS);
    driver.close();
    return { kind, description: driver.description, viewsPerSecond: row?.value ?? 0 };
  } catch (error) {
    if (error instanceof ToolkitError) return { kind, missing: error.hint };
    throw error;
  }
}

async function examine() {
  const drivers: DriverFinding[] = [];
  for (const kind of DRIVER_KINDS) drivers.push(await tryDriver(kind));
  return {
    version: VERSION,
    node: process.version,
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
    drivers,
    provider: await chooseProvider('auto'),
    encoders: await listEncoders(),
  };
}

/** `doctor`: which renderers, ONNX providers and encoders this machine has, and how fast. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'say which renderer, ONNX provider and encoder this machine has, how fast, and what to install',
    )
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const found = await examine();
      if (options.json) {
        printJson(found);
        return;
      }
      say(`worldwright ${found.version} · Node ${found.node} · ${found.machine}\n`);
      say('Renderers, best first (ground, 30 bodies and a shadow at 128²):');
      for (const driver of found.drivers) {
        if ('missing' in driver) say(`  – ${driver.kind}: not here. ${driver.missing}`);
        else say(`  ✓ ${driver.kind}: ${driver.description} · ${driver.viewsPerSecond.toFixed(1)} views/s`);
      }
      say('\nONNX Runtime:');
      say(`  ✓ ${JSON.stringify(found.provider)}`);
      say('\nVideo encoders, best first:');
      for (const encoder of found.encoders) say(`  ✓ ${encoder.name} ${encoder.version}`);
      if (found.encoders.length === 0)
        say('  – none. Run `npm install node-av`, or install ffmpeg 5.1 or newer.');
    });
}
