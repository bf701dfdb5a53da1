import type { DriveAxis } from './drive-map.ts';
import type { Drive } from './use-drive.ts';

/** Who moves the robot while nobody drives: a policy by its name. */
export type DriverName = string;

type DrivePanelProps = {
  readonly map: readonly DriveAxis[];
  readonly drive: Drive;
  readonly drivers: readonly DriverName[];
  readonly driver: DriverName;
  readonly onDriver: (driver: DriverName) => void;
};

const shown = (key: string): string =>
  ({ arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→' })[key] ?? key.toUpperCase();

/** The keys of an axis, low side first. */
const keysOf = ({ down, up }: DriveAxis): string =>
  [down[0], up[0]]
    .filter((key) => key !== undefined && key !== '')
    .map((key) => shown(key as string))
    .join(' ');

/** Drives the robot: who does, the keys, and a slider for each number of the action. */
export function DrivePanel({ map, drive, drivers, driver, onDriver }: DrivePanelProps) {
  const drivesSelf = drive.action !== null;
  return (
    <section class="card stack">
      <h2>Robot</h2>
      <label class="row">
        <span class="soft">Driven by</span>
        <select
          value={drivesSelf ? 'you' : driver}
          onChange={({ currentTarget }) => {
            if (currentTarget.value === 'you') drive.set(-1, 0);
            else {
              drive.release();
              onDriver(currentTarget.value);
            }
          }}
        >
          <option value="you">you</option>
          {drivers.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {map.map((axis) => (
        <label class="slider" key={axis.name}>
          <span title={axis.name}>{axis.name.replaceAll('_', ' ')}</span>
          <input
            type="range"
            min={axis.low}
            max={axis.high}
            step={(axis.high - axis.low) / 200}
            value={drive.action?.[axis.element] ?? axis.rest}
            onInput={({ currentTarget }) => drive.set(axis.element, Number(currentTarget.value))}
            onPointerUp={() => axis.stays || drive.set(axis.element, axis.rest)}
          />
          <output>
            {(drive.action?.[axis.element] ?? axis.rest).toFixed(2)} {axis.unit}
          </output>
          <kbd>{keysOf(axis)}</kbd>
        </label>
      ))}
      <p class="soft">Keys or a gamepad take over at once; choose a policy to give it back.</p>
    </section>
  );
}
