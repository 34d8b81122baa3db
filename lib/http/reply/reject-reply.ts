import type { RejectView } from '../../schemas/reject.ts';
import type { ContentReply } from '../message.ts';
import { linkTo } from '../route/pages.ts';
import { csvReply } from './csv-reply.ts';

/** In this order they were always there: further ones come at the end. */
const CSV_COLUMNS = [
  ...(['file', 'line', 'column', 'reason', 'severity', 'raw', 'input', 'source'] as const),
  ...(['lastLine', 'seen'] as const),
];
/** The column's name, the row itself and what was seen in it come from the file, its name from whoever gave it. */
const CSV_TEXTS = new Set([2, 5, 7, 9]);

/** Rejected rows of a run as CSV. @param next the path of the next page; null on the last one */
export function rejectsCsv(runId: string, rejects: readonly RejectView[], next: string | null): ContentReply {
  const rows = rejects.map((reject) => CSV_COLUMNS.map((name) => reject[name]));
  return csvReply(`${runId}-rejects.csv`, CSV_COLUMNS, rows, CSV_TEXTS, linkTo(next));
}
