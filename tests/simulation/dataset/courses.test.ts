import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readEpisodeFacts, readEvents, readSteps } from '#src/dataset/read-episode.ts';
import { readFrames } from '#src/dataset/read-frames.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { type Ended, runCommand, treeHash } from '../../fixtures/command-line.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worldwright-courses-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SMALL = ['robots/push', '--size', '32x32', '--modalities', 'rgb,instance_id'];

/** Milliseconds: datasets are made, and a policy that hangs is waited for. */
const LONG = 240_000;

const generate = (out: string, ...args: readonly string[]): Promise<Ended> =>
  runCommand('generate', ...SMALL, '--out', join(folder, out), ...args);

const policyFile = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('counterfactuals', () => {
  const FRAMES = 20;
  let dataset: Dataset;
  beforeAll(async () => {
    const asked = ['--frames', String(FRAMES), '--episodes', '2', '--seed', '3', '--policy', 'noisy'];
    const counterfactuals = ['--counterfactuals', '2', '--at', '7'];
    const { code, stderr } = await generate('branches', ...asked, ...counterfactuals, '--workers', '1');
    expect(code, stderr).toBe(0);
    const again = await generate('branches-2', ...asked, ...counterfactuals, '--workers', '2');
    expect(again.code, again.stderr).toBe(0);
    dataset = await openDataset(join(folder, 'branches'));
  }, LONG);

  it('are the same with two workers as with one', () => {
    expect(treeHash(join(folder, 'branches-2'))).toBe(treeHash(join(folder, 'branches')));
  });

  it('share every byte of state, action, event and picture with their parent until the branch, and then differ', async () => {
    const ids = dataset.episodes.map(({ id }) => id);
    expect(ids).toEqual(['push-000000', 'push-000001'].flatMap((id) => [id, `${id}-cf1`, `${id}-cf2`]));
    for (const parent of ['push-000000', 'push-000001']) {
      const [ours, ...others] = await Promise.all([parent, `${parent}-cf1`, `${parent}-cf2`].map(readAll));
      for (const other of others) {
        const { facts } = other;
        expect([facts.parent, facts.branchFrame, facts.policy]).toEqual([parent, 7, 'explore']);
        expect(facts.seed).toBe(ours?.facts.seed);
        for (let k = 0; k < FRAMES; k++) {
          const [a, b] = [ours?.frames[k], other.frames[k]];
          if (k <= 7) expect([k, b?.seen]).toEqual([k, a?.seen]);
          if (k < 7) expect([k, b?.action]).toEqual([k, a?.action]);
        }
        expect(other.frames[7]?.action).not.toEqual(ours?.frames[7]?.action);
        expect(other.frames[8]?.seen.state).not.toEqual(ours?.frames[8]?.seen.state);
        expect(other.frames.at(-1)?.seen.rgb).not.toEqual(ours?.frames.at(-1)?.seen.rgb);
      }
      expect(others[0]?.frames.map(({ action }) => action)).not.toEqual(
        others[1]?.frames.map(({ action }) => action),
      );
    }
  });

  /** What an episode shows and does, frame by frame, as text. */
  async function readAll(id: string) {
    const facts = await readEpisodeFacts(dataset, id);
    const { bodies, positions, orientations, linearVelocities, angularVelocities, action, actionDim } =
      await readSteps(dataset, id);
    const [rgb, ids] = [
      await readFrames(dataset, id, 'oblique', 'rgb'),
      await readFrames(dataset, id, 'oblique', 'instance_id'),
    ];
    const events = await readEvents(dataset, id);
    const row = (values: Float64Array, k: number, width: number): string =>
      Array.from(values.subarray(k * width * bodies.length, (k + 1) * width * bodies.length)).join();
    const hex = (image: Uint8Array | Uint16Array): string =>
      Buffer.from(image.buffer, image.byteOffset, image.byteLength).toString('base64');
    const frames = Array.from({ length: FRAMES }, (_, k) => ({
      seen: {
        state: `${row(positions, k, 3)} ${row(orientations, k, 4)} ${row(linearVelocities, k, 3)} ${row(angularVelocities, k, 3)}`,
        events: JSON.stringify(events.filter(({ frame }) => frame === k)),
        ...{ rgb: hex(rgb[k]!), ids: hex(ids[k]!) },
      },
      action: action?.subarray(k * actionDim, (k + 1) * actionDim).join(),
    }));
    return { facts, frames };
  }
});

describe('a policy of one’s own', () => {
  it('is read with all that it imports, from TypeScript, and stands in the plan', {
    timeout: LONG,
  }, async () => {
    policyFile('speed.ts', 'export const speed: number = 0.25;');
    const file = policyFile(
      'steady.ts',
      `import { speed } from './speed.ts';
       type Moment = { readonly step: number };
       export default (episode: { readonly seed: number }) => (frame: number, _state: Moment): Float32Array =>
         Float32Array.of(frame % 2 === 0 ? speed : -speed, 0);`,
    );
    const { code, stderr } = await generate('own', '--policy', file, '--frames', '4', '--episodes', '1');
    expect(code, stderr).toBe(0);
    const dataset = await openDataset(join(folder, 'own'));
    const { action } = await readSteps(dataset, 'push-000000');
    expect(Array.from(action ?? [])).toEqual([0.25, 0, -0.25, 0, 0.25, 0, -0.25, 0]);
    expect((await readEpisodeFacts(dataset, 'push-000000')).policy).toBe('steady.ts');
    expect(dataset.plan.policy).toEqual({ file: 'steady.ts', code: expect.stringContaining('0.25') });
    expect(JSON.stringify(dataset.plan.policy)).not.toContain(folder);
  });

  it('that throws, hangs, ends its thread or breaks the spec costs the episode, and the run goes on', {
    timeout: LONG,
  }, async () => {
    const file = policyFile(
      'faulty.js',
      `const faults = [
         () => { throw new Error('no idea'); },
         () => { for (;;); },
         () => new Float32Array([Number.NaN, 0]),
         () => new Float32Array([9, 0]),
         () => [0, 0],
         () => process.exit(3),
       ];
       // What an episode is called is not known here; how many boxes it has, and where, is.
       export default ({ parameters }) => {
         const fault = faults[Math.floor(parameters['start_y'] * 1e6 + 1e6) % 8];
         return (frame) => (frame === 2 && fault !== undefined ? fault() : new Float32Array(2));
       };`,
    );
    // Of this seed's nine episodes two end well, and every fault befalls another.
    const EPISODES = 9;
    const seed = ['--seed', '17', '--episodes', String(EPISODES)];
    const args = ['--policy', file, '--frames', '6', ...seed, '--workers', '2'];
    const { code, stderr } = await generate('faulty', ...args);
    expect(code, stderr).toBe(0);
    const dataset = await openDataset(join(folder, 'faulty'));
    expect(dataset.episodes.length + dataset.discarded.length).toBe(EPISODES);
    expect(stderr).toMatch(`${dataset.discarded.length} of ${EPISODES} episodes discarded (`);
    const reasons = dataset.discarded.map(({ reason }) => reason).join('\n');
    for (const words of [
      /threw at frame 2: no idea/,
      /took longer than 10 s over one frame/,
      /must lie in \[-0\.6, 0\.6\] m\/s, got NaN/,
      /must lie in \[-0\.6, 0\.6\] m\/s, got 9 m\/s/,
      /gave a Array at frame 2 instead of a Float32Array/,
      /ended its thread with exit code 3/,
    ])
      expect(reasons).toMatch(words);
    for (const { id } of dataset.discarded)
      expect(readdirSync(join(folder, 'faulty', 'episodes'))).not.toContain(id);

    const whole = await verifyDataset(join(folder, 'faulty'));
    expect(whole).toMatchObject({ episodes: dataset.episodes.length, discarded: dataset.discarded.length });
    expect(whole.problems).toEqual([]);

    // A rerun tries nothing again.
    const [first] = dataset.discarded;
    const shard = join(folder, 'faulty', 'shards', `${first?.id}.json`);
    const before = statSync(shard).mtimeMs;
    expect((await generate('faulty', ...args)).code).toBe(0);
    expect(statSync(shard).mtimeMs).toBe(before);
  });

  it('that leaves no episode fails, in a sentence', { timeout: LONG }, async () => {
    const file = policyFile('none.js', 'export default () => () => null;');
    const { code, stderr } = await generate('none', '--policy', file, '--frames', '4', '--episodes', '2');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^dataset\/all-discarded: Some episode must be left, got 2 of 2 episodes discarded/m,
    );
  });

  it('that is no function is refused when it is loaded', { timeout: LONG }, async () => {
    const file = policyFile('number.js', 'export default 3;');
    const { code, stderr } = await generate('number', '--policy', file, '--frames', '4', '--episodes', '1');
    expect(code).toBe(2);
    expect(stderr).toMatch(/number\.js must be a module whose default export is a function/);
  });
});

describe('outcomes that are asked for', () => {
  it('are reached or said not to be, and what is recorded is what happened', { timeout: LONG }, async () => {
    const out = await generate(
      'outcomes',
      ...[
        '--outcomes',
        'success=0.5,failure=0.5',
        '--frames',
        '48',
        '--episodes',
        '8',
        '--workers',
        '2',
        '--json',
      ],
    );
    expect(out.code, out.stderr).toBe(0);
    const dataset = await openDataset(join(folder, 'outcomes'));
    const facts = await Promise.all(dataset.episodes.map(({ id }) => readEpisodeFacts(dataset, id)));
    const { outcomes } = JSON.parse(out.stdout);
    const count = (wanted: string): number => facts.filter(({ outcome }) => outcome === wanted).length;
    expect(outcomes.got).toMatchObject({ success: count('success'), failure: count('failure') });
    const missed = facts.filter(({ outcome, outcomeWanted }) => outcome !== outcomeWanted);
    expect(Object.values<number>(outcomes.missed).reduce((sum, n) => sum + n, 0)).toBe(missed.length);
    expect(facts.map(({ outcomeWanted }) => outcomeWanted)).toEqual(
      dataset.episodes.map((one) => one.outcomeWanted),
    );
    expect(missed.length).toBeLessThanOrEqual(1);
  });

  it('cannot be reached in so short a time, and the run says so', { timeout: LONG }, async () => {
    const { code, stderr } = await generate(
      'short',
      '--outcomes',
      'success=1',
      '--frames',
      '3',
      '--episodes',
      '1',
    );
    expect(code).toBe(0);
    expect(stderr).toMatch('Outcomes of 1: none 1; not reached: 1 of 1 success.');
    const { stderr: said } = await runCommand('inspect', join(folder, 'short', 'episodes', 'push-000000'));
    expect(said).toMatch('outcome none, wanted success');
  });
});

describe('a plan that asks for nothing more', () => {
  it('is written as it always was', { timeout: LONG }, async () => {
    expect((await generate('plain', '--frames', '2', '--episodes', '1')).code).toBe(0);
    const plan = JSON.parse(readFileSync(join(folder, 'plain', 'plan.json'), 'utf8'));
    expect(Object.keys(plan)).toEqual([
      ...[
        'layout',
        'seed',
        'frames',
        'fps',
        'width',
        'height',
        'modalities',
        'depth_scale_m',
        'split',
        'look',
      ],
      ...['made_by', 'scenes'],
    ]);
  });
});
