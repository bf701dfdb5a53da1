import type { Frame, ImageModality, Modality } from '../../core/frame.ts';
import { chooseScales } from '../../core/paint/choose-scales.ts';
import { faded, PAINTERS, type Scales } from '../../core/paint/paint-modality.ts';
import { opaque } from '../stage/opaque.ts';
import { putOnCanvas } from '../stage/put-on-canvas.ts';
import type { Played, Sight, Stage, StageMoment } from '../stage/stage.ts';

/** What a view shows: what was seen, and the scale of its colours. A picture that was shown directly has neither. */
export type Shown = { readonly frame: Frame; readonly scales: Scales } | null;

const AHEAD: ReadonlySet<Modality> = new Set(['flow_forward', 'occlusion']);
const NEEDS_BEFORE: ReadonlySet<Modality> = new Set(['flow_forward', 'flow_backward', 'occlusion']);

/** Modalities that are drawn over the picture. */
const needs = (modality: Modality): readonly Modality[] =>
  modality === 'boxes' || modality === 'occlusion' ? [modality, 'rgb'] : [modality];

/** Bodies and classes that cannot move: their colours stay pale. */
function stillness({ episode, ids, classIds }: Played): Pick<Scales, 'stillBodies' | 'stillClasses'> {
  const bodies = [...episode.bodies, ...episode.decor].filter(({ motion }) => motion === 'fixed');
  return {
    stillBodies: new Set(bodies.map(({ name }) => ids[name] ?? 0)),
    stillClasses: new Set(bodies.map((body) => classIds[body.class] ?? 0)),
  };
}

/** The colours of what was seen; boxes leave the picture to be drawn over. */
function painted({ images }: Frame, modality: Modality, scales: Scales): Uint8Array | undefined {
  const rgb = images.rgb;
  if (modality === 'boxes') return rgb === undefined ? undefined : faded(rgb);
  const paint = PAINTERS[modality] as (
    image: unknown,
    scales: Scales,
    under: Uint8Array | null,
  ) => Uint8Array;
  return paint(images[modality as ImageModality], scales, rgb === undefined ? null : faded(rgb));
}

/**
 * Draws one view of a moment. Flow and occlusion to the next frame are those of the moment before, since nobody
 * knows the next yet.
 *
 * @param before - The moment before, where there is one.
 * @param kept - A scale to keep, so that colours do not flicker; the first chooses.
 */
export async function drawView(
  stage: Stage,
  canvas: HTMLCanvasElement,
  played: Played,
  { modality, ...sight }: Sight & { readonly modality: Modality },
  moments: { readonly now: StageMoment; readonly before: StageMoment | null },
  kept: Scales | null,
): Promise<Shown> {
  const { now, before } = moments;
  if (modality === 'rgb') {
    const { rgba, width, height } = await stage.picture(played, now, sight);
    putOnCanvas(canvas, rgba, width, height);
    return null;
  }
  const source = NEEDS_BEFORE.has(modality) && before !== null ? [before, now] : [now];
  const frames = await stage.observe(played, source, sight, needs(modality));
  const frame = frames[AHEAD.has(modality) ? 0 : frames.length - 1] as Frame;
  const scales = kept ?? { ...chooseScales([frame.images]), ...stillness(played) };
  const rgb = painted(frame, modality, scales);
  if (rgb !== undefined) putOnCanvas(canvas, opaque(rgb), frame.width, frame.height);
  return { frame, scales };
}
