import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shopFiles } from '../../../bench/data/further-files.ts';
import { features } from '../../../examples/shop/features.ts';
import { ValueDefect } from '../../../lib/model/column-types/column-type.ts';
import { typeOf } from '../../../lib/model/column-types.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The lines of a file of 80 orders and 20 logins of 10 customers. */
const linesOf = (name: string) =>
  readFileSync(join(shopFiles(temporaryFolder(), 100, 10), name), 'utf8')
    .trimEnd()
    .split('\n');

test.each(features.events.map(({ input }) => input))(
  'rows of $name are of the types that the shop declares',
  (input) => {
    const [header = '', ...rows] = linesOf(`${input.name}.csv`);

    const names = header.split(',');
    const unusable = rows.flatMap((row) =>
      row.split(',').filter((text, index) => {
        const column = input.columns.find(({ name }) => name === names[index]);
        const isNothing = column?.optional && column.nulls?.includes(text);
        return !column || (!isNothing && typeOf(column).parse(text) instanceof ValueDefect);
      }),
    );

    expect(names).toEqual(input.columns.map(({ name }) => name));
    expect(unusable).toEqual([]);
  },
);

test('there are four orders for a login, and each of another id', () => {
  const [orders, logins] = ['orders.csv', 'logins.csv'].map((name) =>
    linesOf(name)
      .slice(1)
      .map((line) => line.split(',')[0]),
  );

  expect(new Set(orders).size).toBe(80);
  expect(new Set(logins).size).toBe(20);
});
