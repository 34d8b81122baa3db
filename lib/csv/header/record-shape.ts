import type { RecordOptions } from '../records/record-parser.ts';
import type { Header } from './header.ts';

/** What the header of a file says of its records. A file without one has no line of it, and so none that could be repeated. */
export function recordShape(
  { delimiter, width, names, line }: Header,
  maxRecordBytes: number,
): Omit<RecordOptions, 'line' | 'offset'> {
  return { delimiter, width, mayLackLast: names.at(-1) === '', names: line > 0 ? names : [], maxRecordBytes };
}
