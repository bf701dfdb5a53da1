import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ToolkitError } from '#src/core/error.ts';
import { numberIn } from '#src/server/number-in.ts';
import { refusalOf } from '#src/server/refusal.ts';
import { thingKind } from '#src/server/thing-kind.ts';
import { createKeys } from '#src/server/view-keys.ts';

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'worldwright-things-'));
  const files = {
    'data/plan.json': '',
    'data/episodes/a-000000/episode.json': '',
    'predictions/predictions.json': '',
    'report/report.json': '',
    'report/report.html': '',
    'empty/nothing.txt': '',
    'scene.json': '',
    'model.onnx': '',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

it.each([
  ['data', 'dataset', 'data'],
  ['data/plan.json', 'dataset', 'data'],
  ['data/episodes/a-000000', 'dataset', 'data'],
  ['empty', 'dataset', 'empty'],
  ['predictions', 'predictions', 'predictions'],
  ['predictions/predictions.json', 'predictions', 'predictions'],
  ['report', 'report', 'report'],
  ['report/report.html', 'report', 'report'],
  ['scene.json', 'scene', 'scene.json'],
  ['nowhere.json', 'scene', 'nowhere.json'],
  ['model.onnx', 'model', 'model.onnx'],
])('%s is a %s', (path, kind, at) => {
  expect(thingKind(join(dir, path))).toEqual({ kind, path: join(dir, at) });
});

it('keys are plain, and one for each', () => {
  const keyOf = createKeys();
  expect([keyOf('push'), keyOf('push'), keyOf('mein Würfel'), keyOf('../..'), keyOf('')]).toEqual([
    'push',
    'push-2',
    'mein-W-rfel',
    'unnamed',
    'unnamed-2',
  ]);
});

it('numbers have one spelling', () => {
  expect(numberIn('12.bin', '.bin')).toBe(12);
  expect(numberIn('0.json', '.json')).toBe(0);
  for (const name of ['012.bin', '-1.bin', '1e3.bin', '.bin', '1.json', '99999999999.bin', 'a.bin'])
    expect(numberIn(name, '.bin')).toBeNull();
});

it('a refusal names what was given, and nothing else of the disk', () => {
  const damaged = new ToolkitError('dataset/damaged', '/home/me/data/shards/a.json must be whole.', 'Hint.');
  expect(refusalOf(damaged, ['/home/me/data', '/'])).toEqual({
    ...{ status: 422, code: 'dataset/damaged', message: 'data/shards/a.json must be whole.', hint: 'Hint.' },
  });
  const outside = new ToolkitError('path/outside', '/home/me/data/a leads to /etc/passwd.', 'Hint.');
  expect(refusalOf(outside, ['/home/me/data']).message).not.toContain('/etc');
  const plain = refusalOf(new Error("EACCES: permission denied, open '/elsewhere/x'"), []);
  expect(plain).toMatchObject({ status: 500, code: 'unexpected' });
  expect(JSON.stringify(plain)).not.toContain('/elsewhere');
});
