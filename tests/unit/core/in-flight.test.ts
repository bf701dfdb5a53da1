import { expect, it } from 'vitest';
import { inFlight } from '#src/core/in-flight.ts';

/** Work that ends when it is told to, and keeps count of what is under way. */
function slowWork() {
  const ends = new Map<number, () => void>();
  const begun: number[] = [];
  const work = (item: number): Promise<number> => {
    begun.push(item);
    return new Promise((resolve, reject) => {
      ends.set(item, () => (item < 0 ? reject(new Error(`${item}`)) : resolve(10 * item)));
    });
  };
  return { work, begun, end: (item: number) => ends.get(item)?.() };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('gives results in the order of the items, whichever ends first', async () => {
  const { work, begun, end } = slowWork();
  const results: number[] = [];
  const all = (async () => {
    for await (const result of inFlight([1, 2, 3], work)) results.push(result);
  })();
  await turn();
  expect(begun).toEqual([1, 2]);
  end(2);
  await turn();
  expect(results).toEqual([]);
  end(1);
  await turn();
  expect(results).toEqual([10, 20]);
  end(3);
  await all;
  expect(results).toEqual([10, 20, 30]);
});

it('waits for what is under way before it fails', async () => {
  const { work, end } = slowWork();
  let failed: unknown = null;
  const all = (async () => {
    for await (const _ of inFlight([-1, 2, 3], work));
  })().catch((error: unknown) => {
    failed = error;
  });
  await turn();
  end(-1);
  await turn();
  expect(failed).toBeNull();
  end(2);
  await all;
  expect(failed).toEqual(new Error('-1'));
});

it('waits for what is under way when nobody wants the rest', async () => {
  const { work, begun, end } = slowWork();
  let over = false;
  const all = (async () => {
    for await (const _ of inFlight([1, 2, 3], work)) break;
    over = true;
  })();
  await turn();
  end(1);
  await turn();
  expect(over).toBe(false);
  end(2);
  await all;
  expect(begun).toEqual([1, 2]);
});
