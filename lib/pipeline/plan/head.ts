import { posix } from 'node:path';
import type { InputConfig } from '../../config.ts';
import {
  type Header,
  type HeaderContext,
  type HeaderDefect,
  readHeader,
  type WantedColumn,
} from '../../csv/header/header.ts';
import { filesOf, type Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import { readColumns } from '../../model/read-columns.ts';
import { isSeekable, openSource } from '../../sources/location.ts';
import { readHead } from '../../sources/read-head.ts';
import type { Version } from '../../sources/source.ts';
import { type SeenIds, sampleIds } from './id-sample.ts';

/** So much of a source is looked at first: nearly every header is shorter. */
const FIRST_HEAD_BYTES = 16 * 1024;

/** What the head of a source tells. */
type Head =
  | { readonly header: Header; readonly ids: readonly SeenIds[] }
  | { readonly defects: readonly HeaderDefect[] };

/**
 * The header and the first ids, or what is wrong with the header by as much of the source as one record may be long.
 *
 * @throws {SourceError} as read() of the source does
 */
export async function headOf(
  version: Version,
  input: Input,
  { ETL_MAX_RECORD_BYTES: most }: Pick<InputConfig, 'ETL_MAX_RECORD_BYTES'>,
  model: Model,
): Promise<Head> {
  const columns = readColumns(model, input);
  const context = contextOf(version, input, model);
  const within = async (bytes: number): Promise<{ readonly isWhole: boolean; readonly head: Head }> => {
    const head = await readHead(openSource(version), bytes);
    const isAllStored = isSeekable(version) && head.length === version.size;
    const isWhole = head.length < bytes || isAllStored;
    const header = readHeader(head, columns, isWhole ? head.length : head.length + 1, context);
    if (Array.isArray(header)) {
      return { isWhole, head: { defects: header } };
    }
    const ids = sampleIds(model, input, header, head, { isWhole, maxRecordBytes: most });
    return { isWhole, head: { header, ids } };
  };
  const { isWhole, head } = await within(Math.min(FIRST_HEAD_BYTES, most));
  return isWhole || isSure(head) ? head : (await within(most)).head;
}

/** That the first record is no header, and that just one other line is, may be otherwise when more bytes are looked at. */
const isSure = (head: Head): boolean => 'header' in head && head.header.skipped.length === 0;

/** What is known of a source besides the columns that are read from it. */
function contextOf(version: Version, input: Input, model: Model): HeaderContext {
  return {
    file: posix.basename(version.uri),
    input: input.name,
    declared: declaredColumns(input, model),
    isHeadless: input.header === 'none',
    others: model.inputs
      .filter((other) => other !== input)
      .map((other) => ({ name: other.name, files: filesOf(other), columns: declaredColumns(other, model) })),
  };
}

/** All columns of an input, and which of them its files must have. */
function declaredColumns(input: Input, model: Model): WantedColumn[] {
  const read = readColumns(model, input);
  return input.columns.map(({ name, header }) => ({
    name,
    header,
    required: read.some((column) => column.name === name && column.required),
  }));
}
