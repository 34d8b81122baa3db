import { expect, test } from 'vitest';
import { writtenAs } from '../../../../lib/model/declaration/written-column.ts';
import { defineInputs, entity, events, id, idList, reference } from '../../../../lib/model/declare.ts';

const { visits } = defineInputs({
  members: entity({ files: 'members.csv', key: 'code', columns: { code: id() } }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'code',
    columns: {
      visit_id: id({ header: "The visit's no" }),
      code: id().references('members', { orElse: 'reject' }),
      room: id({ header: ['Raum', 'Zimmer'], optional: true }).references('rooms', { orElse: 'warn' }),
      seen: idList({ optional: true, nulls: ['NULL', "none's"] }).references('rooms', { orElse: 'warn' }),
    },
  }),
  rooms: reference({ files: 'rooms.csv', key: 'room', columns: { room: id() } }),
});

test('a column is written with all that is declared of it', () => {
  const written = [
    writtenAs('textId', visits.visit_id),
    writtenAs('textId', visits.code),
    writtenAs('textId', visits.room),
    writtenAs('textIdList', visits.seen),
  ];

  expect(written).toEqual([
    "textId({ header: ['the visit\\'s no'] })",
    "textId().references('members', { orElse: 'reject' })",
    "textId({ header: ['raum', 'zimmer'], optional: true }).references('rooms', { orElse: 'warn' })",
    "textIdList({ optional: true, nulls: ['NULL', 'none\\'s'] }).references('rooms', { orElse: 'warn' })",
  ]);
});
