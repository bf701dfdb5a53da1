import { ToolkitError } from '../../core/error.ts';

/** What went wrong, in the sentences that the command line would say. */
export function ErrorCard({ error }: { readonly error: unknown }) {
  const known = error instanceof ToolkitError;
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div class="card error" role="alert">
      <strong>{known ? error.message : `Something went wrong here: ${message}`}</strong>
      <p>
        {known ? error.hint : 'This is a fault of worldwright: load the page again, and report these words.'}
      </p>
      <code>{known ? error.code : 'unexpected'}</code>
    </div>
  );
}
