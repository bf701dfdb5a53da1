import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { systemCode } from '../media/file-error.ts';

/** A process among all that share a disk. */
export type ProcessIdentity = {
  /** Its machine, or the part of a machine in which its number means something (a container). No `-`. */
  readonly machine: string;
  readonly pid: number;
  /** When it began, in the system's own ticks: a number that is given anew is another process. */
  readonly start: string;
};

/** Two containers of one machine may share its name, and count their processes apart. */
async function machineName(): Promise<string> {
  const space = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()} ${space.replace(/\D/g, '')}`.trim().replace(/[^A-Za-z0-9]+/g, '_');
}

async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
}

/** This process. */
export const ownIdentity = async (): Promise<ProcessIdentity> => ({
  machine: await machineName(),
  pid: process.pid,
  start: await startOf(process.pid),
});

/** As part of a file's name. */
export const identityText = ({ machine, pid, start }: ProcessIdentity): string =>
  `${machine}-${pid}-${start}`;

/** Undoes `identityText`. */
export function parseIdentity(text: string): ProcessIdentity {
  const [machine = '', pid, start = ''] = text.split('-');
  return { machine, pid: Number(pid), start };
}

/** Whether a process lives; `null` where it is another machine's, and nobody here can tell. */
export async function isAlive(asked: ProcessIdentity): Promise<boolean | null> {
  if (asked.machine !== (await machineName())) return null;
  try {
    process.kill(asked.pid, 0);
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false;
  }
  return (await startOf(asked.pid)) === asked.start;
}

/** How this process is called where people read it: its machine, and its number there. */
export const processName = (): string => `${hostname()}-${process.pid}`;
