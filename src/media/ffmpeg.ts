import { type ChildProcess, spawn } from 'node:child_process';

/** A group of its own: a terminal's Ctrl-C is for us to handle, and no program is cut off midway. */
export const OWN_GROUP = { detached: true } as const;

/** The end of a program: its exit code (null when a signal ended it) and what it complained of. */
export type ProgramEnd = { readonly code: number | null; readonly stderr: string };

/** Waits for the end of a child whose stderr is piped; keeps the first 4000 characters of it. */
export function programEnd(child: ChildProcess): Promise<ProgramEnd> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < 4000) stderr = (stderr + text).slice(0, 4000);
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, stderr: stderr.trim() }));
  });
}

/** Runs a program without a shell and gives its whole stdout. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
): Promise<ProgramEnd & { readonly stdout: Buffer }> {
  const child = spawn(program, parameters, { ...OWN_GROUP, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { ...(await programEnd(child)), stdout: Buffer.concat(chunks) };
}

let probed: Promise<{ readonly version: string } | null> | undefined;

/**
 * Asks once a process whether the system has an `ffmpeg` that can do the work (5.1 or newer, with
 * libx264rgb, FFV1 and ffprobe); null where it has not.
 */
export function probeFfmpeg(): Promise<{ readonly version: string } | null> {
  probed ??= (async () => {
    try {
      const [version, encoders, prober] = await Promise.all([
        runProgram('ffmpeg', ['-hide_banner', '-version']),
        runProgram('ffmpeg', ['-hide_banner', '-encoders']),
        runProgram('ffprobe', ['-hide_banner', '-version']),
      ]);
      const name = /^ffmpeg version (\S+)/.exec(version.stdout.toString())?.[1];
      const listed = encoders.stdout.toString();
      const old = /^n?([0-4]\.|5\.0)/.test(name ?? '');
      const able = / libx264rgb /.test(listed) && / ffv1 /.test(listed) && prober.code === 0;
      return name !== undefined && able && !old ? { version: name } : null;
    } catch {
      return null;
    }
  })();
  return probed;
}
