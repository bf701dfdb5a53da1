import type { ProviderReport } from '../onnx/provider-probe.ts';
import type { OnnxSession } from '../onnx/session.ts';
import type { ReadFacts } from './contract-facts.ts';
import { createPredictor } from './predictor.ts';
import { resolveContract } from './resolve-contract.ts';
import { validateWorldModel } from './validate-world-model.ts';
import type { Prediction, WorldModel } from './world-model.ts';

/** A world model but for its file's hash, which takes a disk or a secure page. */
export type OpenedWorldModel = Omit<WorldModel, 'sha256'>;

/** What is known of a model beside its session. */
export type ModelSource = ReadFacts & {
  /** The file, as it was named. */
  readonly file: string;
  /** The file's name without folder and ending. */
  readonly name: string;
  readonly providerReport: ProviderReport;
};

/**
 * Puts a loaded graph under the contract `wm/1` and tries it once on a made-up clip. The session is the model's from
 * then on, and closed where it is refused.
 *
 * @throws {@link ToolkitError} `model/contract`, `model/too-large`.
 */
export async function openWorldModel(
  session: OnnxSession,
  { providerReport, ...source }: ModelSource,
): Promise<OpenedWorldModel> {
  const { file } = source;
  try {
    const { inputs, outputs, provider } = session;
    const contract = resolveContract({ ...source, inputs, outputs });
    const predictor = createPredictor(session, contract);
    const warnings = await validateWorldModel(predictor, contract, file);
    return {
      contract,
      file,
      provider,
      providerReport,
      warnings,
      predict: async (input) => (await predictor([input]))[0] as Prediction,
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}
