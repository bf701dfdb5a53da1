import type { PageProps } from '../app.tsx';

/** The page of dream. */
export function DreamPage(_: PageProps) {
  return <p>dream</p>;
}
