import type { PageProps } from '../app.tsx';

/** The page of clip. */
export function ClipPage(_: PageProps) {
  return <p>clip</p>;
}
