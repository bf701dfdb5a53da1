import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Episode, WorldState } from '#src/core/episode.ts';
import type { Recording } from '#src/core/recording.ts';
import { stateHash } from '#src/core/state-hash.ts';
import { generateDataset } from '#src/dataset/generate.ts';
import { type Dataset, openDataset } from '#src/dataset/open-dataset.ts';
import { readEpisodeFacts, readSteps } from '#src/dataset/read-episode.ts';
import { readRecordingFile } from '#src/dataset/read-recording-file.ts';
import { verifyDataset } from '#src/dataset/verify.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { type FixedParameters, fixParameters } from '#src/scene/fix-parameters.ts';
import { formatRecording } from '#src/scene/recording-file.ts';
import { sampleEpisode } from '#src/scene/sample-episode.ts';
import { createPlaySession, type PlayCommand } from '#src/simulator/play-session.ts';
import { replayRecording } from '#src/simulator/replay-recording.ts';
import { simulateMotion } from '#src/simulator/simulate-motion.ts';
import { runCommand, treeHash } from '../../fixtures/command-line.ts';
import { expectRefused } from '../../fixtures/expect-refused.ts';
import { readScene } from '../../fixtures/read-scene.ts';

const FPS = 30;
const SMALL = { width: 32, height: 32, modalities: ['rgb', 'instance_id'] };
const folder = mkdtempSync(join(tmpdir(), 'worldwright-by-hand-'));

type Played = {
  readonly recording: Recording;
  readonly states: readonly WorldState[];
  readonly file: string;
};

const topmost = ({ bodies }: Episode): string =>
  bodies.filter(({ motion }) => motion === 'dynamic').sort((a, b) => b.position[2] - a.position[2])[0]
    ?.name as string;

/** Plays a scene by hand and saves what was done, as the viewer does. */
function play(
  scene: string,
  { seed, parameters = {}, frames }: { seed: number; parameters?: FixedParameters; frames: number },
  command: (frame: number, body: string) => PlayCommand,
): Played {
  const episode = sampleEpisode(fixParameters(readScene(scene), parameters), seed);
  const session = createPlaySession(episode, { fps: FPS, parameters });
  const states: WorldState[] = [];
  session.advance((frames * episode.physicsRate) / FPS, (frame, state) => {
    states.push(state);
    return command(frame, topmost(episode));
  });
  const recording = session.recording();
  session.dispose();
  const file = join(folder, `${episode.scene}-seed${seed}.actions.json`);
  writeFileSync(file, formatRecording(recording));
  return { recording, states, file };
}

/** Drives about, takes the topmost box, throws it, and strikes it in the end. */
const drive = (frame: number, body: string): PlayCommand => {
  const target = [0.1, 0.1 + frame / 40, 0.3 + frame / 60] as const;
  const pull = { kind: 'pull', body, point: [0.02, -0, 0.02], target } as const;
  const push = { kind: 'push', body, point: [0, 0, 0], impulse: [0.1, -0, 0.1] } as const;
  const hand = frame < 8 ? pull : frame === 10 ? push : null;
  return { action: Float32Array.of(0.2 * Math.sin(frame / 3), frame < 6 ? -0 : 0.1), hand };
};

/** Strikes one domino. */
const strike = (frame: number, body: string): PlayCommand => ({
  action: null,
  hand: frame === 3 ? { kind: 'push', body, point: [0, 0, 0.05], impulse: [0.3, 0.05, 0] } : null,
});

async function expectStates(dataset: Dataset, id: string, states: readonly WorldState[]) {
  const steps = await readSteps(dataset, id);
  const flat = (key: 'positions' | 'orientations' | 'linearVelocities' | 'angularVelocities') =>
    Float64Array.from(states.flatMap((state) => [...state[key]]));
  for (const key of ['positions', 'orientations', 'linearVelocities', 'angularVelocities'] as const)
    expect(Buffer.from(steps[key].buffer)).toEqual(Buffer.from(flat(key).buffer));
}

let pushed: Played;
let other: Played;

beforeAll(async () => {
  await loadPhysics();
  pushed = play('robots/push', { seed: 3, frames: 12 }, drive);
  other = play('robots/push', { seed: 9, frames: 16 }, (frame, body) => drive(frame + 2, body));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what somebody did in the viewer', () => {
  it('moves in its dataset as it did, whatever the workers, to the same bytes', async () => {
    const generate = (name: string, workers: number) =>
      generateDataset({
        ...{ out: join(folder, name), workers, ...SMALL, scenes: [readScene('robots/push')] },
        recordings: [pushed.file, other.file].map(readRecordingFile),
      });
    const one = await generate('one', 1);
    await generate('two', 2);
    expect(one.plan).toMatchObject({ frames: 12, fps: FPS, recordings: [{ seed: 3 }, { seed: 9 }] });
    await expectStates(one, 'push-000000', pushed.states);
    await expectStates(one, 'push-000001', other.states.slice(0, 12));
    const { action } = await readSteps(one, 'push-000000');
    expect([...(action ?? [])]).toEqual(pushed.recording.commands.flatMap((command) => command.action));
    const facts = await readEpisodeFacts(one, 'push-000001');
    expect(facts).toMatchObject({ seed: 9, policy: 'recorded', fixedParameters: {} });
    expect(treeHash(join(folder, 'two'))).toBe(treeHash(join(folder, 'one')));
    expect((await verifyDataset(join(folder, 'one'))).problems).toEqual([]);
  });

  it('needs no robot, keeps what was set by hand, and goes on with an empty hand after its end', async () => {
    const scene = readScene('alignment/dominoes');
    const name = Object.keys(sampleEpisode(scene, 0).parameters).find((key) => scene.random?.[key]) as string;
    const parameters = { [name]: sampleEpisode(scene, 77).parameters[name] as number };
    const played = play('alignment/dominoes', { seed: 1, parameters, frames: 20 }, strike);
    const short = { ...played.recording, commands: played.recording.commands.slice(0, 6) };
    writeFileSync(played.file, formatRecording(short));
    const out = join(folder, 'dominoes');
    const args = ['alignment/dominoes', '--actions', played.file, '--frames', '20', '--size', '32x32'];
    const { code, stderr } = await runCommand('generate', ...args, '--modalities', 'rgb', '--out', out);
    expect(code, stderr).toBe(0);
    const dataset = await openDataset(out);
    await expectStates(dataset, 'dominoes-000000', played.states);
    const facts = await readEpisodeFacts(dataset, 'dominoes-000000');
    expect(facts).toMatchObject({ seed: 1, policy: 'recorded', fixedParameters: parameters });
    expect(facts.parameters).toMatchObject(parameters);
    const told = await runCommand('inspect', out);
    expect(told.stderr).toContain('recorded by hand');
    // Run again: all is there.
    const before = treeHash(out);
    expect((await runCommand('generate', ...args, '--modalities', 'rgb', '--out', out)).code).toBe(0);
    expect(treeHash(out)).toBe(before);
  });
});

it('is replayed alike where cameras blur and sensors read', () => {
  const { recording, states } = play('sensors/rig', { seed: 2, frames: 12 }, strike);
  const episode = sampleEpisode(readScene('sensors/rig'), 2);
  expect(episode.cameras.some(({ effects }) => effects.shutter !== null)).toBe(true);
  const motion = simulateMotion(episode, {
    ...{ frames: 12, fps: FPS, ids: {}, cameras: episode.cameras.map(({ name }) => name) },
    ...replayRecording(recording),
  });
  expect([...motion].map(({ state }) => stateHash(state))).toEqual(states.map(stateHash));
});

describe('generate --actions refuses', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['a file that is not there', ['--actions', 'FOLDER/none.json'], /file\/missing: .*none\.json/],
    ['a file that is none', ['--actions', 'scenes/robots/push.json'], /push\.json must be a recording/],
    ['no file', ['--actions', ','], /At least one recording must be given/],
    ['a seed, also the usual one', ['--actions', 'FILE', '--seed', '0'], /got seed beside them/],
    ['a policy', ['--actions', 'FILE', '--policy', 'zero'], /got policy beside them/],
    ['another frame rate', ['--actions', 'FILE', '--fps', '12'], /30 frames a second .*got 12/],
  ])('%s', async (_, args, words) => {
    const given = args.map((arg) => arg.replace('FOLDER', folder).replace('FILE', pushed.file));
    await expectRefused(['generate', 'robots/push', '--out', 'OUT', ...given], words, join(folder, 'out'));
  });

  it('a recording of another scene, and names both', async () => {
    await expectRefused(
      ['generate', 'alignment/dominoes', '--actions', pushed.file, '--out', 'OUT'],
      /here dominoes, got one of push/,
      join(folder, 'out'),
    );
  });
});
