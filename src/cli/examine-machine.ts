import { availableParallelism, cpus } from 'node:os';
import { benchRender } from '../bench/bench-render.ts';
import { ToolkitError } from '../core/error.ts';
import { VERSION } from '../core/version.ts';
import { DRIVER_KINDS, type DriverKind } from '../device/driver-kind.ts';
import { openDriver } from '../device/driver-node.ts';
import { listEncoders } from '../media/find-encoder.ts';
import { probeProviders } from '../onnx/provider-node.ts';
import { describeProbe, fastestProvider } from '../onnx/provider-probe.ts';

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

/** Tries every renderer, ONNX provider and encoder that this machine may have. */
export async function examineMachine() {
  const drivers: DriverFinding[] = [];
  for (const kind of DRIVER_KINDS) drivers.push(await tryDriver(kind));
  const probes = await probeProviders();
  return {
    version: VERSION,
    node: process.version,
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
    drivers,
    /** What predictions and trainings take unless told otherwise. */
    auto: fastestProvider(probes),
    providers: probes.map((probe) => ({ ...probe, words: describeProbe(probe) })),
    encoders: await listEncoders(),
  };
}
