import { describe, expect, test } from 'vitest';
import { inputOf } from '../../../../lib/model/declaration/define-inputs.ts';
import { defineInputs, entity, events, id, reference } from '../../../../lib/model/declare.ts';

/** What a model that is built without types may hand in. */
const untyped = (value: unknown) => value as never;

const rooms = { files: 'rooms.csv', key: 'room_id', columns: { room_id: id() } } as const;
const visits = {
  files: 'visits.csv',
  key: 'visit_id',
  of: 'room_id',
  columns: { visit_id: id(), room_id: id().references('rooms', { orElse: 'reject' }) },
} as const;

describe('how the files of an input are written', () => {
  test('is kept of inputs of each kind', () => {
    const inputs = defineInputs({
      rooms: entity({ ...rooms, header: 'none' }),
      visits: events({ ...visits, header: 'none', encoding: 'windows-1252' }),
      kinds: reference({
        files: 'kinds.csv',
        key: 'kind_id',
        columns: { kind_id: id() },
        encoding: 'windows-1252',
      }),
    });

    const told = [inputs.rooms, inputs.visits, inputs.kinds].map((input) => {
      const { header, encoding } = inputOf(input);
      return { header, encoding };
    });

    expect(told).toEqual([
      { header: 'none', encoding: undefined },
      { header: 'none', encoding: 'windows-1252' },
      { header: undefined, encoding: 'windows-1252' },
    ]);
  });

  test('is not said where it is as usual', () => {
    const inputs = defineInputs({ rooms: entity(rooms) });

    expect(Object.keys(inputOf(inputs.rooms))).not.toContain('header');
    expect(Object.keys(inputOf(inputs.rooms))).not.toContain('encoding');
  });

  test.each([
    ['header', untyped('first'), "entity(…): header can't be 'first'; use header: 'none', or leave it out"],
    ['header', untyped(false), "header can't be false"],
    ['encoding', untyped('latin1'), "encoding 'latin1' is not supported, only 'windows-1252'"],
  ])('%s can not be %j', (option, value, said) => {
    expect(() => entity({ ...rooms, [option]: value })).toThrow(said);
  });

  test('a name in a header of files without one is refused: it would never be looked for', () => {
    const columns = { room_id: id({ header: 'room' }) };

    expect(() => defineInputs({ rooms: entity({ ...rooms, columns, header: 'none' }) })).toThrow(
      "rooms.room_id: header: gives names in a header, but rooms is declared with header: 'none', so its files have no header",
    );
  });
});
