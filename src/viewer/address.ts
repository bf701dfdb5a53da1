import { useLayoutEffect, useState } from 'preact/hooks';

/** The pages that there are. */
export const PAGES = ['play', 'data', 'clip', 'predictions', 'dream'] as const;
export type Page = (typeof PAGES)[number];

/** What is shown, as the address bar holds it after `#/`: a link shows the same thing. */
export type Address = { readonly page: Page | null; readonly params: Readonly<Record<string, string>> };

/** Values to set; `null` takes one out. */
export type AddressPatch = Readonly<Record<string, string | number | null>>;

/** Reads `#/page?name=value&…`; an unknown page is no page. */
export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const page = PAGES.find((name) => name === path) ?? null;
  return { page, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address as text; names in their order, slashes left readable. */
export function formatAddress({ page, params }: Address): string {
  const query = Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',');
  return `#/${page ?? ''}${query === '' ? '' : `?${query}`}`;
}

const CHANGED = 'worldwright-address';

/** Changes some values of the address in place: the back button leads to the page before. */
export function patchAddress(patch: AddressPatch): void {
  const { page, params } = parseAddress(location.hash);
  const next: Record<string, string> = { ...params };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete next[name];
    else next[name] = String(value);
  }
  replaceAddress({ page, params: next });
}

/** Puts a whole address in place of the one that is there. */
export function replaceAddress(address: Address): void {
  history.replaceState(null, '', formatAddress(address));
  dispatchEvent(new Event(CHANGED));
}

/** The address of a page, for links. */
export const addressOf = (page: Page, params: Readonly<Record<string, string>> = {}): string =>
  formatAddress({ page, params });

/** The address, followed as it changes. */
export function useAddress(): Address {
  const [address, setAddress] = useState(() => parseAddress(location.hash));
  // In the task that reads it: what changes between the first drawing and a listener would never be followed.
  useLayoutEffect(() => {
    const follow = (): void => setAddress(parseAddress(location.hash));
    addEventListener('hashchange', follow);
    addEventListener(CHANGED, follow);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener(CHANGED, follow);
    };
  }, []);
  return address;
}
