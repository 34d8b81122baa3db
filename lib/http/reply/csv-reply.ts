import type { ContentReply, WithHeaders } from '../message.ts';
import { invalidParameter } from '../route/parameters.ts';
import { acceptedWeights } from './accept.ts';

type Value = string | number | null | undefined;

/** Whether the client wants CSV: by the parameter `format`, or else by the header Accept. */
export function wantsCsv(request: WithHeaders, format: 'json' | 'csv' | undefined): boolean {
  if (format !== undefined) {
    return format === 'csv';
  }
  return (
    weightOf('text/csv', request.headers['accept']) > weightOf('application/json', request.headers['accept'])
  );
}

/** What UTF-8 begins with where it is said: Excel takes a file without it for one in the encoding of its system. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a list is answered as; `marked-csv` is CSV after a byte order mark. */
export type ListForm = 'json' | 'csv' | 'marked-csv';

/**
 * What the client wants a list as.
 *
 * @throws ServiceError INVALID_PARAMETER for a byte order mark in front of JSON, which has none
 */
export function listFormOf(
  request: WithHeaders,
  { format, bom }: { readonly format?: 'json' | 'csv' | undefined; readonly bom?: '0' | '1' | undefined },
): ListForm {
  if (wantsCsv(request, format)) {
    return bom === '1' ? 'marked-csv' : 'csv';
  }
  if (bom === '1') {
    throw invalidParameter('bom is only for CSV: add format=csv');
  }
  return 'json';
}

/** CSV in the form that is wanted: each page is a file of its own, and has the mark in front of its header. */
export function inForm(form: ListForm, reply: ContentReply): ContentReply {
  const { content } = reply;
  return form === 'marked-csv' && typeof content?.data === 'string'
    ? { ...reply, content: { ...content, data: `${BYTE_ORDER_MARK}${content.data}` } }
    : reply;
}

/**
 * A table as CSV (RFC 4180: CRLF, quotes doubled), to be opened by a spreadsheet or by a program.
 *
 * A spreadsheet takes a text that begins with = + - @ for a formula, and a file of other people's texts must not run any: such
 * a text gets an apostrophe in front (OWASP, CSV injection). Numbers stay as they are.
 *
 * @param textColumns positions of the columns whose values are other people's texts
 */
export function csvReply(
  file: string,
  header: readonly string[],
  rows: readonly (readonly Value[])[],
  textColumns: ReadonlySet<number>,
  headers: Readonly<Record<string, string>> = {},
): ContentReply {
  const line = (row: readonly Value[]) =>
    `${row.map((value, index) => field(value, textColumns.has(index))).join(',')}\r\n`;
  return {
    status: 200,
    content: {
      type: 'text/csv; charset=utf-8; header=present',
      data: `${header.join(',')}\r\n${rows.map(line).join('')}`,
    },
    headers: { 'content-disposition': `attachment; filename="${file}"`, ...headers },
  };
}

function field(value: Value, isText: boolean): string {
  if (value === null || value === undefined) {
    return '';
  }
  const text = isText && /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** How much a client wants a media type; the most specific range counts. */
function weightOf(type: string, accept = '*/*'): number {
  const weights = acceptedWeights(accept);
  return weights.get(type) ?? weights.get(`${type.split('/')[0]}/*`) ?? weights.get('*/*') ?? 0;
}
