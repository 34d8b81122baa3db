import fc from 'fast-check';
import type { KernelReference, KernelSlot } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { SLOT_KINDS } from '../../../../lib/model/features/feature.ts';
import type { Options } from './reading.ts';

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
    arbitrary: fc.constantFrom('', '-1', '+1', '1.0', '1O', '000000000000000000000001', '00000007', '/', ':'),
  },
);

export const list = fc.oneof(
  { weight: 20, arbitrary: fc.array(fc.nat(999), { maxLength: 6 }).map((ids) => ids.join(';')) },
  { weight: 2, arbitrary: fc.array(integer, { maxLength: 12 }).map((ids) => ids.join(';')) },
);

/** What files of events may be declared as, with key and owner in front, and lines of such a file. */
export const declared = fc
  .record({
    key: fc.constantFrom(0, 1),
    optional: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    slots: fc.array(fc.tuple(fc.constantFrom(...SLOT_KINDS), fc.nat(4)), { maxLength: 6 }),
    references: fc.array(fc.tuple(fc.boolean(), fc.nat(4)), { maxLength: 3 }),
  })
  .chain(({ key, optional, slots, references }) => {
    const width = 2 + optional.length;
    // A position behind the last column stands for one that the file has not.
    const place = (at: number) => ({
      column: at < optional.length ? 2 + at : undefined,
      optional: optional[at] ?? true,
    });
    const options: Options & { readonly width: number } = {
      width,
      key,
      owner: 1 - key,
      slots: slots.map(([kind, at]): KernelSlot => ({ kind, ...place(at) })),
      references: references.map(([isList, at]): KernelReference => ({ isList, ...place(at) })),
      names: Array.from({ length: width }, (_, at) => `column_${at}`),
    };
    const fields = optional.map((mayBeEmpty, at) => fieldOf(mayBeEmpty, isListed(options, 2 + at)));
    return fc.record({ options: fc.constant(options), text: textOf(fields) });
  });

const isListed = ({ references = [] }: Options, column: number) =>
  references.some((reference) => reference.isList && reference.column === column);

function fieldOf(mayBeEmpty: boolean, listed: boolean): fc.Arbitrary<string> {
  const field = listed ? fc.oneof(list, integer) : integer;
  return mayBeEmpty ? fc.oneof({ weight: 3, arbitrary: field }, fc.constantFrom('', '', ' ')) : field;
}

function textOf(fields: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const id = fc.oneof(
    { weight: 9, arbitrary: fc.nat(500).map(String) },
    fc.constantFrom('+3', ' 7', 'x', ''),
  );
  const line = fc.oneof(
    { weight: 60, arbitrary: fc.tuple(id, id, ...fields).map((parts) => parts.join(',')) },
    { weight: 1, arbitrary: fc.constantFrom('', '1', '1,2,3,4,5,6,7') },
  );
  return fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { minLength: 1, maxLength: 60 })
    .map((lines) => lines.flat().join(''));
}
