import { ToolkitError } from '../core/error.ts';

import { askSimulatorDriver, type DriverChoice } from '../simulator/open-simulator-node.ts';
import { madeBy } from './made-by.ts';
import type { Plan } from './plan.ts';

/**
 * The driver on which this machine makes the bytes that a plan promises.
 *
 * @param dir - Of the dataset, for the words.
 * @throws {@link ToolkitError} `device/missing` where it would make others, `media/no-encoder`.
 */
export async function driverHere(plan: Plan, dir: string): Promise<DriverChoice> {
  const kind = plan.madeBy.driver.name as DriverChoice;
  const here = await madeBy(await askSimulatorDriver(kind));
  for (const part of Object.keys(plan.madeBy) as (keyof Plan['madeBy'])[]) {
    const [planned, found] = [JSON.stringify(plan.madeBy[part]), JSON.stringify(here[part])];
    if (planned === found) continue;
    throw new ToolkitError(
      'device/missing',
      `This machine must make ${dir} as its plan says, with ${part} ${planned}, but it has ${found}.`,
      'Use a machine like the one that the dataset was begun on.',
    );
  }
  return kind;
}
