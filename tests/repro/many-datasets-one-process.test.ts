import { expect, it } from 'vitest';
import { askDriver } from '#src/render/open-renderer-node.ts';

// SwiftShader's threads outlive its device: the eleventh that one process opened brought it down, so a script
// that made eleven datasets died.
it('asks for the driver as often as a process makes datasets', async () => {
  const first = await askDriver('auto');
  for (let i = 0; i < 16; i++) expect(await askDriver('auto')).toEqual(first);
});
