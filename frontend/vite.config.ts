import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { serviceWorker } from './build/service-worker.ts';
import { withoutHydration } from './build/without-hydration.ts';

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds the server; the built app is served by the server itself. */
const server = process.env.FLOORWALK_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  cacheDir: beside('node_modules/.vite'),
  plugins: [withoutHydration(), svelte(), serviceWorker(beside('src/service-worker/sw.ts'))],
  build: {
    outDir: beside('../backend/floorwalk/static'),
    emptyOutDir: true,
    target: 'es2022',
    // Without lists of what each screen imports: they would all stand in the evaluator's start. The service worker has
    // every file on the device after the first visit anyway.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    reportCompressedSize: false,
    // What the evaluator's start and form share with the office is one file: five small ones compress worse than one.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /node_modules.(svelte|idb|esm-env|clsx)|src.(ui|scoring|messages.(format|index|language|problem-text))/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } },
  resolve: {
    // The tests stand outside this folder, so that their imports do not find node_modules by themselves.
    alias: process.env.VITEST
      ? { 'fake-indexeddb': beside('node_modules/fake-indexeddb'), idb: beside('node_modules/idb') }
      : {},
  },
  test: {
    root: beside('..'),
    include: ['tests/frontend/**/*.test.ts'],
    environment: 'node',
    fsModuleCachePath: beside('node_modules/.vitest-cache'),
  },
});
