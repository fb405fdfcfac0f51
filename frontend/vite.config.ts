import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compressed } from './build/compressed.ts';
import { serviceWorker } from './build/service-worker.ts';
import { withoutHydration } from './build/without-hydration.ts';

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds the server; the built app is served by the server itself. */
const server = process.env.FLOORWALK_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  cacheDir: beside('node_modules/.vite'),
  plugins: [withoutHydration(), svelte(), serviceWorker(beside('src/service-worker/sw.ts')), compressed()],
  build: {
    outDir: beside('../backend/floorwalk/static'),
    emptyOutDir: true,
    target: 'es2022',
    // Without lists of what each screen imports: they would all stand in the evaluator's start. The service worker has
    // every file on the device after the first visit anyway.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    reportCompressedSize: false,
    // Each further file costs a slow phone more than its bytes, and compresses worse: what the start and the form need
    // of what others need too is one file each. Without this the many lazy parts would cut them into a dozen.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /node_modules.svelte|preload-helper|src.(api.client|identity.session|messages.(index|language)|shell.router|ui.(Banner|Button|Icon))/,
            },
            { name: 'form', test: /src.(evaluator.(choices|hand|StepLayout|Tile)|device.waits|scoring.model)/ },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } },
  resolve: {
    // The tests stand outside this folder, so that their imports do not find node_modules by themselves.
    alias: process.env.VITEST
      ? {
          'fake-indexeddb': beside('node_modules/fake-indexeddb'),
          idb: beside('node_modules/idb'),
          'client-zip': beside('node_modules/client-zip'),
        }
      : {},
  },
  test: {
    root: beside('..'),
    include: ['tests/frontend/**/*.test.ts'],
    environment: 'node',
    fsModuleCachePath: beside('node_modules/.vitest-cache'),
  },
});
