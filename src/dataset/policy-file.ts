import { readFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { ToolkitError } from '../core/error.ts';
import { readError } from '../media/file-error.ts';
import { namedPolicy } from '../simulator/policies/named-policy.ts';
import { MAX_POLICY_CODE, type PlannedPolicy } from './plan.ts';

/** How the names of files end that hold a policy. */
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

const HINT = 'Write it like: export default (episode) => (frame, state) => new Float32Array(2).';

/**
 * The policy that a name or the path of a file means. A file is read together with all that it imports, so that
 * the plan holds it whole.
 *
 * @throws {@link ToolkitError} `argument/unknown`, `argument/invalid`, `file/missing`.
 */
export async function readPolicy(nameOrFile: string): Promise<PlannedPolicy> {
  if (!EXTENSIONS.includes(extname(nameOrFile))) {
    namedPolicy(nameOrFile);
    return { name: nameOrFile };
  }
  const path = resolve(nameOrFile);
  try {
    readFileSync(path);
  } catch (error) {
    throw readError(path, error);
  }
  const code = await bundle(path, nameOrFile);
  if (code.length > MAX_POLICY_CODE) {
    throw refusal(
      `${nameOrFile} must be at most ${MAX_POLICY_CODE} characters long with all that it imports`,
      `${code.length}`,
      'Import less: types cost nothing.',
    );
  }
  return { file: basename(path), code };
}

async function bundle(path: string, shown: string): Promise<string> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles, metafile } = await build({
      ...{ entryPoints: [path], bundle: true, write: false, metafile: true, logLevel: 'silent' },
      ...{ format: 'esm', platform: 'node', target: 'node20', charset: 'utf8', legalComments: 'none' },
      // Paths of this machine would stand in the comments, and so in the plan.
      absWorkingDir: resolve(path, '..'),
    });
    const exported = Object.values(metafile.outputs).flatMap(({ exports }) => exports);
    if (!exported.includes('default')) {
      throw refusal(`${shown} must export a policy as its default`, exported.join(', ') || 'no export', HINT);
    }
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    const [first] = (error as { errors?: readonly Message[] }).errors ?? [];
    const place = first?.location == null ? '' : ` in line ${first.location.line}`;
    const words = first?.text ?? (error as Error).message;
    throw refusal(`${shown} must be a program that can be read`, `${words}${place}`, 'Correct it.');
  }
}

type Message = { readonly text: string; readonly location: { readonly line: number } | null };

const refusal = (rule: string, got: string, hint: string): ToolkitError =>
  new ToolkitError('argument/invalid', `${rule}, got ${got.replace(/\.$/, '')}.`, hint);
