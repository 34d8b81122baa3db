import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvReply, inForm, listFormOf, wantsCsv } from '../../../../lib/http/reply/csv-reply.ts';
import { httpRequest } from '../../support/http-request.ts';

const csvOf = (rows: (string | number | null)[][], texts: number[] = []) =>
  String(csvReply('f.csv', ['a', 'b'], rows, new Set(texts)).content?.data);

describe('a table as CSV', () => {
  test('has a header and CRLF after every record', () => {
    expect(csvOf([['1', 2]])).toBe('a,b\r\n1,2\r\n');
  });

  test('null is an empty field', () => {
    expect(csvOf([[null, 'x']])).toBe('a,b\r\n,x\r\n');
  });

  test('quotes, delimiters and line ends are quoted', () => {
    expect(csvOf([['say "hi", you', 'two\nlines']])).toBe('a,b\r\n"say ""hi"", you","two\nlines"\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'a text %j that a spreadsheet would take for a formula gets an apostrophe',
    (text) => {
      const [[, first]] = [parse(csvOf([[text, 1]], [0])) as string[][]];

      expect(first?.[0]).toBe(`'${text}`);
    },
  );

  test('numbers stay numbers, negative ones too', () => {
    expect(csvOf([[-1, '-2']], [])).toBe('a,b\r\n-1,-2\r\n');
  });

  test('is to be saved under its name', () => {
    const { headers } = csvReply('shops_derivation.csv', [], [], new Set(), { link: '<x>' });

    expect(headers).toEqual({
      'content-disposition': 'attachment; filename="shops_derivation.csv"',
      link: '<x>',
    });
  });

  test('csv-parse reads back what was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { minLength: 1 }),
        (rows) => {
          const read = parse(csvOf(rows), { from_line: 2, record_delimiter: '\r\n' }) as string[][];
          // A record of two empty fields is a line with a comma, never a blank one.
          expect(read).toEqual(rows);
        },
      ),
    );
  });
});

describe('whether CSV is wanted', () => {
  test.each([
    ['nothing is said', undefined, false],
    ['curl asks for anything', '*/*', false],
    ['a browser asks', 'text/html,application/xhtml+xml,*/*;q=0.8', false],
    ['CSV alone is accepted', 'text/csv', true],
    ['CSV is preferred', 'application/json;q=0.5, text/csv', true],
    ['JSON is preferred', 'text/csv;q=0.5, application/json', false],
    ['any text is accepted', 'text/*', true],
    ['CSV is refused', 'text/csv;q=0, */*', false],
  ])('when %s', (_what, accept, expected) => {
    const request = httpRequest(accept === undefined ? {} : { headers: { accept } });

    expect(wantsCsv(request, undefined)).toBe(expected);
  });

  test('the parameter counts more than the header', () => {
    const request = httpRequest({ headers: { accept: 'text/csv' } });

    expect(wantsCsv(request, 'json')).toBe(false);
  });
});

describe('the form of a list', () => {
  const accepting = (accept?: string) => httpRequest(accept === undefined ? {} : { headers: { accept } });

  test.each([
    ['json', undefined, {}],
    ['json', undefined, { bom: '0' }],
    ['csv', undefined, { format: 'csv' }],
    ['csv', undefined, { format: 'csv', bom: '0' }],
    ['csv', 'text/csv', {}],
    ['marked-csv', undefined, { format: 'csv', bom: '1' }],
    ['marked-csv', 'text/csv', { bom: '1' }],
  ] as const)('is %s when Accept is %s and the query is %j', (form, accept, query) => {
    expect(listFormOf(accepting(accept), query)).toBe(form);
  });

  test.each([
    [undefined, {}],
    [undefined, { format: 'json' }],
    ['text/csv', { format: 'json' }],
  ] as const)('with a byte order mark is refused when Accept is %s and the query is %j', (accept, query) => {
    expect(() => listFormOf(accepting(accept), { ...query, bom: '1' })).toThrow(
      expect.objectContaining({
        code: 'INVALID_PARAMETER',
        message: 'Invalid parameter: bom is only for CSV: add format=csv',
      }),
    );
  });

  test.each([
    ['csv', 'a\r\n1\r\n'],
    ['marked-csv', '\uFEFFa\r\n1\r\n'],
  ] as const)('%s is the text %j', (form, expected) => {
    const reply = inForm(form, csvReply('f.csv', ['a'], [['1']], new Set()));

    expect(reply.content?.data).toBe(expected);
    expect(reply.headers).toEqual({ 'content-disposition': 'attachment; filename="f.csv"' });
  });
});
