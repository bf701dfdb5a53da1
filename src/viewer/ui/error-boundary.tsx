import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { ErrorCard } from './error-card.tsx';

type ErrorBoundaryProps = {
  readonly children: ComponentChildren;
  /** Where we are: at another place it is tried again. */
  readonly place: string;
};

/** Shows a card in place of what could not be shown. */
export function ErrorBoundary({ children, place }: ErrorBoundaryProps) {
  const [error, retry] = useErrorBoundary();
  useEffect(() => {
    if (error !== undefined) retry();
  }, [place]);
  if (error !== undefined) return <ErrorCard error={error} />;
  return <>{children}</>;
}
