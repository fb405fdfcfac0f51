/** Gives a file out of the browser: to the share sheet where it takes such files, else to the downloads. */

import { download } from '../shell/download';

export type HandedOver = 'shared' | 'downloaded' | 'cancelled';

export async function handOver(blob: Blob, name: string): Promise<HandedOver> {
  const file = new File([blob], name, { type: 'application/zip' });
  const shared = { files: [file] };
  if (typeof navigator.canShare === 'function' && navigator.canShare(shared)) {
    try {
      await navigator.share(shared);
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
      // The tap was too long ago for a share sheet, or the sheet refused the file: the downloads take it.
    }
  }
  download(file, name);
  return 'downloaded';
}
