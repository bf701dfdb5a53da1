import { join } from 'node:path';
import { create, globals } from 'webgpu';
import { ToolkitError } from '../core/error.ts';
import { DRIVER_KINDS, type DriverKind } from './driver-kind.ts';
import { probeDriver } from './probe-driver-node.ts';
import { prepareSwiftShader } from './swiftshader-node.ts';
import { listDriverFiles, withDriverFiles } from './vulkan-files-node.ts';

/** A GPU device that answered, and what it says it is. */
export type Driver = {
  readonly kind: DriverKind;
  /** What the driver calls itself, with its version. */
  readonly description: string;
  readonly device: GPUDevice;
  /** The Vulkan loader's descriptions of drivers that it was found among; none off Linux. */
  readonly driverFiles: readonly string[];
  /** Frees the device; the process can end afterwards. */
  readonly close: () => void;
};

/**
 * dlopen flags RTLD_NODELETE | RTLD_NOW of Linux: Node closes what does not register as its module, and
 * without NODELETE the loader would be gone before Dawn looks for it by its name.
 */
const KEEP_LOADED = 0x1000 | 2;

/**
 * Dawn's instances, held for as long as the process lives: one that is collected takes a device in use with it, and
 * is suspected of ending the process even after its device was destroyed (DESIGN.md).
 */
const instances: GPU[] = [];

const isLavapipeFile = (file: string): boolean => /lvp_icd[^/]*\.json$/.test(file);

function kindOf(description: string): DriverKind {
  if (/llvmpipe|lavapipe/i.test(description)) return 'lavapipe';
  return /swiftshader/i.test(description) ? 'swiftshader' : 'hardware';
}

/** Asks Dawn for a device on the Vulkan drivers that the loader sees now. */
async function askDevice(driverFiles: readonly string[] = []): Promise<Driver | null> {
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return null;
  const { vendor, architecture, device: name, description } = adapter.info;
  const words = [...new Set([name, description, vendor, architecture].filter((word) => word !== ''))];
  const device = await adapter.requestDevice();
  instances.push(gpu);
  return {
    kind: kindOf(words.join(' ')),
    description: words.join(', '),
    device,
    driverFiles,
    close: () => device.destroy(),
  };
}

async function askSwiftShader(): Promise<Driver | null> {
  const folder = prepareSwiftShader();
  const files = [join(folder, 'vk_swiftshader_icd.json')];
  return withDriverFiles(files, async () => {
    try {
      process.dlopen({ exports: {} }, join(folder, 'libvulkan.so.1'), KEEP_LOADED);
    } catch (cause) {
      // A plain shared library is loaded but "did not self-register" as a Node module: as expected.
      if (!String(cause).includes('did not self-register')) throw cause;
    }
    return askDevice(files);
  });
}

/** Asks for one kind, where the loader's own files (or, off Linux, the system) can have it. */
async function ask(kind: DriverKind): Promise<Driver | null> {
  if (kind === 'swiftshader') return askSwiftShader();
  if (process.platform !== 'linux') return kind === 'hardware' ? askDevice() : null;
  const all = listDriverFiles();
  const likely = all.filter((file) => isLavapipeFile(file) === (kind === 'lavapipe'));
  // A name is a hint alone: a lavapipe of another name is found among all, and says what it is.
  const files = likely.length > 0 || kind === 'hardware' ? likely : all;
  if (files.length === 0) return null;
  const driver = await withDriverFiles(files, async () => ((await probeDriver()) ? askDevice(files) : null));
  if (driver === null || driver.kind === kind) return driver;
  driver.close();
  return null;
}

const MISSING_HINT: Readonly<Record<DriverKind, string>> = {
  hardware: 'Install the GPU vendor’s Vulkan driver, or leave out --driver to draw in software.',
  lavapipe: 'Install Mesa 25 or newer (Debian 13: mesa-vulkan-drivers), or leave out --driver.',
  swiftshader: 'Run `npm ci` again on linux-x64, or leave out --driver.',
};

/**
 * Opens the best GPU driver there is (hardware, then lavapipe ≥ 25, then SwiftShader from npm), by
 * asking each in turn; or the one named, and no other.
 *
 * @throws {@link ToolkitError} `device/missing` when none answers, or the one named does not.
 */
export async function openDriver(wanted: 'auto' | DriverKind): Promise<Driver> {
  Object.assign(globalThis, globals);
  const kinds = wanted === 'auto' ? DRIVER_KINDS : [wanted];
  for (const kind of kinds) {
    const driver = await ask(kind);
    if (driver !== null) return driver;
  }
  const last = kinds[kinds.length - 1] as DriverKind;
  throw new ToolkitError(
    'device/missing',
    `The GPU driver "${wanted}" must answer on this machine, got no ${last} adapter.`,
    MISSING_HINT[last],
  );
}
