/** Builds sw.js: the service worker with the list of files that make up the app, each with its SHA-256.
 *
 * Inside: one Vite plugin. Not inside: what the worker does with the list (src/service-worker/sw.ts).
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc, type Plugin } from 'vite';
import { filesUnder } from './files.ts';

type AppFile = { readonly path: string; readonly sha256: string };

const WORKER = 'sw.js';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function serviceWorker(source: string): Plugin {
  return {
    name: 'floorwalk:service-worker',
    apply: 'build',
    enforce: 'post',
    // From disk and last of all: other plugins still change chunks after they were generated.
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (dir === undefined) return this.error('the build has no folder');
        const files: AppFile[] = filesUnder(dir)
          .filter((path) => path !== WORKER)
          .map((path) => ({ path: `/${path}`, sha256: sha256(readFileSync(join(dir, path))) }));
        for (const needed of ['/index.html', '/manifest.webmanifest']) {
          if (!files.some((file) => file.path === needed)) return this.error(`${needed} is not part of the build`);
        }
        const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source, { lang: 'ts' });
        const version = sha256(JSON.stringify(files)).slice(0, 12);
        const constants = `const APP_FILES = ${JSON.stringify(files)};\nconst APP_VERSION = ${JSON.stringify(version)};\n`;
        writeFileSync(join(dir, WORKER), constants + code);
      },
    },
  };
}
