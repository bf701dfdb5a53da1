import type { Provider } from './session.ts';

/** What a provider would run on. */
export type ProviderDevice = { readonly description: string; readonly software: boolean };

/**
 * Makes ready what a provider needs before its first session: WebGPU needs a Vulkan driver.
 *
 * @param software - May that be a simulated GPU, SwiftShader from npm where the system has none?
 * @throws {@link ToolkitError} `device/missing` when there is no such driver.
 */
export async function prepareProvider(provider: Provider, software: boolean): Promise<ProviderDevice> {
  if (provider !== 'webgpu') return { description: '', software: false };
  const { openDriver } = await import('../device/driver-node.ts');
  const driver = await openDriver(software ? 'auto' : 'hardware');
  driver.close();
  return { description: driver.description, software: driver.kind !== 'hardware' };
}
