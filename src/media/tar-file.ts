import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { writeError } from './file-error.ts';

const BLOCK = 512;

/** Longest name of a file in a tar, bytes. */
export const MAX_TAR_NAME = 100;

/** Largest file in a tar, bytes: eleven octal digits. */
const MAX_SIZE = 8 ** 11 - 1;

/** A tar that is being written: POSIX ustar, whose bytes follow from names and contents alone. */
export type TarFile = {
  /** Adds a file. @throws {@link ToolkitError} `file/write`; `argument/invalid` for a name that is too long. */
  add(name: string, content: Uint8Array): Promise<void>;
  /** Writes the end and waits until the disk has it all. */
  close(): Promise<void>;
  /** Closes it unfinished; harmless after `close`. */
  abort(): Promise<void>;
};

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

/** The block that says what follows: readable by all, no owner, no time. */
function header(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > MAX_TAR_NAME || size > MAX_SIZE) {
    throw new ToolkitError(
      'argument/invalid',
      `A file in a tar must have a name of at most ${MAX_TAR_NAME} bytes and fewer than 8 GiB, got ${name} of ${size} bytes.`,
      'Choose shorter names.',
    );
  }
  const block = Buffer.alloc(BLOCK);
  const fields: readonly (readonly [at: number, text: string])[] = [
    [0, name],
    [100, octal(0o644, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(size, 11)],
    [136, octal(0, 11)],
    // The checksum counts itself as spaces.
    [148, ' '.repeat(8)],
    [156, '0'],
    [257, 'ustar\x0000'],
  ];
  for (const [at, text] of fields) block.write(text, at, 'utf8');
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${octal(sum, 6)} `, 148, 'latin1');
  return block;
}

/**
 * Begins a tar; its folder is made where there is none.
 *
 * Source: POSIX.1-1988, ustar.
 * @throws {@link ToolkitError} `file/write`.
 */
export async function openTarFile(path: string): Promise<TarFile> {
  const refused = (cause: unknown): never => {
    throw writeError(path, cause);
  };
  await mkdir(dirname(path), { recursive: true }).catch(refused);
  const handle = await open(path, 'w').catch(refused);
  let isOpen = true;
  const end = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  return {
    async add(name, content) {
      const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
      await handle.writeFile(Buffer.concat([header(name, content.length), content, padding])).catch(refused);
    },
    async close() {
      await handle.writeFile(Buffer.alloc(2 * BLOCK)).catch(refused);
      await handle.sync().catch(refused);
      await end();
    },
    abort: end,
  };
}
