import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { inlinePage } from './electron/runtime/inline-page.mjs';
import { shippedPackages } from './electron/runtime/shipped-packages.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** A bundle that Node or Electron runs: one file, everything inside but what the host provides. */
const hostBundle = (entry: string, outDir: string, format: 'cjs' | 'es', target: string) => ({
  publicDir: false as const,
  plugins: [shippedPackages()],
  ssr: { noExternal: true as const, external: ['electron', ...builtins] },
  build: {
    ssr: true,
    outDir: at(outDir),
    emptyOutDir: true,
    target,
    minify: false,
    rollupOptions: {
      input: at(entry),
      external: ['electron', ...builtins],
      output: { format, entryFileNames: `[name].${format === 'cjs' ? 'cjs' : 'mjs'}` },
    },
  },
});

/** The page that an exported session is replayed in: one file, which any browser opens from the disk. */
const replayPage = () => ({
  publicDir: false as const,
  plugins: [react(), inlinePage('replay-template.html')],
  build: {
    outDir: at('.build/replay'),
    emptyOutDir: true,
    // Browsers that unpack raw deflate streams.
    target: ['chrome103', 'firefox113', 'safari16.4'],
    cssCodeSplit: false,
    rollupOptions: {
      input: at('renderer/replay-page/main.tsx'),
      output: { format: 'iife' as const, codeSplitting: false },
    },
  },
});

/** One configuration, five targets: `vite build --mode main | preload | cli | renderer | replay`. */
export default defineConfig(({ mode }) => {
  if (mode === 'main') return hostBundle('electron/main/main.ts', '.build/main', 'cjs', 'node18');
  if (mode === 'preload') return hostBundle('electron/preload/preload.ts', '.build/preload', 'cjs', 'node18');
  if (mode === 'cli') return hostBundle('electron/cli/cli.ts', '.build/cli', 'es', 'node20');
  if (mode === 'replay') return replayPage();
  return {
    root: mode === 'renderer' ? at('renderer') : at('.'),
    base: '/',
    plugins: [react(), ...(mode === 'renderer' ? [shippedPackages()] : [])],
    build: {
      outDir: at('.build/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      // The strict CSP has no data: URLs and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    test: {
      // Property tests run hundreds of cases; a busy machine may take its time.
      testTimeout: 60_000,
      include: ['core/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
    },
  };
});
