import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  reference,
  text,
} from '../../../../lib/model/declare.ts';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const inputs = defineInputs({
  members: entity({
    files: 'members*.csv',
    key: 'code',
    columns: { code: id({ header: ['Member No'], nulls: ['?'] }), town: text() },
  }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'member',
    columns: {
      visit_id: id(),
      member: id().references('members', { orElse: 'reject' }),
      room: id({ optional: true, nulls: ['none', 'n.a.'] }).references('rooms', { orElse: 'warn' }),
      seen: idList().references('works', { orElse: 'warn' }),
    },
  }),
  works: reference({ files: 'works.csv', key: 'work_id', columns: { work_id: id(), title: text() } }),
  rooms: reference({ files: 'rooms.csv', key: 'room_id', columns: { room_id: id() } }),
});
const MODEL = { ...defineFeatures(inputs, {}), folder: 'models/museum' };

const FAULTLESS = {
  'members.csv': 'Member No,town\n1,Ulm\n2,Bonn\n',
  'visits.csv': 'visit_id,member,room,seen\n1,1,,7\n2,2,5,\n',
  'works.csv': 'work_id,title\n7,Nana\n8,Olympia\n',
  'rooms.csv': 'room_id\n5\n6\n',
};

function folderOf(files: Readonly<Record<string, string | Buffer>>, maxRecordBytes = 1 << 20) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries({ ...FAULTLESS, ...files })) {
    writeFileSync(join(folder, name), content);
  }
  return {
    ETL_DATA_DIR: folder,
    ETL_MAX_REJECT_RATIO: 1,
    ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
    ETL_PART_BYTES: 2 ** 28,
    ETL_MAX_RECORD_BYTES: maxRecordBytes,
  };
}

/** What plan says of the files, line by line after the first one, without their folder; nothing when it takes them. */
async function linesOf(files: Readonly<Record<string, string | Buffer>>, maxRecordBytes?: number) {
  const config = folderOf(files, maxRecordBytes);
  const error: unknown = await inspectInputs(config, MODEL).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) {
    return [];
  }
  expect(error).toMatchObject({ name: 'InputError', code: 'INPUT_UNUSABLE' });
  const message = (error as Error).message.replaceAll(`${config.ETL_DATA_DIR}/`, '');
  return message.split('\n  ').slice(1);
}

const WANTED =
  'to use texts as ids (such as UUIDs, codes or e-mail addresses), declare them as textId(), and lists of them as textIdList(): ' +
  'import these in models/museum/inputs.ts, and declare there';

test('text ids of the entity are told with each file, the lines to change, and what becomes of the table', async () => {
  const lines = await linesOf({
    'members.csv': 'Member No,town\nU1,Ulm\nU2,Bonn\n',
    'visits.csv': 'visit_id,member,room,seen\n1,U2,,7\n2,U1,5,\n',
  });

  expect(lines).toEqual([
    'members.csv line 2: code is "U1", a text, as in all rows that were looked at, but id() takes whole numbers',
    'visits.csv line 2: member is "U2", a text, as in all rows that were looked at, but id() takes whole numbers',
    WANTED,
    "  members: code: textId({ header: ['member no'], nulls: ['?'] })",
    "  visits: member: textId().references('members', { orElse: 'reject' })",
    'this changes the type of the key of members_derivation: if that table exists, use an empty database ' +
      '(./run.sh reset empties the one of ./run.sh)',
  ]);
});

test('those of a reference and of lists are told though no feature reads them, and nothing of the table', async () => {
  const lines = await linesOf({
    'visits.csv': 'visit_id,member,room,seen\n1,1,,W-7;W-8\n2,2,5,\n3,2,5,W-8\n',
    'works.csv': 'work_id,title\nW-7,Nana\nW-8,Olympia\n',
  });

  expect(lines).toEqual([
    'works.csv line 2: work_id is "W-7", a text, as in all rows that were looked at, but id() takes whole numbers',
    'visits.csv line 2: seen is "W-7;W-8", a text, as in all rows that were looked at, but idList() takes whole numbers',
    WANTED,
    '  works: work_id: textId()',
    "  visits: seen: textIdList().references('works', { orElse: 'warn' })",
  ]);
});

test('an optional column is judged by the rows that have a value', async () => {
  const lines = await linesOf({
    'visits.csv': 'visit_id,member,room,seen\n1,1,,7\n2,2,E 1,\n3,2,E 2,\n',
  });

  expect(lines[0]).toContain('visits.csv line 3: room is "E 1"');
  expect(lines).toContain(
    "  visits: room: textId({ optional: true, nulls: ['none', 'n.a.'] }).references('rooms', { orElse: 'warn' })",
  );
});

test('a text that stands for nothing is passed over in a column that must have a value, too', async () => {
  const lines = await linesOf({
    'members-b.csv': 'Member No;town\n?;Ulm\nU1;Bonn\nU2;Kiel\n',
    'members.csv': 'Member No,town\n',
  });

  expect(lines[0]).toContain('members-b.csv line 3: code is "U1"');
});

test('that the ids of the other file are numbers is told as well', async () => {
  const lines = await linesOf({ 'visits.csv': 'visit_id,member,room,seen\n1,U1,,\n2,U2,,\n' });

  expect(lines).toContain(
    'members.csv line 2: code is "1", a whole number: as a text id it finds a row only by the same text',
  );
});

test('all groups of columns are told in one message', async () => {
  const lines = await linesOf({
    'visits.csv': 'visit_id,member,room,seen\nV1,1,A,\nV2,2,B,\n',
    'rooms.csv': 'room_id\nA\nB\n',
  });

  expect(lines.filter((line) => line === WANTED)).toHaveLength(1);
  expect(lines.slice(-4)).toEqual([
    WANTED,
    '  visits: visit_id: textId()',
    '  rooms: room_id: textId()',
    "  visits: room: textId({ optional: true, nulls: ['none', 'n.a.'] }).references('rooms', { orElse: 'warn' })",
  ]);
});

test('what else is wrong is told beside it', async () => {
  const lines = await linesOf({ 'works.csv': '', 'rooms.csv': 'room_id\nA\nB\n' });

  expect(lines[0]).toBe('works.csv: the file is empty');
  expect(lines[1]).toContain('rooms.csv line 2: room_id is "A"');
});

test('a long value is cut', async () => {
  const [long] = await linesOf({ 'rooms.csv': `room_id\n${'x'.repeat(200)}\nB\n` });

  expect(long).toContain(`room_id is "${'x'.repeat(59)}…", a text`);
});

test('a value in which something can not be seen is one line', async () => {
  const lines = await linesOf({ 'rooms.csv': 'room_id\n"A\u001b[2J\n\u202e""B"\nB\n' });

  expect(lines[0]).toContain(`rooms.csv line 2: room_id is "A<U+001B>[2J<U+000A><U+202E>"B"`);
});

describe('nothing is refused', () => {
  test.each([
    ['one whole number among texts', 'A\nB\n7\n'],
    ['an empty value among texts', '"A"\n""\nB\n'],
    ['one row', 'A\n'],
    ['the same text again and again', 'NULL\nNULL\nNULL\n'],
    ['negative numbers', '-1\n-2\n'],
    ['numbers beyond 64 bits', '9223372036854775808\n9223372036854775809\n'],
    ['numbers that a spreadsheet has written', '1.5E+10\n1.6E+10\n'],
    ['texts that are too long for ids', `${'x'.repeat(256)}\n${'y'.repeat(256)}\n`],
    ['texts after a hundred numbers', `${'7\n'.repeat(100)}A\nB\n`],
  ])('for %s', async (_what, rows) => {
    expect(await linesOf({ 'rooms.csv': `room_id\n${rows}` })).toEqual([]);
  });

  test('for texts that stand for nothing', async () => {
    expect(await linesOf({ 'visits.csv': 'visit_id,member,room,seen\n1,1,none,\n2,2,n.a.,\n' })).toEqual([]);
  });

  test('when one file of an input has whole numbers', async () => {
    expect(await linesOf({ 'members-b.csv': 'code;town\nU1;Kiel\nU2;Kiel\n' })).toEqual([]);
  });

  test('for lists of numbers with something else between them', async () => {
    const visits = 'visit_id,member,room,seen\n1,1,,"7,8"\n2,2,,"8, 9"\n';

    expect(await linesOf({ 'visits.csv': visits })).toEqual([]);
  });
});

describe('rows are looked at', () => {
  test('in all files of an input', async () => {
    const lines = await linesOf({
      'members.csv': 'code,town\nU1,Ulm\n',
      'members-b.csv': 'town;code\nKiel;U2\n',
    });

    expect(lines[0]).toContain('members-b.csv line 2: code is "U2"');
  });

  test('up to the last one that is whole in the first 16 KiB of a file', async () => {
    const rows = Array.from({ length: 81 }, (_, index) => `R${index}`.padEnd(199, 'x'));
    const cut = `7${' '.repeat(300)}x`;

    const lines = await linesOf({ 'rooms.csv': `room_id\n${[...rows, cut].join('\n')}\n` });

    expect(lines[0]).toContain('room_id is "R0x');
  });

  test('without those that can not be read', async () => {
    const rooms = 'room_id,n\nA,"1"2"\nB,1,1\nC,1\nD,1\n';

    expect((await linesOf({ 'rooms.csv': rooms }))[0]).toContain('rooms.csv line 4: room_id is "C"');
  });

  test('in archives', async () => {
    const lines = await linesOf({ 'rooms.csv': gzipSync('room_id\nA\nB\n') });

    expect(lines[0]).toContain('rooms.csv line 2: room_id is "A"');
  });

  test('the last of a file without a line end', async () => {
    expect((await linesOf({ 'rooms.csv': 'room_id\nA\nB' }))[0]).toContain('room_id is "A"');
  });

  test('up to a quote that is never closed, which is told where the rows are read', async () => {
    expect((await linesOf({ 'rooms.csv': 'room_id\nA\nB\n"C\n' }))[0]).toContain('room_id is "A"');
    expect(await linesOf({ 'rooms.csv': 'room_id\n1\n2\n"C\n' })).toEqual([]);
  });
});

test('check says the same as a run', async () => {
  const config = folderOf({ 'rooms.csv': 'room_id\nA\nB\n' });
  const messageOf = (promise: Promise<unknown>) =>
    promise.catch((error: unknown) => (error as Error).message);

  const ofCheck = await messageOf(checkInputs(config, MODEL));

  expect(ofCheck).toContain('rooms: room_id: textId()');
  expect(ofCheck).toBe(await messageOf(inspectInputs(config, MODEL)));
});
