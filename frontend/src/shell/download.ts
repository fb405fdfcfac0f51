/** Lets the browser fetch a file by itself. */
export function downloadFrom(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** Gives a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  downloadFrom(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it after the click
}
