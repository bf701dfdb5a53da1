/** Words while something is on its way; `share` 0…1 where it is known how much of it has come. */
export function Loading({ words, share }: { readonly words: string; readonly share?: number }) {
  return (
    <div class="loading" role="status">
      <span>{words}</span>
      {share === undefined ? <span class="spinner" aria-hidden="true" /> : <progress value={share} max={1} />}
    </div>
  );
}
