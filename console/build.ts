import { defineConfig } from 'vite';

/**
 * Builds the console into `console/dist`: hashed files beside one page, whose nonce the API fills in at each answer.
 */
export default defineConfig({
  root: import.meta.dirname,
  // Where the API puts the nonce of an answer; see engine/api/console-files.ts.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // `light-dark()` is left to the browser: written out for older ones it has no value where Mantine sets the scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
    sourcemap: false,
    // Components say `use client` for frameworks that render on a server; there is none here.
    rolldownOptions: { checks: { moduleLevelDirective: false } } as never,
  },
});
