import { defaultClientConditions, defineConfig } from 'vite';
import { thirdPartyNotices } from './scripts/maintain/third-party-notices.ts';

const notices = thirdPartyNotices('THIRD-PARTY-NOTICES', 'third-party-notices.txt');

/** Builds the viewer: a page of static files, every path relative, that `worldwright view` and `--export` hand out. */
export default defineConfig({
  root: 'src/viewer',
  base: './',
  plugins: [notices],
  worker: { format: 'es', plugins: () => [notices.workers] },
  resolve: {
    mainFields: ['module'],
    // onnxruntime's WebAssembly stays in files of its own: src/onnx/runtime-web.ts says which.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  build: {
    target: 'esnext',
    outDir: '../../dist/viewer',
    emptyOutDir: true,
    // Files stay files: a strict Content-Security-Policy takes no data URIs for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
