import { div, mul, plus } from '../../onnx/autodiff/arithmetic.ts';
import {
  addNode,
  divNode,
  mulNode,
  node,
  pointwise,
  reshapeNode,
  scaleNode,
  splitNode,
  subNode,
  sumNode,
  transposeNode,
} from '../../onnx/autodiff/nodes.ts';
import { sigmoid } from '../../onnx/autodiff/pointwise.ts';
import { reduceSum } from '../../onnx/autodiff/reduce.ts';
import { reshape } from '../../onnx/autodiff/shape.ts';
import { constant, stopGradient, type Tensor, tensorOf } from '../../onnx/autodiff/tape.ts';
import { weightedSum } from '../../onnx/autodiff/weighted-sum.ts';
import type { ExpertDimensions } from './dimensions.ts';

/** Which token goes to which place of which expert. A choice is one of a token's `active` experts. */
export type Routing = {
  /**
   * How much of each choice is taken: they sum to 1 a token, of which those are then 0 that got no slot, since their
   * expert was full. Shape [batch, active, tokens].
   */
  readonly gates: Tensor;
  /** The slot of each choice, 0 where it got none: int64 [batch · active · tokens]. */
  readonly slotOfChoice: Tensor;
  /** The same by rank, the tokens' first choices, their second …: int64 [batch · tokens] each. */
  readonly slotsOfToken: readonly Tensor[];
  /** 1 where that choice got a slot, 0 where not: [batch · tokens, 1] each. */
  readonly placed: readonly Tensor[];
  /** The choice in each slot, 0 where it is empty: int64 [experts · batch · capacity]. */
  readonly choiceOfSlot: Tensor;
  /** The token in each slot, one past the last where it is empty: int64 [experts · batch · capacity]. */
  readonly tokenOfSlot: Tensor;
  readonly capacity: number;
  /** How often each expert was chosen: shape [experts]. */
  readonly loads: Tensor;
  /** Choices that found their expert full: shape [1]. */
  readonly dropped: Tensor;
  /** Sum over tokens of the entropy of the scores made to sum to 1, nats: shape [1]. */
  readonly entropy: Tensor;
};

/** Tokens of one clip that an expert has room for. */
export const capacityOf = (tokens: number, { count, active, room }: ExpertDimensions): number =>
  Math.min(tokens, Math.ceil((room * active * tokens) / count));

const int = (like: Tensor, value: number): Tensor =>
  tensorOf(like.tape, like.tape.graph.constant('int64', [value]), [1]);

/** Whole numbers 0 … count − 1 as int64, in a shape. */
const counting = (like: Tensor, count: number, shape: readonly number[]): Tensor =>
  tensorOf(like.tape, like.tape.graph.constant('int64', [...Array(count).keys()], shape), shape);

const cast = (x: Tensor, to: number): Tensor => node('Cast', [x], x.shape, [], { to });

/** ONNX's numbers for the element types. */
const FLOAT32 = 1;
const INT64 = 7;
const FLOAT64 = 11;

/** The sum of everything, shape [1]. */
const total = (x: Tensor): Tensor => reshapeNode(sumNode(x, [...x.shape.keys()]), [1]);

/** Sum over tokens of the entropy of scores [batch, tokens, experts] made to sum to 1, nats: shape [1]. */
function entropyOf(scores: Tensor): Tensor {
  const shares = divNode(scores, sumNode(scores, [2]));
  return scaleNode(
    total(mulNode(shares, pointwise('Log', addNode(shares, constant(scores.tape, 1e-9))))),
    -1,
  );
}

/**
 * Chooses `active` experts for each token by score + bias, and gives each choice a place while there is room: all
 * first choices of a clip before its second ones, in the tokens' order. Rooms are a clip's own, so that what a clip
 * becomes does not depend on those beside it. Source: DeepSeek-V3 (2024), sigmoid scores and a bias that only
 * chooses; Lepikhin et al. 2020 (GShard), capacity.
 *
 * @param logits - Of the scores, shape [batch, tokens, experts].
 * @param bias - Shape [experts]; nothing is learnt through it.
 */
export function route(experts: ExpertDimensions, logits: Tensor, bias: Tensor): Routing {
  const { count, active } = experts;
  const [batch = 0, tokens = 0] = logits.shape;
  const { tape } = logits;
  const choices = active * tokens;
  const scores = sigmoid(logits);

  const { graph } = tape;
  const typeNumber = tape.type === 'float32' ? FLOAT32 : FLOAT64;
  const ranked = addNode(stopGradient(scores), stopGradient(bias));
  const [, chosen] = graph.ops('TopK', [ranked.name, graph.constant('int64', [active])], 2, { axis: -1 });
  const byRank = transposeNode(tensorOf(tape, chosen as string, [batch, tokens, active]), [0, 2, 1]);
  const expert = reshapeNode(byRank, [batch, choices]);
  const each = counting(logits, count, [1, 1, count]);
  const isChosen = node('Equal', [reshapeNode(expert, [batch, choices, 1]), each], [batch, choices, count]);
  const oneHot = cast(isChosen, typeNumber);

  const axis = tensorOf(tape, graph.constant('int64', [1], []), []);
  const before = node('CumSum', [oneHot, axis], oneHot.shape, [], { exclusive: 1 });
  const place = reshapeNode(sumNode(mulNode(before, oneHot), [2]), [batch, choices]);
  const capacity = capacityOf(tokens, experts);
  const fits = node('Less', [place, constant(tape, capacity, [1])], place.shape);
  const slots = count * batch * capacity;
  const clip = counting(logits, batch, [batch, 1]);
  // Slot = expert · batch · capacity + clip · capacity + place.
  const slot = addNode(
    addNode(mulNode(expert, int(logits, batch * capacity)), mulNode(clip, int(logits, capacity))),
    cast(place, INT64),
  );
  const known = node('Where', [fits, slot, int(logits, slots)], [batch, choices]);
  const slotOfChoice = node('Where', [fits, slot, int(logits, 0)], [batch, choices]);

  const empty = tensorOf(tape, graph.constant('int64', Array(slots + 1).fill(batch * choices)), [slots + 1]);
  const all = counting(logits, batch * choices, [batch * choices]);
  const scattered = node(
    'ScatterElements',
    [empty, reshapeNode(known, [batch * choices]), all],
    [slots + 1],
    [],
    { axis: 0 },
  );
  const choiceOrNone = splitNode(scattered, 0, [slots, 1])[0] as Tensor;
  const ofClip = mulNode(node('Div', [choiceOrNone, int(logits, choices)], [slots]), int(logits, tokens));
  // An empty slot holds batch · choices, which becomes batch · tokens: the row of zeros.
  const tokenOfSlot = addNode(ofClip, node('Mod', [choiceOrNone, int(logits, tokens)], [slots]));

  const chosenScores = weightedSum(
    reshapeNode(oneHot, [batch, active, tokens, count]),
    reshape(scores, [batch, 1, tokens, count]),
    3,
  );
  const perChoice = reshape(chosenScores, [batch, active, tokens]);
  const fitting = cast(fits, typeNumber);
  const placed = reshapeNode(fitting, [batch, active, tokens]);
  const gates = mul(div(perChoice, plus(reduceSum(perChoice, [1]), 1e-9)), placed);

  const byRankOf = (x: Tensor): readonly Tensor[] =>
    splitNode(reshapeNode(x, [batch, active, tokens]), 1, Array(active).fill(1));
  return {
    ...{ gates, tokenOfSlot, capacity },
    slotOfChoice: reshapeNode(slotOfChoice, [batch * choices]),
    slotsOfToken: byRankOf(slotOfChoice).map((own) => reshapeNode(own, [batch * tokens])),
    placed: byRankOf(placed).map((own) => reshapeNode(own, [batch * tokens, 1])),
    choiceOfSlot: node('Mod', [choiceOrNone, int(logits, batch * choices)], [slots]),
    loads: reshapeNode(sumNode(oneHot, [0, 1]), [count]),
    dropped: subNode(constant(tape, batch * choices, [1]), total(fitting)),
    entropy: entropyOf(stopGradient(scores)),
  };
}
