import { useEffect, useRef } from 'preact/hooks';
import { add, type Quaternion, rotate, type Vec3 } from '../../core/pose.ts';
import type { Played } from '../stage/stage.ts';
import { drawBox } from './overlays/boxes.ts';
import type { PlayMoment } from './play-orders.ts';
import { projector } from './sight-ray.ts';
import type { Drawing } from './use-drawing.ts';
import type { Grab } from './use-grab.ts';

/** What a layer draws on: the world's points in the image, and the lines' colours. */
export type OverlayPen = {
  readonly context: CanvasRenderingContext2D;
  readonly project: (point: Vec3) => readonly [number, number] | null;
  /** A line between two points of the world. */
  readonly line: (from: Vec3, to: Vec3, color: string, width?: number) => void;
  /** A dot of `radius` pixels of the screen. */
  readonly dot: (at: Vec3, color: string, radius: number) => void;
};

/** One thing that is drawn over a view, at a moment. */
export type OverlayLayer = (pen: OverlayPen, moment: PlayMoment, played: Played) => void;

type ViewOverlayProps = {
  readonly played: Played;
  /** What is drawn over: the overlay keeps to its moment and its camera. */
  readonly drawing: Drawing;
  readonly size: readonly [width: number, height: number];
  readonly hand: Grab['hand'];
  readonly layers: readonly OverlayLayer[];
};

/** Lines of a hand that pulls. */
const HAND_COLOR = '#ff4d8d';

function pen(
  context: CanvasRenderingContext2D,
  project: OverlayPen['project'],
  scale: readonly [number, number],
): OverlayPen {
  const place = (point: Vec3): readonly [number, number] | null => {
    const uv = project(point);
    return uv === null ? null : [uv[0] * scale[0], uv[1] * scale[1]];
  };
  return {
    context,
    project: place,
    line(from, to, color, width = 2) {
      const [a, b] = [place(from), place(to)];
      if (a === null || b === null) return;
      context.strokeStyle = color;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...a);
      context.lineTo(...b);
      context.stroke();
    },
    dot(at, color, radius) {
      const p = place(at);
      if (p === null) return;
      context.fillStyle = color;
      context.beginPath();
      context.arc(p[0], p[1], radius, 0, 2 * Math.PI);
      context.fill();
    },
  };
}

/** A point of a body, in the world as it is at that moment. */
export function bodyPoint({ state }: PlayMoment, index: number, point: Vec3): Vec3 {
  const at = (values: Float64Array, width: number): number[] =>
    Array.from(values.subarray(width * index, width * index + width));
  const [position, turn] = [at(state.positions, 3) as unknown as Vec3, at(state.orientations, 4)];
  return add(position, rotate(turn as unknown as Quaternion, point));
}

function drawHand(
  one: OverlayPen,
  moment: PlayMoment,
  { episode }: Played,
  hand: NonNullable<Grab['hand']>,
): void {
  const index = episode.bodies.findIndex(({ name }) => name === hand.body);
  if (index < 0) return;
  const from = bodyPoint(moment, index, hand.point);
  one.line(from, hand.target, HAND_COLOR, 2);
  one.dot(from, HAND_COLOR, 4);
  one.dot(hand.target, HAND_COLOR, 3);
}

/** Lines and dots over a view: drawn anew with every moment, at the screen's own fineness. */
export function ViewOverlay(props: ViewOverlayProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let running = true;
    const draw = (): void => {
      if (!running) return;
      requestAnimationFrame(draw);
      const canvas = element.current;
      const context = canvas?.getContext('2d');
      const { played, drawing, size, hand, layers } = latest.current;
      const { moment, camera } = drawing;
      if (!canvas || !context || moment === null || camera === null) return;
      const ratio = window.devicePixelRatio;
      const [width, height] = [
        Math.round(canvas.clientWidth * ratio),
        Math.round(canvas.clientHeight * ratio),
      ];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      if (moment.state.positions.length !== played.episode.bodies.length * 3) return;
      const own = camera.size ?? size;
      const scale = [canvas.clientWidth / own[0], canvas.clientHeight / own[1]] as const;
      const one = pen(context, projector(played.episode, camera, moment.state, size), scale);
      for (const layer of layers) layer(one, moment, played);
      // A ground's boxes would frame the picture and say nothing.
      for (const box of drawing.shown?.frame.boxes ?? [])
        if (box.halfSize[2] > 0 && box.visiblePixels > 0) drawBox(one, box, scale);
      if (hand !== null) drawHand(one, moment, played, hand);
    };
    requestAnimationFrame(draw);
    return () => {
      running = false;
    };
  }, []);
  return <canvas ref={element} class="overlay" />;
}
