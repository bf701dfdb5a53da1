import type { DriverKind } from '../device/driver-kind.ts';
import { openDriver } from '../device/driver-node.ts';
import type { Renderer } from './renderer.ts';

/** A GPU driver to ask for: one by name and no other, or the best there is. */
export type DriverChoice = 'auto' | DriverKind;

/** What draws: the kind of driver, and what it calls itself. */
export type DriverFacts = { readonly name: DriverKind; readonly description: string };

export type OpenRenderer = {
  readonly driver: DriverFacts;
  readonly renderer: Renderer;
  /** Frees the renderer and the GPU. */
  readonly close: () => void;
};

/** Answers by choice: a software driver's threads outlive its device, and after ten of them the process dies. */
const asked = new Map<DriverChoice, DriverFacts>();

/**
 * Says which driver that choice gives on this machine, without keeping it; asked once a process.
 *
 * @throws {@link ToolkitError} `device/missing`.
 */
export async function askDriver(choice: DriverChoice): Promise<DriverFacts> {
  const known = asked.get(choice);
  if (known !== undefined) return known;
  const { kind, description, close } = await openDriver(choice);
  close();
  const facts = { name: kind, description };
  asked.set(choice, facts);
  return facts;
}

/**
 * Opens a GPU and a renderer on it.
 *
 * @throws {@link ToolkitError} `device/missing`.
 */
export async function openRenderer(choice: DriverChoice): Promise<OpenRenderer> {
  // Three is read by who draws: those who ask for a driver's name alone begin a third sooner.
  const { createRenderer } = await import('./renderer.ts');
  const { kind, description, device, close } = await openDriver(choice);
  const renderer = await createRenderer(device);
  return {
    driver: { name: kind, description },
    renderer,
    close: () => {
      renderer.close();
      close();
    },
  };
}
