import { defineConfig } from 'vite';
import { thirdPartyNotices } from './scripts/maintain/third-party-notices.ts';

/**
 * Builds what runs in Node: the command line, the `./node` and `./testing` faces and the entries of child processes.
 * Rapier's package needs a bundler (only a module field, and an import of its .wasm); all else stays
 * where npm put it.
 */
export default defineConfig({
  plugins: [thirdPartyNotices('THIRD-PARTY-NOTICES')],
  resolve: { mainFields: ['module'] },
  ssr: { noExternal: [/@dimforge\//] },
  build: {
    ssr: true,
    ssrEmitAssets: true,
    target: 'esnext',
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: {
        main: 'src/cli/main.ts',
        node: 'src/node.ts',
        testing: 'src/testing.ts',
        'render-worker': 'src/dataset/runner/render-worker.ts',
        'encode-thread': 'src/dataset/runner/encode-thread.ts',
        'motion-thread': 'src/dataset/runner/motion-thread.ts',
        'score-thread': 'src/evaluate/scoring/score-thread.ts',
        'train-worker': 'src/train/train-worker.ts',
        'probe-provider': 'src/onnx/probe-provider-node.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
