import sharp from 'sharp';
import { isImage, type Modality, type ModalityImages } from '../../core/frame.ts';
import { chooseScales } from '../../core/paint/choose-scales.ts';
import { faded, PAINTERS, type Scales } from '../../core/paint/paint-modality.ts';
import { boxOverlay } from './box-overlay.ts';
import { label, legend } from './legend.ts';
import type { Block } from './read-block.ts';

/** A part of a sheet: pictures, and what is drawn over them, from (0, 0). */
export type DrawnBlock = {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly { readonly input: Buffer; readonly left: number; readonly top: number }[];
  readonly svg: string;
};

/** Width of a picture on the sheet, pixels, nearly: smaller ones grow by a whole factor. */
const TILE = 256;
const GAP = 8;
const NAMES_WIDTH = 250;
const LEGEND_WIDTH = 230;
const HEAD = 92;

/** What stands under a modality's name. */
const WORDS: Readonly<Record<Modality, string>> = {
  rgb: 'sRGB',
  depth_z_m: 'along the axis, m',
  instance_id: 'one a body',
  distance_m: 'to the centre, m',
  semantic_id: 'one a class',
  normal: 'camera frame',
  flow_forward: 'to the next frame, px',
  flow_backward: 'to the one before, px',
  occlusion: 'in the next frame',
  object_coordinates: "in the body's box",
  albedo: 'colour before light',
  shadow: 'sunlight blocked',
  sensor_depth_z_m: 'as stereo measures it, m',
  rgb_clean: 'before the effects',
  boxes: '2-D and 3-D',
};

/** Side of a picture on the sheet. */
function tileSize(width: number, height: number): readonly [number, number] {
  const factor = width > TILE ? TILE / width : Math.max(1, Math.round(TILE / width));
  return [Math.round(width * factor), Math.round(height * factor)];
}

function painted(
  modality: Modality,
  images: Partial<ModalityImages>,
  scales: Scales,
  pixels: number,
): Uint8Array {
  const under = images.rgb === undefined ? null : faded(images.rgb);
  if (!isImage(modality)) return under ?? new Uint8Array(3 * pixels).fill(240);
  const paint = PAINTERS[modality] as (
    image: unknown,
    scales: Scales,
    under: Uint8Array | null,
  ) => Uint8Array;
  return paint(images[modality], scales, under);
}

function title({ episode, camera, moments }: Block, tileWidth: number): string {
  const { name, width, height, lens, every } = camera;
  const facts = [`${width} × ${height}`, lens.kind, every === 1 ? '' : `every ${every} frames`]
    .concat(camera.stereo === null ? [] : [`${camera.stereo.baseline} m from ${camera.stereo.twin}`])
    .filter((fact) => fact !== '');
  const columns = moments.map(({ frame, time }, i) =>
    label(
      NAMES_WIDTH + i * (tileWidth + GAP) + tileWidth / 2,
      HEAD - 14,
      `t = ${time.toFixed(2)} s  (frame ${frame})`,
      'font-size="18" fill="#4a4f5a" text-anchor="middle"',
    ),
  );
  return (
    label(0, 28, `${episode} · ${name}`, 'font-size="28" font-weight="bold" fill="#16181d"') +
    label(0, 54, facts.join(', '), 'font-size="18" fill="#4a4f5a"') +
    columns.join('')
  );
}

/** Draws one camera of one episode: a row a modality, a column a moment. */
export async function drawBlock(block: Block): Promise<DrawnBlock> {
  const { camera, modalities, images, boxes, names } = block;
  const { width, height } = camera;
  const [tileWidth, tileHeight] = tileSize(width, height);
  const still = (named: Block['names']['bodies']): ReadonlySet<number> =>
    new Set(named.filter((one) => one.still).map(({ id }) => id));
  const scales: Scales = {
    ...chooseScales(images),
    ...{ stillBodies: still(names.bodies), stillClasses: still(names.classes) },
  };
  const pictures: { input: Buffer; left: number; top: number }[] = [];
  let svg = title(block, tileWidth);
  for (const [row, modality] of modalities.entries()) {
    const top = HEAD + row * (tileHeight + GAP);
    for (const [column, image] of images.entries()) {
      const left = NAMES_WIDTH + column * (tileWidth + GAP);
      const rgb = painted(modality, image, scales, width * height);
      const kernel = width > TILE && modality.startsWith('rgb') ? 'lanczos3' : 'nearest';
      const input = await sharp(rgb, { raw: { width, height, channels: 3 } })
        .resize(tileWidth, tileHeight, { kernel, fit: 'fill' })
        .png()
        .toBuffer();
      pictures.push({ input, left, top });
      svg += `<rect x="${left}" y="${top}" width="${tileWidth}" height="${tileHeight}" fill="none" stroke="#cfd3da"/>`;
      if (modality !== 'boxes') continue;
      const overlay = boxOverlay(
        boxes[column] ?? [],
        { intrinsics: camera, lens: camera.lens },
        tileWidth / width,
      );
      svg +=
        `<svg x="${left}" y="${top}" width="${tileWidth}" height="${tileHeight}" ` +
        `viewBox="0 0 ${width} ${height}">${overlay}</svg>`;
    }
    const middle = top + Math.min(tileHeight / 2, 60);
    const end = NAMES_WIDTH + images.length * (tileWidth + GAP) + 12;
    svg +=
      label(0, middle, modality, 'font-size="22" font-weight="bold" fill="#16181d"') +
      label(0, middle + 26, WORDS[modality], 'font-size="17" fill="#4a4f5a"') +
      `<g transform="translate(${end},${top})">${legend(modality, scales, names, tileHeight)}</g>`;
  }
  return {
    ...{ pictures, svg, height: HEAD + modalities.length * (tileHeight + GAP) },
    width: NAMES_WIDTH + images.length * (tileWidth + GAP) + 12 + LEGEND_WIDTH,
  };
}
