import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { openFileSource } from '../onnx/file-source-node.ts';
import { chooseProvider, type ProviderChoice } from '../onnx/provider-node.ts';
import { readModelFacts } from '../onnx/read-model-facts.ts';
import { createSession } from '../onnx/session-node.ts';
import { readContractFacts } from './contract-facts.ts';
import { openWorldModel } from './open-world-model.ts';
import type { WorldModel } from './world-model.ts';

/** Where a world model is to run. */
export type LoadWorldModelOptions = {
  /** `auto` (the default) takes the fastest that works. */
  readonly provider?: ProviderChoice;
  /** Threads of one operator on the CPU; onnxruntime's own choice if left out. */
  readonly threads?: number;
};

const SIDE_CAR_LIMIT_BYTES = 1024 * 1024;

/** Text of the side-car, null where there is none. */
function readSideCar(file: string): string | null {
  if (!existsSync(file)) return null;
  const size = statSync(file).size;
  if (size > SIDE_CAR_LIMIT_BYTES) {
    throw new ToolkitError(
      'model/too-large',
      `A side-car must be at most ${SIDE_CAR_LIMIT_BYTES} bytes, and ${file} has ${size}.`,
      'Remove what does not belong there.',
    );
  }
  return readFileSync(file, 'utf8');
}

/**
 * Loads any ONNX model that keeps the contract `wm/1`, by its own metadata or by a side-car
 * `<file>.wm.json`, and tries it once on a made-up clip.
 *
 * @throws {@link ToolkitError} `file/missing`, `model/not-onnx`, `model/too-large`, `model/contract`
 *   (with a side-car to fill in where the model says nothing), `model/provider`.
 */
export async function loadWorldModel(file: string, options: LoadWorldModelOptions = {}): Promise<WorldModel> {
  const source = openFileSource(file);
  let sha256: string;
  let metadata: Readonly<Record<string, string>>;
  try {
    ({ metadata } = readModelFacts(source, file));
    sha256 = source.sha256();
  } finally {
    source.close();
  }
  const sideCarFile = `${file}.wm.json`;
  const said = readContractFacts(metadata, readSideCar(sideCarFile), sideCarFile);
  const providerReport = await chooseProvider(options.provider ?? 'auto');
  const session = await createSession(file, file, {
    provider: providerReport.provider,
    ...(options.threads ? { threads: options.threads } : {}),
  });
  const name = basename(file).replace(/\.onnx$/, '');
  return { ...(await openWorldModel(session, { file, name, ...said, providerReport })), sha256 };
}
