import { defineConfig } from 'vite';

/** Builds the viewer: a page of static files, every path relative, that `worldwright view` and `--export` hand out. */
export default defineConfig({
  root: 'src/viewer',
  base: './',
  worker: { format: 'es' },
  resolve: { mainFields: ['module'] },
  build: {
    target: 'esnext',
    outDir: '../../dist/viewer',
    emptyOutDir: true,
    // Files stay files: a strict Content-Security-Policy takes no data URIs for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
