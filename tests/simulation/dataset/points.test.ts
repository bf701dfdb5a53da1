import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { type Plan, plannedEpisodes } from '#src/dataset/plan.ts';
import { writePoints } from '#src/dataset/points.ts';
import { ballsPlan, traceDataset, tracedWorld } from './traced-dataset.ts';

let folder: string;
let plan: Plan;
let dataset: Dataset;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-points-'));
  plan = await ballsPlan({ modalities: ['rgb', 'depth_z_m', 'instance_id'] });
  await traceDataset(join(folder, 'made'), plan);
  dataset = await openDataset(join(folder, 'made'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads a PLY as its header says, property by property. */
function readPly(file: string): Record<string, number>[] {
  const bytes = readFileSync(file);
  const end = bytes.indexOf('end_header\n') + 'end_header\n'.length;
  const lines = bytes.subarray(0, end).toString('ascii').split('\n');
  expect(lines.slice(0, 2)).toEqual(['ply', 'format binary_little_endian 1.0']);
  const count = Number(lines.find((line) => line.startsWith('element vertex'))!.split(' ')[2]);
  const properties = lines.filter((line) => line.startsWith('property')).map((line) => line.split(' '));
  let at = end;
  const readers: Readonly<Record<string, readonly [bytes: number, read: () => number]>> = {
    float: [4, () => bytes.readFloatLE(at)],
    uchar: [1, () => bytes.readUInt8(at)],
    ushort: [2, () => bytes.readUInt16LE(at)],
  };
  const points = Array.from({ length: count }, () => {
    const point: Record<string, number> = {};
    for (const [, type, name] of properties) {
      const [size, read] = readers[type!]!;
      point[name!] = read();
      at += size;
    }
    return point;
  });
  expect(at).toBe(bytes.length);
  return points;
}

it.each([
  ['where every camera looks', 6, 3],
  ['where one camera alone looks', 1, 1],
])('points lie on the bodies that they name, %s', async (_, frame, least) => {
  const file = join(folder, `${frame}.ply`);
  const count = await writePoints(dataset, 'balls-000000', frame, file);
  const points = readPly(file);
  expect(points.length).toBe(count);
  const { episode, states, ids } = tracedWorld(plan, plannedEpisodes(plan)[0]!);
  const bodies = new Map(episode.bodies.map((body, i) => [ids[body.name]!, { body, i }]));
  expect(points.length).toBeGreaterThan(400 * least);
  for (const { x, y, z, id } of points) {
    const { body, i } = bodies.get(id!)!;
    const [cx, cy, cz] = states[frame]!.positions.subarray(3 * i, 3 * i + 3);
    const off =
      body.shape.kind === 'sphere' ? Math.hypot(x! - cx!, y! - cy!, z! - cz!) - body.shape.radius : z!;
    // Half a step of depth, along rays that are up to 1.3 times as long.
    expect(Math.abs(off)).toBeLessThanOrEqual(0.0007);
  }
});
