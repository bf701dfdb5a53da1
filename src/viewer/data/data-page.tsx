import type { PageProps } from '../app.tsx';

/** The page of data. */
export function DataPage(_: PageProps) {
  return <p>data</p>;
}
