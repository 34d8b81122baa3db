import { columnsRead, shownIntegers } from '../../../aggregation/accumulate/columns-read.ts';
import { areNumbersAmong, type ColumnForm } from '../../../aggregation/kernel/column-forms.ts';
import type { KernelOptions } from '../../../aggregation/kernel/kernel-options.ts';
import { typeOf } from '../../../model/column-types.ts';
import type { Column } from '../../../model/columns.ts';
import { idKindOf, isIdList } from '../../../model/id-types.ts';
import type { EventsPlan } from '../../../model/model.ts';
import { positionOf } from '../rows/position.ts';
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
  const columnNames: (string | undefined)[] = [];
  for (const [name, position] of Object.entries(columns)) {
    columnNames[position] = name;
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
      ...formOf(column),
    })),
    references: read.ids.map((column) => ({
      column: position(column),
      isList: isIdList(column.type),
      areTexts: idKindOf(column.type) === 'texts',
      optional: column.optional,
      isShown: read.shown.has(column.name),
      ...formOf(column),
    })),
    ...(aggregates.length > 0 && {
      shown: shownIntegers(read).map((column) => ({
        column: position(column),
        optional: column.optional,
        ...formOf(column),
      })),
    }),
    withheld: [input.key, input.of, ...read.integers, ...read.ids]
      .filter(isWithheld)
      .map((column) => ({ column: position(column), nulls: column.nulls ?? [] })),
    columnNames,
  };

  function position({ name, optional }: Column): number | undefined {
    return optional ? columns[name] : positionOf(slice.header, name);
  }
}

/** How the kernel reads the fields of a column of numbers: those that may be NULL also where a text says so. */
function formOf(column: Column): ColumnForm {
  const { scale, nulls = [] } = column;
  return {
    ...(scale !== undefined && { scale }),
    ...(readsNulls(column) && nulls.length > 0 && { nulls }),
  };
}

/** Whether the kernel has a value for nothing in a column. */
const readsNulls = (column: Column): boolean =>
  column.optional && typeOf(column).inKernel !== 'nothing' && !isIdList(column.type);

/**
 * Whether texts that stand for nothing in a column would be values to the kernel, or be refused for another reason than an empty
 * field is. A text of letters is no number, which is as good as empty where there must be one.
 */
function isWithheld(column: Column): boolean {
  const { nulls = [] } = column;
  return (
    nulls.length > 0 && !readsNulls(column) && (typeOf(column).inKernel === 'text' || areNumbersAmong(nulls))
  );
}
