import type { Encoding } from '../../encodings.ts';
import { readHead } from '../read-head.ts';
import { transformed, transforms } from './table.ts';
import type { Bytes, Sample } from './transform.ts';

/** So many bytes are looked at at once: nearly all questions are answered by them. */
export const SAMPLE_BYTES = 4096;

/**
 * The names of what has to be done to stored bytes, by how they begin: each transformation is asked, in the order of the table, about what
 * comes out of those before it.
 * @param head the first SAMPLE_BYTES of them
 * @param declared the encoding that their input is declared to have
 * @throws {SourceError} as read() does, and as isNeeded() of a transformation
 */
export async function neededTransforms(
  stored: Bytes,
  head: Buffer,
  declared: Encoding | undefined,
): Promise<string[]> {
  const needed: string[] = [];
  let sample = sampleOf(stored, declared, { head, asked: SAMPLE_BYTES });
  for (const transform of transforms()) {
    if (await transform.isNeeded(sample)) {
      needed.push(transform.name);
      sample = sampleOf(transformed(stored, needed), declared, { head: Buffer.alloc(0), asked: 0 });
    }
  }
  return needed;
}

/** @param known what was read already, and how many bytes were asked for then: fewer of them are all there are */
function sampleOf(
  bytes: Bytes,
  declared: Encoding | undefined,
  known: { readonly head: Buffer; readonly asked: number },
): Sample {
  let { head, asked } = known;
  return {
    uri: bytes.uri,
    declared,
    first: async (count) => {
      if (asked < count && head.length === asked) {
        asked = Math.max(count, SAMPLE_BYTES);
        head = await readHead(bytes, asked);
      }
      return head.subarray(0, count);
    },
  };
}
