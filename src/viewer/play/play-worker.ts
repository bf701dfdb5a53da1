import type { Episode } from '../../core/episode.ts';
import { ToolkitError } from '../../core/error.ts';
import type { Recording } from '../../core/recording.ts';
import { idleAction } from '../../core/spec-actions.ts';
import { loadPhysics } from '../../physics/rapier.ts';
import { actionSpec } from '../../physics/robots/robot-controller.ts';
import { fixParameters, sceneParameters } from '../../scene/fix-parameters.ts';
import { classIds, instanceIds } from '../../scene/instance-ids.ts';
import { parseScene } from '../../scene/load-scene.ts';
import { formatRecording, MAX_COMMANDS } from '../../scene/recording-file.ts';
import { sampleEpisode } from '../../scene/sample-episode.ts';
import { createPlaySession, type PlaySession } from '../../simulator/play-session.ts';
import { expertOf } from '../../simulator/policies/experts.ts';
import { namedPolicy, POLICY_NAMES } from '../../simulator/policies/named-policy.ts';
import type { Policy } from '../../simulator/policies/policy.ts';
import { createPace, type Pace } from './pace.ts';
import type { PlayAsks, PlayCommand, PlayNews, PlayOrder, SavedRecording } from './play-orders.ts';

// The engine is on its way before the first scene is.
void loadPhysics();

/** Between two looks at the clock, milliseconds. */
const TICK_MS = 4;

type Running = {
  readonly episode: Episode;
  readonly session: PlaySession;
  readonly pace: Pace;
  /** Who acts while no action is commanded. */
  policy: Policy | null;
  /** What is commanded when nobody acts; `null` without a robot. */
  readonly idle: Float32Array | null;
};

let running: Running | null = null;
let speed = 0;
let policyName = 'mixed';
let command: PlayCommand = { action: null, hand: null };
let asks: PlayAsks = { contacts: false, lidar: false };
/** The page has not yet seen the last moment: it gets no other until then. */
let unseen = false;
let changed = false;

const tell = (news: PlayNews): void => postMessage(news);

function fail(error: unknown): void {
  speed = 0;
  if (error instanceof ToolkitError) {
    tell({ kind: 'failed', code: error.code, message: error.message, hint: error.hint });
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  tell({ kind: 'failed', code: 'unexpected', message, hint: '' });
}

function showMoment(): void {
  if (running === null || unseen || !changed) return;
  const { session, pace } = running;
  changed = false;
  unseen = true;
  tell({ kind: 'moment', moment: { ...session.moment(asks), pace: pace.measured() } });
}

function advance(steps: number): void {
  if (running === null || steps === 0) return;
  const { session, policy, idle } = running;
  session.advance(steps, (frame, state) => {
    const { action, hand } = command;
    // A push happens once.
    if (hand?.kind === 'push') command = { action, hand: null };
    if (action !== null) return { action: Float32Array.from(action), hand };
    return { action: policy?.(frame, state).slice() ?? idle?.slice() ?? null, hand };
  });
  changed = true;
}

const policyOf = (episode: Episode): Policy | null =>
  episode.robot === null ? null : namedPolicy(policyName)(episode);

async function open(order: Extract<PlayOrder, { kind: 'open' }>): Promise<void> {
  await loadPhysics();
  running?.session.dispose();
  running = null;
  const scene = parseScene(order.scene, order.source);
  const episode = sampleEpisode(fixParameters(scene, order.parameters), order.seed);
  policyName = order.policy ?? (expertOf(episode) === null ? 'mixed' : 'expert');
  const session = createPlaySession(episode, {
    fps: order.fps,
    parameters: order.parameters,
  });
  const spec = actionSpec(episode);
  running = {
    episode,
    session,
    pace: createPace(episode.physicsRate),
    policy: policyOf(episode),
    idle: spec === null ? null : idleAction(spec),
  };
  command = { action: null, hand: null };
  unseen = false;
  changed = true;
  tell({
    kind: 'opened',
    opened: {
      played: { episode, ids: instanceIds([scene]), classIds: classIds([scene]) },
      parameters: sceneParameters(scene),
      ...{ spec, policy: policyName, policies: POLICY_NAMES },
    },
  });
  advance((order.frame * episode.physicsRate) / order.fps);
  running.pace.reset(performance.now());
  showMoment();
}

async function obey(order: PlayOrder): Promise<void> {
  switch (order.kind) {
    case 'open':
      return open(order);
    case 'run':
      if (speed === 0) running?.pace.reset(performance.now());
      speed = order.speed;
      return;
    case 'step':
      speed = 0;
      advance(order.physicsSteps);
      return showMoment();
    case 'command':
      command = order.command;
      return;
    case 'policy':
      policyName = order.name;
      if (running !== null) running.policy = policyOf(running.episode);
      return;
    case 'asks':
      asks = order.asks;
      changed = running !== null;
      return showMoment();
    case 'seen':
      unseen = false;
      return;
    case 'pick':
      tell({
        kind: 'picked',
        number: order.number,
        hit: running?.session.castRay(order.origin, order.direction) ?? null,
      });
      return;
    case 'recording':
      if (running !== null) tell({ kind: 'recording', recording: saved(running.session.recording()) });
  }
}

/** What was done, as `generate --actions` takes it. */
function saved(recording: Recording): SavedRecording {
  const commands = recording.commands.slice(0, MAX_COMMANDS);
  return {
    name: `${recording.scene}-seed${recording.seed}.actions.json`,
    frames: commands.length,
    text: commands.length === 0 ? '' : formatRecording({ ...recording, commands }),
  };
}

function tick(): void {
  try {
    if (running !== null && speed > 0) advance(running.pace.due(performance.now(), speed));
    showMoment();
  } catch (error) {
    fail(error);
  }
  setTimeout(tick, TICK_MS);
}

/** Orders are obeyed in their order: one that takes its time keeps the next waiting. */
let last: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<PlayOrder>) => {
  last = last.then(() => obey(data)).catch(fail);
});
tick();
