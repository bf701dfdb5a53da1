import { ToolkitError } from '../core/error.ts';

/** What a model's `metadata_props` and side-car say, by key (`wm.context` …); JSON already parsed. */
export type ContractFacts = Readonly<Record<string, unknown>>;

/** Those facts, and which of them the side-car says. */
export type ReadFacts = { readonly facts: ContractFacts; readonly sideCarKeys: readonly string[] };

/** Every key of `wm/1` that means something to us. */
const KEYS = [
  ...['wm.contract', 'wm.role', 'wm.name', 'wm.version', 'wm.license', 'wm.fps', 'wm.context'],
  ...['wm.chunk', 'wm.chunk.keep', 'wm.frames.height', 'wm.frames.width', 'wm.frames.range'],
  ...['wm.frames.layout', 'wm.frames.colorspace', 'wm.actions.kind', 'wm.actions.dim', 'wm.actions.names'],
  ...['wm.actions.units', 'wm.actions.mean', 'wm.actions.std', 'wm.actions.low', 'wm.actions.high'],
  ...['wm.noise.zero_is_mean', 'wm.depth.encoding', 'wm.bindings', 'wm.params', 'wm.flops_per_frame'],
];
/** Families of keys that only inform. */
const INFORMING = ['wm.train.', 'wm.eval.', 'wm.noise.', 'wm.seg.', 'wm.depth.', 'wm.state.', 'wm.camera.'];

/** Metadata holds text alone: what reads as JSON is JSON. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Joins what a model says about itself and what its side-car says; the side-car wins.
 *
 * @param sideCar - Text of `<file>.wm.json`, null where there is none.
 * @throws {@link ToolkitError} `model/contract` when the side-car is no JSON object of known keys.
 */
export function readContractFacts(
  metadata: Readonly<Record<string, string>>,
  sideCar: string | null,
  sideCarFile: string,
): ReadFacts {
  const facts: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(metadata)) {
    if (key.startsWith('wm.')) facts[key] = parseText(value);
  }
  if (sideCar === null) return { facts, sideCarKeys: [] };
  const parsed = parseText(sideCar);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ToolkitError(
      'model/contract',
      `A side-car must be a JSON object, and ${sideCarFile} is not.`,
      'Write it as {"wm.contract": "1", …}.',
    );
  }
  for (const [key, value] of Object.entries(parsed)) {
    if (!KEYS.includes(key) && !INFORMING.some((family) => key.startsWith(family))) {
      throw new ToolkitError(
        'model/contract',
        `A side-car must hold keys of wm/1 alone, and ${sideCarFile} holds "${key}".`,
        `Use one of ${KEYS.join(', ')}.`,
      );
    }
    facts[key] = value;
  }
  return { facts, sideCarKeys: Object.keys(parsed) };
}
