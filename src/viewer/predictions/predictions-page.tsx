import type { PageProps } from '../app.tsx';

/** The page of predictions. */
export function PredictionsPage(_: PageProps) {
  return <p>predictions</p>;
}
