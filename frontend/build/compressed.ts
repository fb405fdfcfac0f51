/** Writes each text file of the build a second and a third time: compressed as well as brotli and gzip can.
 *
 * The server has nothing left to do but choose, and a phone loads a tenth less than with gzip made on the way.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { filesUnder } from './files.ts';

const TEXT = /\.(js|css|html|svg|webmanifest)$/;
const SMALLEST_BYTES = 500; // below, headers weigh more than what is saved

export function compressed(): Plugin {
  return {
    name: 'floorwalk:compressed',
    apply: 'build',
    enforce: 'post',
    // Last of all, after the service worker has listed what belongs to the app.
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }) {
        if (dir === undefined) return this.error('the build has no folder');
        for (const path of filesUnder(dir).filter((name) => TEXT.test(name))) {
          const content = readFileSync(join(dir, path));
          if (content.length < SMALLEST_BYTES) continue;
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
          writeFileSync(join(dir, `${path}.br`), brotliCompressSync(content, { params }));
          writeFileSync(join(dir, `${path}.gz`), gzipSync(content, { level: 9 }));
        }
      },
    },
  };
}
