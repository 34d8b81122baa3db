import { byteStream } from './byte-stream.ts';
import type { StoredSource } from './kind.ts';
import type { ByteStream, Source, SourceOptions, Version } from './source.ts';
import { neededTransforms, SAMPLE_BYTES } from './transforms/needed.ts';
import { transformsOf } from './transforms/of-version.ts';
import { areSeekable, transformed } from './transforms/table.ts';

/** What is known of stored bytes: what they were, or else what they are declared to be. */
export type DecodeOptions = SourceOptions & { readonly settled?: Version };

/**
 * A source of stored bytes, transformed to text as they need it. Their first bytes tell what they need, not the name.
 * @param options `settled` is what was there when somebody looked: the bytes are read as that, whatever is there by now
 */
export function decoded(stored: StoredSource, { settled, encoding }: DecodeOptions = {}): Source {
  let known = settled && transformsOf(settled);
  const source: Source = {
    uri: stored.uri,
    get isSeekable() {
      return known !== undefined && areSeekable(known);
    },
    version: async () => {
      const { head, ...seen } = await stored.look(SAMPLE_BYTES);
      const { size, tag } = seen;
      const isSettled = settled !== undefined && settled.size === size && settled.tag === tag;
      const found = isSettled ? transformsOf(settled) : await neededTransforms(stored, head, encoding);
      known = settled ? known : found;
      return { uri: stored.uri, ...seen, transforms: found };
    },
    read: (range, buffer) => {
      if (known !== undefined) {
        return transformed(stored, known).read(range, buffer);
      }
      return byteStream(async function* (took) {
        const { transforms } = await source.version();
        const stream: ByteStream = transformed(stored, transforms).read(range, buffer);
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
