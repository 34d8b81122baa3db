import { writeFile } from 'node:fs/promises';
import { type Header, readHeader } from '../../../lib/csv/header/header.ts';
import { inputNamed, type Model } from '../../../lib/model/model.ts';
import { readColumns } from '../../../lib/model/read-columns.ts';
import type { Slice } from '../../../lib/pipeline/load/slice.ts';
import { wholeSource } from '../../../lib/pipeline/plan/cut.ts';
import { locationOf } from '../../../lib/sources/location.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The header of a file of that input, which is looked for in so many bytes. @throws Error when it is unusable */
export function headerOf(model: Model, input: string, file: Buffer, looked = file.length): Header {
  const of = inputNamed(model, input);
  const header = readHeader(file.subarray(0, looked), readColumns(model, of), file.length, {
    isHeadless: of.header === 'none',
    declared: of.columns.map((column) => ({ ...column, required: true })),
  });
  if (Array.isArray(header)) {
    throw new Error(header[0]?.message);
  }
  return header;
}

/** A file that is nowhere but in memory, whole: its bytes are for an `openBytes` to give. */
export function sliceInMemory(model: Model, input: string, file: Buffer, looked = file.length): Slice {
  const version = { uri: 'in memory', size: file.length, tag: '', transforms: [] };
  return wholeSource({
    input,
    source: `${input}.csv`,
    version,
    header: headerOf(model, input, file, looked),
  });
}

/** A file of these lines, the header first, that is there until the test ends. */
export async function sliceOf(
  model: Model,
  input: string,
  lines: readonly string[],
): Promise<Slice & { readonly toByte: number }> {
  const location = locationOf(temporaryFolder());
  const source = `${input}.csv`;
  const file = Buffer.from(`${lines.join('\n')}\n`);
  await writeFile(location.uriOf(source), file);
  const version = await location.source(source).version();
  const header = headerOf(model, input, file);
  return { ...wholeSource({ input, source, version, header }), toByte: version.size };
}
