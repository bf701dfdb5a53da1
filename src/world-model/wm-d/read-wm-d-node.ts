import { ToolkitError } from '../../core/error.ts';
import { sizeOf } from '../../onnx/autodiff/tape.ts';
import { openFileSource } from '../../onnx/file-source-node.ts';
import { readModelFacts } from '../../onnx/read-model-facts.ts';
import { readWeights } from '../../onnx/read-weights.ts';
import { readContractFacts } from '../contract-facts.ts';
import { isLearntViews, LEARNT_VIEWS_KEY, type LearntViews } from '../learnt-views.ts';
import { collectWeights } from './collect-weights.ts';
import { dimensionsOf, routerShape } from './dimensions.ts';
import { ROUTER_BIAS, type WmDWeights } from './export-wm-d.ts';
import { WM_D_HEADS, WM_D_SIZES, type WmDConfig } from './wm-d-config.ts';

/** A trained WM-D, read back. */
export type StoredWmD = WmDWeights & {
  readonly config: WmDConfig;
  readonly fps: number;
  /** Null where it does not say so that it can be read. */
  readonly learntViews: LearntViews | null;
};

function parseConfig(text: string | undefined, file: string): WmDConfig {
  const refused = new ToolkitError(
    'model/contract',
    `${file} must be a WM-D that this toolkit trained, but its wm.architecture is ${text ?? 'not there'}.`,
    'Name a model that worldwright train wrote.',
  );
  try {
    const config = JSON.parse(text ?? '') as WmDConfig;
    const whole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
    const known = WM_D_SIZES.includes(config.size) && [64, 128].includes(config.side);
    const heads = Array.isArray(config.heads) && config.heads.every((head) => WM_D_HEADS.includes(head));
    if (known && heads && whole(config.actionDim) && typeof config.experts === 'boolean') return config;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw refused;
}

/**
 * Reads a WM-D's weights from its ONNX file, to go on with them.
 *
 * @throws {@link ToolkitError} `file/missing`, `model/not-onnx`, `model/contract` when it is another kind of model.
 */
export function readWmD(file: string): StoredWmD {
  const source = openFileSource(file);
  try {
    const { metadata } = readModelFacts(source, file);
    const views = readContractFacts(metadata, null, file).facts[LEARNT_VIEWS_KEY];
    const config = parseConfig(metadata['wm.architecture'], file);
    const dimensions = dimensionsOf(config);
    const specs = collectWeights(dimensions);
    const routers = routerShape(dimensions);
    const wanted = new Map(specs.map(({ name, shape }) => [name, sizeOf(shape)]));
    if (routers !== null) wanted.set(ROUTER_BIAS, sizeOf(routers));
    const found = readWeights(source, wanted, file);
    const parameters = new Float32Array(specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
    let offset = 0;
    for (const { name } of specs) {
      const values = found.get(name) as Float32Array;
      parameters.set(values, offset);
      offset += values.length;
    }
    return {
      config,
      fps: Number(metadata['wm.fps']),
      parameters,
      learntViews: isLearntViews(views) ? views : null,
      routerBias: found.get(ROUTER_BIAS) ?? new Float32Array(0),
    };
  } finally {
    source.close();
  }
}
