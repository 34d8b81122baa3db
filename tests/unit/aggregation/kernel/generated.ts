import fc from 'fast-check';
import type { KernelReference, KernelSlot } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { SLOT_KINDS } from '../../../../lib/model/features/feature.ts';
import type { Options } from './reading.ts';
import { encoded, type Quoting, quoting, text, written } from './written.ts';

/** Fields that are integers mostly, and what else may stand where one should. */
export const integer = fc.oneof(
  { weight: 20, arbitrary: fc.nat(99_999_999).map(String) },
  { weight: 3, arbitrary: fc.bigInt(0n, 2n ** 63n).map(String) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('', ' ', '\t'), fc.nat(99), fc.constantFrom('', ' '))
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['', '-1', '+1', '1.0', '1O', '000000000000000000000001', '00000007', '/', ':'],
      ...['5\u00a0', '\u200b7', '1é', '-1\ufeff', '12\r', '"'],
    ),
  },
);

/** Decimals mostly, of one to four digits after the point. */
const decimal = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(fc.nat(99_999), fc.nat(9999)).map(([whole, fraction]) => `${whole}.${fraction}`),
  },
  { weight: 4, arbitrary: fc.bigInt(0n, 2n ** 63n).map((digits) => String(digits).replace(/(..)$/, '.$1')) },
  { weight: 4, arbitrary: integer },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '.5',
      '5.',
      '1.50 ',
      '\t0.05',
      '+1.5',
      '1..5',
      '1.5.0',
      '-0.5',
      '12.5000',
      '.',
      '1.x',
    ),
  },
);

/** Texts that stand for nothing: of them some that are numbers otherwise. */
const nulls = fc.constantFrom(
  ['NULL', '\\N'],
  ['0', 'NA'],
  ['-1', '1.5', '7'],
  ['a text of more than sixty-four bytes: '.repeat(2)],
);

export const list = fc.oneof(
  { weight: 20, arbitrary: fc.array(fc.nat(999), { maxLength: 6 }).map((ids) => ids.join(';')) },
  // Of four digits and of five: what fits into short-lists.ts, and what does not.
  { weight: 6, arbitrary: fc.array(fc.nat(20_000), { maxLength: 5 }).map((ids) => ids.join(';')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1;;2', ';', '1;', ';1', '1;x', '12;34;5/', '1; 2', '0;00;000;0000'),
  },
  { weight: 2, arbitrary: fc.array(integer, { maxLength: 12 }).map((ids) => ids.join(';')) },
);

/** What files of events may be declared as, with key and owner in front, and lines of such a file. */
export const declared = fc
  .record({
    key: fc.constantFrom(0, 1),
    optional: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    scales: fc.array(fc.option(fc.constantFrom(0, 1, 2, 4, 15), { nil: undefined }), { minLength: 4 }),
    nullTexts: fc.array(fc.option(nulls, { nil: undefined }), { minLength: 6, maxLength: 6 }),
    slots: fc.array(fc.tuple(fc.constantFrom(...SLOT_KINDS), fc.nat(4)), { maxLength: 6 }),
    references: fc.array(fc.tuple(fc.boolean(), fc.nat(4)), { maxLength: 3 }),
    how: quoting,
  })
  .chain(({ key, optional, scales, nullTexts, slots, references, how }) => {
    const width = 2 + optional.length;
    // A position behind the last column stands for one that the file has not.
    const place = (at: number) => ({
      column: at < optional.length ? 2 + at : undefined,
      optional: optional[at] ?? true,
      ...(optional[at] && nullsOf(nullTexts[2 + at])),
    });
    // An id has no decimals.
    const scaleAt = (at: number) => (references.some(([, other]) => other === at) ? undefined : scales[at]);
    const options: Options & { readonly width: number } = {
      width,
      key,
      owner: 1 - key,
      slots: slots.map(([kind, at]): KernelSlot => {
        const scale = scaleAt(at);
        return { kind, ...place(at), ...(scale !== undefined && { scale }) };
      }),
      references: references.map(([isList, at]): KernelReference => ({ isList, ...place(at) })),
      withheld: nullTexts.flatMap((texts, column) => {
        const isNullHere = column >= 2 && optional[column - 2] && !isListedAt(column - 2, references);
        return texts && !isNullHere && column < width ? [{ column, nulls: texts }] : [];
      }),
      names: Array.from({ length: width }, (_, at) => `column_${at}`),
    };
    const read = new Set([...slots, ...references].map(([, at]) => at));
    const fields = optional.map((mayBeEmpty, at) => {
      if (!read.has(at)) {
        return text;
      }
      const field = fieldOf(mayBeEmpty, isListedAt(at, references), scaleAt(at) !== undefined);
      return orNull(field, nullTexts[2 + at]);
    });
    return fc.record({ options: fc.constant(options), text: fileOf(fields, how) });
  });

const nullsOf = (texts: readonly string[] | undefined) => (texts ? { nulls: texts } : {});

const isListedAt = (column: number, references: readonly (readonly [isList: boolean, at: number])[]) =>
  references.some(([isList, at]) => isList && at === column);

const orNull = (field: fc.Arbitrary<string>, texts: readonly string[] = []): fc.Arbitrary<string> =>
  texts.length === 0 ? field : fc.oneof({ weight: 5, arbitrary: field }, fc.constantFrom(...texts));

function fieldOf(mayBeEmpty: boolean, listed: boolean, isDecimal: boolean): fc.Arbitrary<string> {
  const field = listed ? fc.oneof(list, integer) : isDecimal ? decimal : integer;
  return mayBeEmpty ? fc.oneof({ weight: 3, arbitrary: field }, fc.constantFrom('', '', ' ')) : field;
}

function fileOf(fields: readonly fc.Arbitrary<string>[], how: Quoting): fc.Arbitrary<Buffer> {
  const id = fc.oneof(
    { weight: 9, arbitrary: fc.nat(500).map(String) },
    fc.constantFrom('+3', ' 7', 'x', ''),
  );
  const line = fc.oneof(
    {
      weight: 60,
      arbitrary: fc
        .tuple(...[id, id, ...fields].map((field) => written(field, how)))
        .map((parts) => parts.join(',')),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '1', '1,2,3,4,5,6,7', '"1"', '1,2,3,""', '"1",2,3,4,5,6,"7"'),
    },
  );
  return encoded(
    fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { minLength: 1, maxLength: 60 })
      .map((lines) => lines.flat().join('')),
  );
}
