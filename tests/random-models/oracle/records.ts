import { hasRowsInside, readRecords } from '../../fuzz/oracle/body.ts';
import { bare, isBlank } from '../../fuzz/oracle/text.ts';
import type { SourceRecord, SourceSpec } from '../spec.ts';

/** A record as a run has to read it. */
export interface RecordAsRead {
  /** Physical lines from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly raw: string;
  /** As many as the source has columns; none of a record with a reason. */
  readonly fields: readonly string[];
  /** Whether one of its further lines is like a row. */
  readonly hasRowsInside: boolean;
  /** Whether the source ends with it, without a line end. */
  readonly isUnended: boolean;
  /** Why it is no row: a reject, but for the header once more. */
  readonly reason?: string | undefined;
}

export const REPEATED_HEADER = 'repeated_header';

/**
 * The records of a source, blank ones aside: as they were meant, up to one that was broken and goes over several lines. Only its
 * first line is rejected then, and what the lines after it come to nobody meant: the oracle of the fuzz reads them.
 */
export function recordsOf(source: SourceSpec): RecordAsRead[] {
  const { records, text, names, columns, delimiter } = source;
  const broken = records.find(({ fields, raw }) => typeof fields === 'string' && raw.includes('\n'));
  const meant = records.slice(0, broken ? records.indexOf(broken) : records.length);
  const rest = broken
    ? readRecords(
        Buffer.from(text).toString('latin1'),
        { byte: broken.at, line: broken.line },
        { delimiter, width: columns.length, names },
        Number.POSITIVE_INFINITY,
      )
    : [];
  return [
    ...meant
      .filter(({ raw }) => !isBlank(Buffer.from(raw).toString('latin1'), [delimiter]))
      .map((record) => asRead(record, source)),
    ...rest,
  ];
}

function asRead(
  record: SourceRecord,
  { records, text, names, delimiter, columns }: SourceSpec,
): RecordAsRead {
  const { line, raw, fields } = record;
  const isMarked = raw.startsWith(MARK);
  const place = {
    ...{ line, lastLine: line + raw.split('\n').length - 1 },
    raw: isMarked ? raw.slice(1) : raw,
    isUnended: record === records.at(-1) && !text.endsWith('\n'),
    hasRowsInside:
      typeof fields !== 'string' && hasRowsInside(raw, fields, { delimiter, width: columns.length }),
  };
  if (typeof fields === 'string') {
    return { ...place, fields: [], reason: fields };
  }
  // A mark that begins a record belongs to none of its values.
  const own = isMarked
    ? fields.map((field, index) => (index === 0 ? field.slice(1).replace(/^[ \t]+/, '') : field))
    : fields;
  const isHeader = names.length > 0 && own.every((field, index) => bare(field) === names[index]);
  return { ...place, fields: own, reason: isHeader ? REPEATED_HEADER : undefined };
}

const MARK = '\ufeff';
