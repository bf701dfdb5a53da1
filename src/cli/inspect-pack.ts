import { openPack } from '../train/pack/open-pack.ts';
import { packWords } from '../train/pack/pack-words.ts';
import type { Findings } from './examine-path.ts';

/** What a pack is. */
export async function inspectPack(file: string): Promise<Findings> {
  const pack = await openPack(file);
  await pack.close();
  return { kind: 'pack', ...packWords(pack.index) };
}
