import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, PAGES, parseAddress } from '#src/viewer/address.ts';

describe('an address', () => {
  it('is read back as it was written, whatever it holds', () => {
    const params = fc.dictionary(fc.string({ minLength: 1 }), fc.string());
    fc.assert(
      fc.property(fc.constantFrom(...PAGES), params, (page, some) => {
        const again = parseAddress(formatAddress({ page, params: some }));
        expect(again.page).toBe(page);
        expect({ ...again.params }).toEqual({ ...some });
      }),
    );
  });

  it('keeps slashes, colons and commas readable', () => {
    const params = { scene: 'robots/push', view: 'front:rgb,free:normal' };
    expect(formatAddress({ page: 'play', params })).toBe(
      '#/play?scene=robots/push&view=front:rgb,free:normal',
    );
  });

  it('names no page that there is not', () => {
    for (const hash of ['', '#', '#/', '#/nowhere?x=1', '#/Play']) expect(parseAddress(hash).page).toBeNull();
  });
});
