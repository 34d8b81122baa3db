/** Texts one after the other in bytes, and where each begins and ends, as a reader finds fields. */
export function placed(texts: readonly string[]): { readonly bytes: Buffer; readonly bounds: Uint32Array } {
  let end = 0;
  const bounds = texts.flatMap((text) => {
    const start = end;
    end += Buffer.byteLength(text);
    return [start, end];
  });
  return { bytes: Buffer.from(texts.join('')), bounds: Uint32Array.from(bounds) };
}
