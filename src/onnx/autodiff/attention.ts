import { matmulNode, mulNode, node, scaleNode, subNode, sumNode, swapNode } from './nodes.ts';
import { applyAll, type Op, type Tensor } from './tape.ts';

/** The looks are an output too, for the way back. */
const ATTENTION: Op = {
  name: 'attention',
  forward: (inputs) => {
    const [q, k, v] = inputs as [Tensor, Tensor, Tensor];
    const logits = matmulNode(scaleNode(q, scaleOf(q)), swapNode(k));
    const looks = node('Softmax', [logits], logits.shape, [], { axis: -1 });
    return [matmulNode(looks, v), looks];
  },
  gradient: ({ inputs, outputs }, [dy]) => {
    const [q, k, v] = inputs as [Tensor, Tensor, Tensor];
    const [seen, looks] = outputs as [Tensor, Tensor];
    const back = dy as Tensor;
    // Σ looks · d looks, a token's, is Σ seen · d seen: as short as a head instead of as long as all tokens.
    const mean = sumNode(mulNode(back, seen), [seen.shape.length - 1]);
    const logits = mulNode(looks, subNode(matmulNode(back, swapNode(v)), mean));
    return [
      scaleNode(matmulNode(logits, k), scaleOf(q)),
      scaleNode(matmulNode(swapNode(logits), q), scaleOf(q)),
      matmulNode(swapNode(looks), back),
    ];
  },
};

const scaleOf = (q: Tensor): number => 1 / Math.sqrt(q.shape.at(-1) as number);

/**
 * softmax(q · kᵀ ÷ √width) · v: every token looks at every token. Source: Vaswani et al. 2017; the way back is that
 * of Dao et al. 2022.
 *
 * @param q - Shape [batch, heads, tokens, width], as are `k` and `v`.
 */
export const attention = (q: Tensor, k: Tensor, v: Tensor): Tensor =>
  applyAll(ATTENTION, [q, k, v])[0] as Tensor;
