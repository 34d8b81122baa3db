import { byteStream, CHUNK_BYTES } from '../byte-stream.ts';
import { Delivery } from './delivery.ts';
import type { Transform } from './transform.ts';

/** Makes UTF-8 of text in another encoding, piece by piece, wherever the pieces end. */
export interface Decoder {
  /** The UTF-8 of the next bytes, as far as these are whole characters; the rest is kept. It may be a view of the bytes. */
  decode(bytes: Buffer): Buffer;
  /** What is left at the end: a character that is not whole becomes bytes that are no UTF-8. */
  end(): Buffer;
}

/** So many bytes are read at a time at least, however small the buffers for what comes out. */
const LEAST_CHUNK_BYTES = 1024;

/**
 * The reading of text in another encoding as UTF-8. It is read from its start whatever the range, since nobody knows how many bytes
 * the UTF-8 of what is before it has.
 * @param newDecoder makes the decoder of one reading
 */
export function transcoded(newDecoder: () => Decoder): Transform['read'] {
  return (bytes, range, buffer) =>
    byteStream(async function* (took) {
      const delivery = new Delivery(range, buffer);
      const decoder = newDecoder();
      // Who asks for a head has no use for more.
      const size = Math.max(LEAST_CHUNK_BYTES, Math.min(CHUNK_BYTES, buffer?.().length ?? CHUNK_BYTES));
      const stream = bytes.read({ from: 0 }, () => Buffer.allocUnsafeSlow(size));
      for await (const chunk of stream) {
        took(stream.storedBytes);
        yield* delivery.of(decoder.decode(chunk));
        if (delivery.isDone) {
          return;
        }
      }
      took(stream.storedBytes);
      yield* delivery.of(decoder.end());
      delivery.end(bytes.uri, 'decodes');
    });
}
