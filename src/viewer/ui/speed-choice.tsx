type SpeedChoiceProps = {
  /** Times the scene's own; infinity goes as fast as it can. */
  readonly speeds: readonly number[];
  readonly speed: number;
  readonly onSpeed: (speed: number) => void;
};

/** The speed after this one, or before it; this one where there is none. */
export const speedBeside = (speeds: readonly number[], speed: number, way: 1 | -1): number =>
  speeds[speeds.indexOf(speed) + way] ?? speed;

/** How fast time goes by. */
export function SpeedChoice({ speeds, speed, onSpeed }: SpeedChoiceProps) {
  return (
    <label class="row">
      <span class="soft">Speed</span>
      <select value={String(speed)} onChange={({ currentTarget }) => onSpeed(Number(currentTarget.value))}>
        {speeds.map((one) => (
          <option key={one} value={String(one)}>
            {Number.isFinite(one) ? `${one} ×` : 'as fast as it can'}
          </option>
        ))}
      </select>
    </label>
  );
}
