import type { PageProps } from '../app.tsx';

/** The page of play. */
export function PlayPage(_: PageProps) {
  return <p>play</p>;
}
