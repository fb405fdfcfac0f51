/** Builds sw.js: the service worker with the list of files that make up the app, each with its SHA-256.
 *
 * Inside: one Vite plugin. Not inside: what the worker does with the list (src/service-worker/sw.ts).
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { transformWithOxc, type Plugin } from 'vite';

type AppFile = { readonly path: string; readonly sha256: string };

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function serviceWorker(source: string, publicFolder: string): Plugin {
  return {
    name: 'floorwalk:service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const files: AppFile[] = filesUnder(publicFolder).map((path) => ({
        path: `/${path}`,
        sha256: sha256(readFileSync(join(publicFolder, path))),
      }));
      for (const output of Object.values(bundle)) {
        const content = output.type === 'chunk' ? output.code : output.source;
        files.push({ path: `/${output.fileName}`, sha256: sha256(content) });
      }
      files.sort((a, b) => (a.path < b.path ? -1 : 1));
      if (!files.some((file) => file.path === '/index.html')) this.error('index.html is not part of the build');
      const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source, { lang: 'ts' });
      const version = sha256(JSON.stringify(files)).slice(0, 12);
      const constants = `const APP_FILES = ${JSON.stringify(files)};\nconst APP_VERSION = ${JSON.stringify(version)};\n`;
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: constants + code });
    },
  };
}
