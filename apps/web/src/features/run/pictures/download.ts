/** downloadBlob hands bytes to the browser as a file of a name. */
export function downloadBlob(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads the address after the click; a second is ample and keeps no blob for the life of the page.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

/** pngOfCanvas encodes what a canvas shows. */
export function pngOfCanvas(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser could not encode the picture.'))),
      'image/png',
    );
  });
}

/** safeFileName turns words into a file name that every system takes: "Prior grid, epoch 3" → "prior-grid-epoch-3". */
export function safeFileName(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
