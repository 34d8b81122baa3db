/** A message as a server sends it. */
export function message(type: string, content: string): Buffer {
  const bytes = Buffer.from(`${type}....${content}`);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

/** Bytes as they may come: so many at a time. */
export function* piecesOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}
