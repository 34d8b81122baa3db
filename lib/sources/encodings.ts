import { byteStream } from './byte-stream.ts';
import { damaged } from './gzip/damage.ts';
import { inflated } from './gzip.ts';
import type { StoredSource } from './kind.ts';
import type { ByteStream, Encoding, Source } from './source.ts';

/** What every gzip archive begins with (RFC 1952, 2.3.1). */
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * A source of stored bytes, inflated if they are a gzip archive. Their first two bytes tell that, whatever the name: what is
 * compressed is not always named .gz, nor is the other way round.
 * @param settled the encoding, if it is known: then it stays, whatever is there by now
 */
export function decoded(stored: StoredSource, settled?: Encoding): Source {
  let encoding = settled;
  const readAs = (known: Encoding, ...[range, buffer]: Parameters<Source['read']>): ByteStream =>
    known === 'gzip' ? inflated(stored, range, buffer) : stored.read(range, buffer);
  const source: Source = {
    uri: stored.uri,
    get isSeekable() {
      return encoding === 'identity';
    },
    version: async () => {
      const { size, tag, head } = await stored.look(GZIP_MAGIC.length);
      refuseNoArchive(stored.uri, head);
      const found = head.equals(GZIP_MAGIC) ? 'gzip' : 'identity';
      encoding = settled ?? found;
      return { uri: stored.uri, size, tag, encoding: found };
    },
    read: (range, buffer) => {
      if (encoding !== undefined) {
        return readAs(encoding, range, buffer);
      }
      return byteStream(async function* (took) {
        const stream = readAs((await source.version()).encoding, range, buffer);
        for await (const chunk of stream) {
          took(stream.storedBytes);
          yield chunk;
        }
        took(stream.storedBytes);
      });
    },
  };
  return source;
}

/** Of an archive that was cut before its second byte nothing is left but the name. */
function refuseNoArchive(uri: string, head: Buffer): void {
  const isCut = head.length < GZIP_MAGIC.length && head.equals(GZIP_MAGIC.subarray(0, head.length));
  if (isCut && /\.gz$/i.test(uri)) {
    const seen = head.length === 0 ? 'the file is empty' : 'the file is one byte long';
    throw damaged(uri, `${seen}, and by its name a gzip archive`, 'it was probably not copied whole');
  }
}
