import { it } from 'vitest';
import { makeRealDataset } from './real-dataset.ts';
it('makes', async () => {
  await makeRealDataset({ scenes: ['alignment/free-fall', 'alignment/dominoes', 'robots/push'], episodes: 4, frames: 28, size: 96, dir: '/tmp/wwdata' });
}, 600000);
