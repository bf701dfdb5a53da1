import { buildMatMul, timeMatMul } from './matmul-trial.ts';
import { onnxruntimeMessage } from './onnxruntime-message.ts';
import { prepareProvider } from './prepare-provider-node.ts';
import type { ProviderProbe } from './provider-probe.ts';
import type { Provider } from './session.ts';
import { createSession } from './session-node.ts';

/**
 * Multiplies two matrices on a provider, in this process: a provider that is not whole may take the
 * process with it, so `probeProvider` calls this in a child.
 *
 * @param software - May WebGPU be a GPU simulated on the CPU?
 */
export async function measureProvider(provider: Provider, software: boolean): Promise<ProviderProbe> {
  try {
    const device = await prepareProvider(provider, software);
    const session = await createSession(buildMatMul(), 'a MatMul', { provider });
    const matmulMs = await timeMatMul(session);
    await session.close();
    return { provider, works: true, matmulMs, software: device.software, detail: device.description };
  } catch (error) {
    // The session's own sentence speaks of the user's model; its cause says what is missing.
    const detail = onnxruntimeMessage((error as Error).cause ?? error);
    return { provider, works: false, matmulMs: null, software: false, detail };
  }
}
