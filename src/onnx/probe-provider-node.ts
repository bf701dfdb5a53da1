/** Run as a child process, `probe-provider.js PROVIDER [software]`: prints one ProviderProbe as JSON. */
import { writeSync } from 'node:fs';
import { measureProvider } from './measure-provider-node.ts';
import { PROVIDERS } from './session.ts';

const provider = PROVIDERS.find((name) => name === process.argv[2]) ?? 'cpu';
const probe = await measureProvider(provider, process.argv[3] === 'software');
writeSync(1, `\n${JSON.stringify(probe)}\n`);
// A native library may hold the loop open, or fall over its own end: the answer is out.
process.kill(process.pid, 'SIGKILL');
