import { columnsRead, shownIntegers } from '../../../aggregation/accumulate/columns-read.ts';
import type { KernelOptions } from '../../../aggregation/kernel/kernel-options.ts';
import type { Column } from '../../../model/columns.ts';
import { idKindOf, isIdList } from '../../../model/id-types.ts';
import type { EventsPlan } from '../../../model/model.ts';
import { positionOf } from '../position.ts';
import { recordOptions, type Slice } from '../slice.ts';

/**
 * What the kernel has to know to read a slice of events: where the columns are, and what is kept of them.
 *
 * @throws Error when plan did not look for a column that the file must have
 */
export function kernelOptions(slice: Slice, plan: EventsPlan, maxRecordBytes: number): KernelOptions {
  const { columns } = slice.header;
  const { input, slots, aggregates } = plan;
  const read = columnsRead(plan);
  const names: (string | undefined)[] = [];
  for (const [name, position] of Object.entries(columns)) {
    names[position] = name;
  }
  return {
    ...recordOptions(slice, maxRecordBytes),
    key: positionOf(slice.header, input.key.name),
    owner: positionOf(slice.header, input.of.name),
    keysAreTexts: idKindOf(input.key.type) === 'texts',
    ownersAreTexts: idKindOf(input.of.type) === 'texts',
    slots: slots.map(({ kind, column }) => ({
      kind,
      column: position(column),
      optional: column.optional,
    })),
    references: read.ids.map((column) => ({
      column: position(column),
      isList: isIdList(column.type),
      areTexts: idKindOf(column.type) === 'texts',
      optional: column.optional,
      isShown: read.shown.has(column.name),
    })),
    ...(aggregates.length > 0 && {
      shown: shownIntegers(read).map((column) => ({ column: position(column), optional: column.optional })),
    }),
    names,
  };

  function position({ name, optional }: Column): number | undefined {
    return optional ? columns[name] : positionOf(slice.header, name);
  }
}
