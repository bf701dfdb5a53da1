import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { ToolkitError } from '../core/error.ts';

/** The npm package that carries SwiftShader, and the SHA-256 of each file that we load from it. */
const SWIFTSHADER = {
  package: '@sparticuz/chromium',
  version: '147.0.0',
  files: {
    'libvulkan.so.1': 'fe17a77c1f2df38d3b6a935140f746fd80aac564bb44eb3e4f6b75a504295a41',
    'libvk_swiftshader.so': '5b9e8591c7c2d1c9618c3ad485d0cdffb81f5f1ffd6a982fdb6578c2d8d3213e',
    'vk_swiftshader_icd.json': 'c9eef28b6b984fec220ef0abfecc40b502d46946706e47bfe97707027cb818bd',
  },
} as const;

/** Larger than the unpacked archive (15 MB); an archive that unpacks to more is not the one we know. */
const ARCHIVE_LIMIT_BYTES = 64 * 1024 * 1024;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The package's own file, found from wherever this module stands. */
function archivePath(): string {
  const require = createRequire(import.meta.url);
  let folder = dirname(require.resolve(SWIFTSHADER.package));
  while (!existsSync(join(folder, 'bin', 'swiftshader.tar.br'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${SWIFTSHADER.package} holds no bin/swiftshader.tar.br`);
    folder = parent;
  }
  return join(folder, 'bin', 'swiftshader.tar.br');
}

/** The plain files of a ustar archive, by name. Source: POSIX.1-1988 ustar header. */
function readTar(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const text = (start: number, size: number): string =>
    tar.toString('latin1', start, start + size).split('\0')[0] ?? '';
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    files.set(text(at, 100), tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** True when the folder is ours alone and every file in it is the one we know. */
function isIntact(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const facts = lstatSync(folder);
  const ours = facts.isDirectory() && facts.uid === process.getuid?.() && (facts.mode & 0o022) === 0;
  return (
    ours &&
    Object.entries(SWIFTSHADER.files).every(([name, hash]) => {
      const file = join(folder, name);
      return existsSync(file) && sha256(readFileSync(file)) === hash;
    })
  );
}

function unpack(folder: string): void {
  const files = readTar(
    brotliDecompressSync(readFileSync(archivePath()), { maxOutputLength: ARCHIVE_LIMIT_BYTES }),
  );
  const aside = `${folder}.${randomBytes(6).toString('hex')}`;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const [name, hash] of Object.entries(SWIFTSHADER.files)) {
    const bytes = files.get(name);
    if (bytes === undefined || sha256(bytes) !== hash) {
      rmSync(aside, { recursive: true, force: true });
      throw new Error(`${SWIFTSHADER.package} must hold ${name} with SHA-256 ${hash}`);
    }
    writeFileSync(join(aside, name), bytes, { mode: 0o500 });
  }
  try {
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  } catch (cause) {
    rmSync(aside, { recursive: true, force: true });
    if (!isIntact(folder)) throw cause;
  }
}

/**
 * Makes SwiftShader, Google's software Vulkan driver, ready to load, unpacking it once from its npm
 * package into the user's own cache folder. The files' hashes are checked before every load.
 *
 * @returns The folder that holds the loader `libvulkan.so.1` and `vk_swiftshader_icd.json`.
 * @throws {@link ToolkitError} `device/missing` where the package has no build for this machine.
 */
export function prepareSwiftShader(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new ToolkitError(
      'device/missing',
      `SwiftShader must run on linux-x64, got ${process.platform}-${process.arch}.`,
      'Use a machine with a hardware Vulkan, Metal or Direct3D driver.',
    );
  }
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(cache, 'worldwright', `swiftshader-${SWIFTSHADER.version}`);
  try {
    if (!isIntact(folder)) {
      mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
      unpack(folder);
    }
  } catch (cause) {
    throw new ToolkitError(
      'device/missing',
      `SwiftShader must unpack into ${folder}, got: ${cause instanceof Error ? cause.message : cause}.`,
      'Run `npm ci` again, or set XDG_CACHE_HOME to a folder that you can write to.',
      { cause },
    );
  }
  return folder;
}
