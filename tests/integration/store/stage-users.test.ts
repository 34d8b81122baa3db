import { expect, test } from 'vitest';
import { ArrayLiteral } from '../../../lib/store/array-literal.ts';
import { stageUsers } from '../../../lib/store/derivation/stage.ts';
import { useStore } from './store.ts';

const store = useStore();

test('texts arrive as they were, whatever is in them', async () => {
  const texts = [
    'NULL',
    '',
    '"',
    '\\',
    '\\N',
    '{a,b}',
    ' x ',
    'a\tb\nc',
    "O'Neill",
    'Zoë 陈 🧪',
    '\u00a0',
    '$1',
  ];
  const literal = new ArrayLiteral();
  for (const text of texts) {
    literal.addText(Buffer.from(text), 0, Buffer.byteLength(text));
  }
  const names = literal.take();
  const array = (value: (at: number) => string) => `{${texts.map((_, at) => value(at)).join(',')}}`;
  const database = store();

  await database.begin((transaction) =>
    stageUsers(transaction, 'etl-1', 0, {
      userIds: array(String),
      names,
      emails: names,
      signupDates: array(() => '2024-02-29'),
    }),
  );

  const rows = await database`SELECT name, email, signup_date FROM etl.users_stage ORDER BY user_id`;
  expect(rows.map((row) => row['name'])).toEqual(texts.map((text) => (text === '' ? null : text)));
  expect(rows.map((row) => row['email'])).toEqual(rows.map((row) => row['name']));
  expect(new Set(rows.map((row) => row['signup_date']))).toEqual(new Set(['2024-02-29']));
});
