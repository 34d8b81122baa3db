import { describe, expect, test } from 'vitest';
import {
  defineInputs,
  entity,
  events,
  reference,
  textId,
  textIdList,
} from '../../../../lib/model/declare.ts';
import { includes } from '../../../../lib/model/filters/ids.ts';

const { visits } = defineInputs({
  guests: entity({ files: 'guests.csv', key: 'guest', columns: { guest: textId() } }),
  rooms: reference({ files: 'rooms.csv', key: 'room', columns: { room: textId() } }),
  visits: events({
    files: 'visits.csv',
    key: 'visit',
    of: 'guest',
    columns: {
      visit: textId(),
      guest: textId().references('guests', { orElse: 'reject' }),
      rooms: textIdList().references('rooms', { orElse: 'warn' }),
    },
  }),
});

describe('an id that a filter looks for among texts', () => {
  test.each(['R 1', 'R\u00a0', '\ufeffR', 'x'.repeat(255)])(
    'may be %j, as it may stand in a file',
    (text) => {
      const filter = includes(visits.rooms, text);

      expect(filter.id).toContain(JSON.stringify(text));
    },
  );

  test.each(['', ' R', 'R\t', 'é'.repeat(128)])('may not be %j, which no row has', (text) => {
    expect(() => includes(visits.rooms, text)).toThrow(
      /includes\(rooms, …\): its ids are texts of 1 to 255 bytes/,
    );
  });
});
