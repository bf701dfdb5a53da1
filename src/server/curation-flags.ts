import { readInside } from '../dataset/open-dataset.ts';

/** Where a curation would leave what it found: `{ "flags": { "<episode>": ["word", …] } }`. */
const CURATION_FILE = 'curation.json';

/** Words of what is wrong with episodes, by id; none where nobody curated the dataset, or it cannot be read. */
export async function readFlags(dir: string): Promise<ReadonlyMap<string, readonly string[]>> {
  try {
    const value: unknown = JSON.parse((await readInside(dir, CURATION_FILE)).toString('utf8'));
    const { flags } = value as { readonly flags?: unknown };
    if (typeof flags !== 'object' || flags === null) return new Map();
    return new Map(
      Object.entries(flags).map(([id, words]) => [
        id,
        Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [],
      ]),
    );
  } catch {
    return new Map();
  }
}
