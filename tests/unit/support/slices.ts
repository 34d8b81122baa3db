import { writeFile } from 'node:fs/promises';
import { type Header, readHeader } from '../../../lib/csv/header/header.ts';
import { inputNamed, type Model } from '../../../lib/model/model.ts';
import { readColumns } from '../../../lib/model/read-columns.ts';
import { pathOf, type Slice } from '../../../lib/pipeline/load/slice.ts';
import { wholeSource } from '../../../lib/pipeline/plan/cut.ts';
import { identify } from '../../../lib/sources/file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The header of a file of that input. @throws Error when it is unusable */
export function headerOf(model: Model, input: string, file: Buffer): Header {
  const header = readHeader(file, readColumns(model, inputNamed(model, input)), file.length);
  if (Array.isArray(header)) {
    throw new Error(header[0]?.message);
  }
  return header;
}

/** A file that is nowhere but in memory, whole: its bytes are for an `openBytes` to give. */
export function sliceInMemory(model: Model, input: string, file: Buffer): Slice {
  const identity = { path: 'in memory', size: file.length, mtimeNs: '0', inode: '0' };
  return wholeSource({ input, identity, header: headerOf(model, input, file) });
}

/** A file of these lines, the header first, that is there until the test ends. */
export async function sliceOf(model: Model, input: string, lines: readonly string[]): Promise<Slice> {
  const path = pathOf(temporaryFolder(), inputNamed(model, input));
  const file = Buffer.from(`${lines.join('\n')}\n`);
  await writeFile(path, file);
  return wholeSource({ input, identity: await identify(path), header: headerOf(model, input, file) });
}
