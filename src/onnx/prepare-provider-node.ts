import type { Provider } from './session.ts';

/** What a provider would run on. */
export type ProviderDevice = { readonly description: string; readonly software: boolean };

/**
 * Makes ready what a provider needs before its first session: WebGPU finds the Vulkan driver that
 * drawing would use, SwiftShader from npm where the system has none.
 *
 * @throws {@link ToolkitError} `device/missing` when there is no Vulkan driver at all.
 */
export async function prepareProvider(provider: Provider): Promise<ProviderDevice> {
  if (provider !== 'webgpu') return { description: '', software: false };
  const { openDriver } = await import('../device/driver-node.ts');
  const driver = await openDriver('auto');
  driver.close();
  return { description: driver.description, software: driver.kind !== 'hardware' };
}
