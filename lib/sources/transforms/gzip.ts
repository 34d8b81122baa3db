import { damaged } from '../gzip/damage.ts';
import { inflated } from '../gzip/inflated.ts';
import type { Transform } from './transform.ts';

/** What every gzip archive begins with (RFC 1952, 2.3.1). */
const MAGIC = Buffer.from([0x1f, 0x8b]);

/** An archive is inflated, once, whatever its name: what is compressed is not always named .gz, nor is the other way round. */
export const gzip: Transform = {
  name: 'gzip',
  isSeekable: false,
  isNeeded: async ({ uri, first }) => {
    const head = await first(MAGIC.length);
    refuseNoArchive(uri, head);
    return head.equals(MAGIC);
  },
  read: inflated,
};

/** Of an archive that was cut before its second byte nothing is left but the name. */
function refuseNoArchive(uri: string, head: Buffer): void {
  const isCut = head.length < MAGIC.length && head.equals(MAGIC.subarray(0, head.length));
  if (isCut && /\.gz$/i.test(uri)) {
    const seen = head.length === 0 ? 'the file is empty' : 'the file is one byte long';
    throw damaged(
      uri,
      `${seen}, but its name says that it is a gzip archive`,
      'it was probably not copied completely',
    );
  }
}
