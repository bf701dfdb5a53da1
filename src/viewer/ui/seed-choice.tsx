type SeedChoiceProps = { readonly seed: number; readonly onSeed: (seed: number) => void };

/** The seed that an episode follows from. */
export function SeedChoice({ seed, onSeed }: SeedChoiceProps) {
  return (
    <label class="row">
      <span class="soft">Seed</span>
      <input
        type="number"
        min={0}
        max={Number.MAX_SAFE_INTEGER}
        value={seed}
        onChange={({ currentTarget }) => onSeed(Math.max(0, Math.round(Number(currentTarget.value) || 0)))}
      />
    </label>
  );
}
