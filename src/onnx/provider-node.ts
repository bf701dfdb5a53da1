import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolkitError } from '../core/error.ts';
import { prepareProvider } from './prepare-provider-node.ts';
import { fastestProvider, type ProviderProbe, type ProviderReport } from './provider-probe.ts';
import { PROVIDERS, type Provider } from './session.ts';

/** What a user may ask for. */
export type ProviderChoice = 'auto' | Provider;

export const PROVIDER_CHOICES: readonly ProviderChoice[] = ['auto', ...PROVIDERS];

/** A probe that has not answered by then does not work. */
const TIMEOUT_MS = 60_000;

/** The child's program and arguments: the built one beside us, or its source where we are source. */
function probeProgram(): string[] {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) return ['--import', 'tsx', join(dirname(here), 'probe-provider-node.ts')];
  let folder = dirname(here);
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return [join(folder, 'dist', 'probe-provider.js')];
}

const probes = new Map<string, Promise<ProviderProbe>>();

/**
 * Tries a provider in a child process, because one that is not whole can abort the process; once a
 * process, then from memory. Never rejects: what went wrong is in the answer.
 *
 * @param software - May WebGPU be a GPU simulated on the CPU?
 */
export function probeProvider(provider: Provider, software = false): Promise<ProviderProbe> {
  const key = `${provider} ${software}`;
  const known = probes.get(key);
  if (known) return known;
  const probe = new Promise<ProviderProbe>((resolve) => {
    const args = [...probeProgram(), provider, ...(software ? ['software'] : [])];
    const settings = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 } as const;
    execFile(process.execPath, args, settings, (error, stdout, stderr) => {
      const answer = stdout.split('\n').find((line) => line.startsWith('{"provider":'));
      if (answer !== undefined) {
        resolve(JSON.parse(answer));
        return;
      }
      const words = error?.killed ? `no answer in ${TIMEOUT_MS / 1000} s` : stderr.trim().split('\n').at(-1);
      const detail = `its trial process died: ${(words || error?.message || 'no reason given').slice(0, 200)}`;
      resolve({ provider, works: false, matmulMs: null, software: false, detail });
    });
  });
  probes.set(key, probe);
  return probe;
}

/** Probes every provider, one after the other, so that they do not slow each other. */
export async function probeProviders(): Promise<ProviderProbe[]> {
  const found: ProviderProbe[] = [];
  for (const provider of PROVIDERS) found.push(await probeProvider(provider));
  return found;
}

const PROVIDER_HINTS: Readonly<Record<Provider, string>> = {
  cuda: 'Install CUDA 12 and cuDNN 9 and run `ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node`, or use --provider auto.',
  webgpu: 'Install the GPU vendor’s Vulkan driver, or use --provider auto.',
  cpu: 'Run `npm ci` again.',
};

/**
 * The provider to run on. `auto` takes the one that multiplies matrices fastest, never a GPU
 * simulated in software; one asked for by name is taken, simulated or not, or refused.
 *
 * @throws {@link ToolkitError} `model/provider` when the one asked for does not work here.
 */
export async function chooseProvider(asked: ProviderChoice): Promise<ProviderReport> {
  if (asked === 'cpu') return { provider: 'cpu', asked, probed: [] };
  if (asked === 'auto') {
    const others = [await probeProvider('cuda'), await probeProvider('webgpu')];
    // With nothing to choose from, the processor need not be timed.
    const race = others.some((probe) => probe.works);
    const probed = race ? [...others, await probeProvider('cpu')] : others;
    const provider = fastestProvider(probed);
    await prepareProvider(provider, false);
    return { provider, asked, probed };
  }
  const probe = await probeProvider(asked, true);
  if (!probe.works) {
    throw new ToolkitError(
      'model/provider',
      `The provider ${asked} must work on this machine, and it does not: ${probe.detail}.`.replace(
        /\.\.$/,
        '.',
      ),
      PROVIDER_HINTS[asked],
    );
  }
  await prepareProvider(asked, true);
  return { provider: asked, asked, probed: [probe] };
}
