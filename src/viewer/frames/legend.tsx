import { useEffect, useRef } from 'preact/hooks';
import type { Modality } from '../../core/frame.ts';
import type { Scales } from '../../core/paint/paint-modality.ts';
import {
  type Color,
  cssColor,
  flowColor,
  HIDDEN,
  idColor,
  NOTHING,
  normalColor,
  rampColor,
} from '../../core/paint/palette.ts';
import { roundTicks } from '../../core/round-ticks.ts';
import { putOnCanvas } from '../stage/put-on-canvas.ts';
import type { IdName, IdNames } from './id-names.ts';
import './legend.css';

type LegendProps = {
  readonly modality: Modality;
  readonly scales: Pick<Scales, 'depth' | 'flow'>;
  readonly names: IdNames;
};

/** What the colours of a modality stand for; nothing where they are what they seem. */
export function Legend({ modality, scales, names }: LegendProps) {
  switch (modality) {
    case 'depth_z_m':
    case 'distance_m':
    case 'sensor_depth_z_m':
      return <Ramp ends={scales.depth} unit="m" color={(share) => rampColor(1 - share)} />;
    case 'instance_id':
      return <Names names={names.bodies} />;
    case 'semantic_id':
      return <Names names={names.classes} />;
    case 'flow_forward':
    case 'flow_backward':
      return (
        <p class="legend">
          <Disc color={(x, y) => flowColor(x, y, 1)} words="The colour of each direction of motion" />
          rim {scales.flow.toPrecision(2)} px <Swatch color={NOTHING} words="not valid" />
        </p>
      );
    case 'normal':
      return (
        <p class="legend">
          <Disc color={facing} words="The colour of each direction of a surface" /> x right, y down; blue
          faces the camera
        </p>
      );
    case 'object_coordinates':
      return <p class="legend">x red, y green, z blue: 0…1 along the body's box</p>;
    case 'occlusion':
      return (
        <p class="legend">
          <Swatch color={HIDDEN} words="hidden or gone in the next frame" />
        </p>
      );
    case 'shadow':
      return (
        <Ramp ends={[0, 100]} unit="%" color={(share) => [1, 1, 1].map(() => 255 - 217 * share) as never} />
      );
    case 'boxes':
      return <p class="legend">solid: visible · dashed: amodal · thin: 3-D</p>;
    default:
      return null;
  }
}

/** Colours from one end to the other with numbers below. */
function Ramp(props: {
  readonly ends: readonly [number, number];
  readonly unit: string;
  readonly color: (share: number) => Color;
}) {
  const { ends, unit, color } = props;
  const [low, high] = ends;
  const stops = Array.from({ length: 13 }, (_, i) => cssColor(color(i / 12)));
  return (
    <div class="legend ramp">
      <div class="ramp-colors" style={{ background: `linear-gradient(to right, ${stops.join(',')})` }} />
      <div class="ramp-ticks">
        {roundTicks(low, high, 4).map((value) => (
          <span key={value} style={tickStyle((value - low) / (high - low))}>
            {value} {unit}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Where a tick's number stands; at the ends it stays within. */
const tickStyle = (share: number): { readonly left: string; readonly transform: string } => ({
  left: `${100 * share}%`,
  transform: `translateX(${share < 0.08 ? 0 : share > 0.92 ? -100 : -50}%)`,
});

/** A colour and its name. */
export function Swatch({ color, words }: { readonly color: Color; readonly words: string }) {
  return (
    <span class="swatch">
      <i style={{ background: cssColor(color) }} aria-hidden="true" />
      {words}
    </span>
  );
}

/** Most names that are shown at once. */
const MOST_NAMES = 12;

/** What can move comes first: it is looked for. */
function Names({ names }: { readonly names: ReadonlyMap<number, IdName> }) {
  const sorted = [...names].sort(([a, one], [b, other]) => Number(one.still) - Number(other.still) || a - b);
  const swatch = ([id, { name, still }]: readonly [number, IdName]) => (
    <Swatch key={id} color={idColor(id, still)} words={`${id} ${name}`} />
  );
  const rest = sorted.slice(MOST_NAMES);
  return (
    <div class="legend">
      {sorted.slice(0, MOST_NAMES).map(swatch)}
      {rest.length > 0 && (
        <details>
          <summary>and {rest.length} more</summary>
          <div class="legend">{rest.map(swatch)}</div>
        </details>
      )}
    </div>
  );
}

const facing = (x: number, y: number): Color => normalColor(x, y, -Math.sqrt(Math.max(0, 1 - x * x - y * y)));

const CELLS = 36;

/** A disc in the colours of its places; x right and y down, −1…1. */
function Disc({ color, words }: { readonly color: (x: number, y: number) => Color; readonly words: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    const rgba = new Uint8Array(4 * CELLS * CELLS);
    for (let i = 0; i < CELLS * CELLS; i++) {
      const [x, y] = [i % CELLS, Math.floor(i / CELLS)].map((at) => (2 * (at + 0.5)) / CELLS - 1) as [
        number,
        number,
      ];
      if (x * x + y * y <= 1) rgba.set([...color(x, y), 255], 4 * i);
    }
    putOnCanvas(canvas.current, rgba, CELLS, CELLS);
  }, []);
  return <canvas ref={canvas} class="disc" role="img" aria-label={words} />;
}
