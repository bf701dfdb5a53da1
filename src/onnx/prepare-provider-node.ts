import { withDriverFiles } from '../device/vulkan-files-node.ts';
import type { Provider } from './session.ts';

/** What a provider would run on. */
export type ProviderDevice = { readonly description: string; readonly software: boolean };

/** The Vulkan drivers that WebGPU was made ready on; none = those that the system's loader finds. */
let driverFiles: readonly string[] = [];

/** Runs `work`, which loads a model, where a provider finds what it was made ready on, and no other driver. */
export const withPreparedProvider = <T>(provider: Provider, work: () => Promise<T>): Promise<T> =>
  provider === 'webgpu' && driverFiles.length > 0 ? withDriverFiles(driverFiles, work) : work();

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
  driverFiles = driver.driverFiles;
  return { description: driver.description, software: driver.kind !== 'hardware' };
}
