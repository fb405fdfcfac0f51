/** Gives a file out of the browser: to the share sheet where it takes such files, else to the downloads. */

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
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it after the click
  return 'downloaded';
}
