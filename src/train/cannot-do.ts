import type { CardEvaluation, CardRow } from './model-card.ts';
import { VALIDATION_HORIZONS } from './training-history.ts';
import type { TrainingRecord } from './training-record.ts';

/** Below that share of the bodies still there, a card says so. */
const PRESENCE_FLOOR = 0.7;

const isHorizon = (horizon: number): boolean => (VALIDATION_HORIZONS as readonly number[]).includes(horizon);

const spoken = (horizon: number): string => `${horizon} frame${horizon === 1 ? '' : 's'} ahead`;

/** Scenes in which it has not shown itself better than a baseline, and at which horizons. */
function notBetter({ comparisons }: CardEvaluation): string[] {
  const asked = comparisons.filter(
    ({ metric, horizon, scene, low }) =>
      metric === 'union_iou' && scene !== 'all' && isHorizon(horizon) && !(low > 0),
  );
  const pairs = [...new Set(asked.map(({ scene, against }) => JSON.stringify([scene, against])))].sort();
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  return pairs.map((pair) => {
    const [scene, against] = JSON.parse(pair) as [string, string];
    const here = asked.filter((row) => row.scene === scene && row.against === against);
    const found = here.map(
      ({ horizon, mean, low, high }) =>
        `${signed(mean)} (${signed(low)} to ${signed(high)}) ${spoken(horizon)}`,
    );
    return `In ${scene} it does not show where bodies are better than ${against}: union IoU ${found.join(', ')}.`;
  });
}

/** Scenes and horizons at which bodies have faded. */
function faded({ rows, model }: CardEvaluation): string[] {
  const asked = rows.filter(
    (row: CardRow) =>
      row.metric === 'presence' &&
      row.model === model &&
      row.scene !== 'all' &&
      isHorizon(row.horizon) &&
      row.mean < PRESENCE_FLOOR,
  );
  return asked.map(
    ({ scene, horizon, mean }) =>
      `In ${scene}, ${spoken(horizon)}, only ${Math.round(100 * mean)} % of the bodies in view keep a quarter of their area: the others fade.`,
  );
}

/** What its inputs rule out. */
function inputs({ plan, data }: TrainingRecord): string[] {
  const { side, actionDim } = plan.config;
  const fps = data[0]?.fps ?? 0;
  const still = [
    ...new Set(
      data.flatMap(({ scenes, sceneActionDims }) =>
        scenes.filter((_, i) => (sceneActionDims[i] ?? 0) < actionDim),
      ),
    ),
  ];
  const scenes = [...new Set(data.flatMap((set) => set.scenes))];
  return [
    `It takes frames of ${side}×${side} pixels alone, and was made for ${fps} frames a second: at another rate everything moves at another speed.`,
    `It knows ${scenes.join(', ')} and nothing else; other bodies, cameras and lights are beyond it.`,
    ...(actionDim === 0 ? ['It is not told what a robot does.'] : []),
    ...(actionDim > 0 && still.length > 0
      ? [
          `Its actions have ${actionDim} numbers. Those of ${still.join(', ')} have fewer or none: zeros were put in their place, and must be again.`,
        ]
      : []),
    'It sees four frames: what is hidden for longer is forgotten.',
    'It gives one answer, not a choice of them: what cannot be known becomes a blur.',
  ];
}

/** What a model cannot do, by rule from what is known of it; one sentence each. */
export function cannotDo(record: TrainingRecord, evaluation: CardEvaluation | null): string[] {
  const found = evaluation === null ? [] : [...notBetter(evaluation), ...faded(evaluation)];
  return [...found, ...inputs(record)];
}
