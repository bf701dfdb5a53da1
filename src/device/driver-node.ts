import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { create, globals } from 'webgpu';
import { ToolkitError } from '../core/error.ts';
import { prepareSwiftShader } from './swiftshader-node.ts';

/** The kinds of GPU driver that can draw, best first. */
export type DriverKind = 'hardware' | 'lavapipe' | 'swiftshader';

export const DRIVER_KINDS: readonly DriverKind[] = ['hardware', 'lavapipe', 'swiftshader'];

/** A GPU device that answered, and what it says it is. */
export type Driver = {
  readonly kind: DriverKind;
  /** What the driver calls itself, with its version. */
  readonly description: string;
  readonly device: GPUDevice;
  /** Frees the device; the process can end afterwards. */
  readonly close: () => void;
};

/** dlopen flags RTLD_GLOBAL | RTLD_NOW: Dawn then finds this loader by its name. */
const GLOBAL_NOW = 0x100 | 2;

/** Where Linux systems keep the descriptions of installed Vulkan drivers. */
const DRIVER_FOLDERS = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

const softwareKind = (description: string): DriverKind =>
  /llvmpipe|lavapipe/i.test(description)
    ? 'lavapipe'
    : /swiftshader/i.test(description)
      ? 'swiftshader'
      : 'hardware';

/** Points the Vulkan loader at one description file, or back at what the system has. */
function useDriverFiles(files: string | undefined): void {
  if (files === undefined) delete process.env['VK_DRIVER_FILES'];
  else process.env['VK_DRIVER_FILES'] = files;
}

/** Lets Dawn's "no Vulkan here" go unprinted: that answer is expected, and we say it better. */
async function quietly<T>(ask: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await ask();
  } finally {
    console.warn = warn;
  }
}

/** Asks Dawn for a device on the Vulkan driver that the environment points at. */
async function askDevice(): Promise<Driver | null> {
  const gpu = create([]);
  const adapter = await quietly(() => gpu.requestAdapter({ powerPreference: 'high-performance' }));
  if (adapter === null) return null;
  const { vendor, architecture, device: name, description } = adapter.info;
  const words = [...new Set([name, description, vendor, architecture].filter((word) => word !== ''))];
  const device = await adapter.requestDevice();
  // Dawn dies with its instance: `keep` holds the instance for as long as the driver is held.
  const keep: { gpu: GPU | null } = { gpu };
  return {
    kind: softwareKind(words.join(' ')),
    description: words.join(', '),
    device,
    close: () => {
      device.destroy();
      keep.gpu = null;
    },
  };
}

/** lavapipe by name, where the system has its description file. */
async function askLavapipe(): Promise<Driver | null> {
  const files = DRIVER_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /^lvp_icd.*\.json$/.test(file))
      .map((file) => join(folder, file)),
  );
  if (files.length === 0) return null;
  const before = process.env['VK_DRIVER_FILES'];
  useDriverFiles(files.join(':'));
  const driver = await askDevice();
  useDriverFiles(before);
  return driver;
}

async function askSwiftShader(): Promise<Driver | null> {
  const folder = prepareSwiftShader();
  useDriverFiles(join(folder, 'vk_swiftshader_icd.json'));
  try {
    process.dlopen({ exports: {} }, join(folder, 'libvulkan.so.1'), GLOBAL_NOW);
  } catch (cause) {
    // A plain shared library is loaded but "did not self-register" as a Node module: as expected.
    if (!String(cause).includes('did not self-register')) throw cause;
  }
  return askDevice();
}

const MISSING_HINT: Readonly<Record<DriverKind, string>> = {
  hardware: 'Install the GPU vendor’s Vulkan driver, or leave out --driver to draw in software.',
  lavapipe: 'Install Mesa 25 or newer (Debian: mesa-vulkan-drivers), or leave out --driver.',
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
  const system = wanted === 'auto' || wanted === 'hardware' ? await askDevice() : null;
  if (system !== null && (wanted === 'auto' || system.kind === wanted)) return system;
  system?.close();
  if (wanted === 'lavapipe') {
    const driver = await askLavapipe();
    if (driver?.kind === 'lavapipe') return driver;
    driver?.close();
  }
  if (wanted === 'auto' || wanted === 'swiftshader') {
    const driver = await askSwiftShader();
    if (driver !== null) return driver;
  }
  const kind = wanted === 'auto' ? 'swiftshader' : wanted;
  throw new ToolkitError(
    'device/missing',
    `The GPU driver "${wanted}" must answer on this machine, got no ${kind} adapter.`,
    MISSING_HINT[kind],
  );
}
