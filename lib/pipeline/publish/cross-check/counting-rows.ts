import type { Id } from '../../../model/id-types.ts';
import { type FindOptions, findEvents } from '../../load/events/find-events.ts';
import type { Slice } from '../../load/slice.ts';

/** A row of an event, where it stands. */
interface PlacedRow {
  readonly slice: Slice;
  readonly line: number;
  readonly key: Id;
}

/**
 * Those of some rows that count: of rows with the same key the first one does. It looks for other rows with their keys, up to the last
 * one of them.
 *
 * @param rows with usable values, in file order
 * @param slices all of the input, in their order
 * @throws as findEvents does
 */
export async function countingAmong<Row extends PlacedRow>(
  rows: readonly Row[],
  slices: readonly Slice[],
  finding: Omit<FindOptions, 'wanted'>,
): Promise<Row[]> {
  const keys = new Set(rows.map(({ key }) => key));
  const first = new Map<Id, Omit<PlacedRow, 'key'>>();
  await findEvents(
    slices,
    { ...finding, wanted: { keys } },
    ({ row: { id, record }, slice }) => {
      if (keys.has(id) && !first.has(id)) {
        first.set(id, { slice, line: record.line });
      }
    },
    () => first.size === keys.size,
  );
  return rows.filter(({ key, slice, line }) => {
    const counting = first.get(key);
    return counting?.slice === slice && counting.line === line;
  });
}
