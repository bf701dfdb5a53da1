import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, it } from 'vitest';

it('bundles the public core for a browser without one of Node’s own modules', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    build: {
      write: false,
      target: 'esnext',
      minify: false,
      lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunks = outputs.filter((output) => output.type === 'chunk');
  expect(chunks.map(({ code }) => code).join('\n')).not.toContain('__vite-browser-external');
  for (const { imports, dynamicImports } of chunks) {
    expect([...imports, ...dynamicImports].filter((name) => name.startsWith('node:'))).toEqual([]);
  }
  expect(chunks.some(({ code }) => code.includes('simulateEpisode'))).toBe(true);
});
