import { INPUT_BYTES } from '../../csv/plain-first-reader.ts';
import { RAW_BYTES } from '../../csv/records/raw-text.ts';
import type { RecordOptions } from '../../csv/records/record-parser.ts';
import { KEPT_OF_A_DEFECT } from '../../csv/records/refused-lines.ts';
import { SLOT_KINDS, type SlotKind } from '../../model/features/feature.ts';
import type { Id } from '../../model/id-types.ts';
import { areNumbersAmong, type ColumnForm, formed, putNullTexts } from './column-forms.ts';
import type { KernelExports } from './instance.ts';

/** What is kept of a column for each owner. */
export interface KernelSlot extends ColumnForm {
  readonly kind: SlotKind;
  /** Position of its column; undefined when the file has none: every value is NULL. */
  readonly column: number | undefined;
  /** Whether an empty field is NULL, and passed over; of other columns it is refused. */
  readonly optional: boolean;
}

/** A column of ids, of which it is counted in how many events each is named. */
export interface KernelReference extends Pick<ColumnForm, 'nulls'> {
  /** Position of the column; undefined when the file has none: nothing is named. */
  readonly column: number | undefined;
  /** Whether it has lists such as `1;2;3`, which may be empty, or one id a row. */
  readonly isList: boolean;
  /** Whether its ids are texts. */
  readonly areTexts?: boolean;
  /** Whether an empty field of one id is none; of other columns it is refused. */
  readonly optional: boolean;
  /** Whether accumulators see its ids. */
  readonly isShown?: boolean;
}

/** A column of integers that accumulators see. */
export interface KernelColumn extends ColumnForm {
  /** Position of the column; undefined when the file has none: every value is NULL. */
  readonly column: number | undefined;
  /** Whether an empty field is NULL; of other columns it is refused. */
  readonly optional: boolean;
}

/** A column whose rows are left to the careful path where one of these texts stands in it, whatever kind of column it is. */
export interface WithheldColumn {
  /** Position of the column; undefined when the file has none. */
  readonly column: number | undefined;
  readonly nulls: readonly string[];
}

/** Where the columns of the events are, and what is kept of them. */
export interface KernelOptions
  extends Pick<RecordOptions, 'delimiter' | 'width' | 'mayLackLast' | 'names' | 'maxRecordBytes'> {
  /** Position of the key: of events with the same one the first counts. */
  readonly key: number;
  /** Position of the column that says whose event it is. */
  readonly owner: number;
  /** Whether these two are texts. */
  readonly keysAreTexts?: boolean;
  readonly ownersAreTexts?: boolean;
  /** How many of the lines that are refused for the same defect of the same column are kept of a file; otherwise as many as are listed. */
  readonly keptOfADefect?: number;
  /** How many bits of the hash of a text are used: fewer for tests only, where many texts are to have the same. */
  readonly hashBits?: number | undefined;
  readonly slots: readonly KernelSlot[];
  readonly references: readonly KernelReference[];
  /** Columns of integers that accumulators see of rows that were added; without it they see no row at all. */
  readonly shown?: readonly KernelColumn[];
  readonly withheld?: readonly WithheldColumn[];
  /** Name of a column by its position, for refusals. */
  readonly columnNames: readonly (string | undefined)[];
  /**
   * Wide ids, or hashes of texts, that an earlier reading found more than once: which of their rows counts is told this time.
   */
  readonly suspects?: Iterable<bigint>;
  /** Ids whose row that counts is elsewhere: every row of theirs in here is left to the careful path. */
  readonly taken?: Iterable<Id>;
}

/** Where a kernel keeps its columns: addresses in its memory, in the order of the options. */
export interface KernelPlaces {
  readonly slots: readonly number[];
  readonly shown: readonly number[];
  readonly withheld: readonly number[];
}

/**
 * So many columns a line may have that the kernel notes the delimiters of: those of a longer one would reach into the input,
 * which comes 48 KiB after the first of them, four bytes each (assembly/memory.ts).
 */
export const MOST_COLUMNS = 12_000;

/** What no byte is. */
const NO_BYTE = 256;

/** The position of a column that the file has not (assembly/fields/columns.ts). */
const ABSENT = 0xffff_ffff;

/**
 * Tells a new kernel what there is to read. A row is judged by its columns in this order: key, owner, those of the slots, those
 * that are shown, those of the references.
 *
 * @throws RangeError when there are more slots or columns than it has room for, or the file has one column
 */
export function declare(options: KernelOptions, kernel: KernelExports): KernelPlaces {
  const { slots, references, shown, withheld = [], hashBits } = options;
  const { keysAreTexts = false, ownersAreTexts = false } = options;
  check('slots', slots.length, kernel.slotLimit(), 'each is a kind and a column that features need');
  check(
    'columns of ids',
    references.length,
    kernel.referenceLimit(),
    'each names other rows or is needed by features',
  );
  check('columns of integers', shown?.length ?? 0, kernel.shownLimit(), 'each is needed by features');
  kernel.initialiseInput(INPUT_BYTES);
  setFile(options, kernel);
  const ofSlots = slots.map(({ kind, column = ABSENT, optional, ...form }) =>
    formed(kernel, kernel.addSlot(SLOT_KINDS.indexOf(kind), column, optional), form),
  );
  if (shown) {
    kernel.showRows();
  }
  const ofShown = (shown ?? []).map(({ column = ABSENT, optional, ...form }) =>
    formed(kernel, kernel.showColumn(column, optional), form),
  );
  for (const [reference, own] of references.entries()) {
    const { column = ABSENT, isList, areTexts = false, optional, isShown, nulls = [] } = own;
    kernel.addReference(column, isList, areTexts, optional);
    if (isShown) {
      kernel.showReference(reference);
    }
    if (nulls.length > 0) {
      kernel.setReferenceNulls(reference, putNullTexts(kernel, nulls), areNumbersAmong(nulls));
    }
  }
  kernel.readTexts(keysAreTexts, ownersAreTexts);
  if (hashBits !== undefined) {
    kernel.setHashBits(hashBits);
  }
  const ofWithheld = withheld.map(({ column = ABSENT, nulls }) =>
    kernel.withholdNulls(column, putNullTexts(kernel, nulls)),
  );
  kernel.initialise();
  return { slots: ofSlots, shown: ofShown, withheld: ofWithheld };
}

/**
 * Tells a kernel how the file is made that it goes on with. What is kept of the columns stays as it was declared.
 *
 * @throws RangeError when the file has one column
 */
export function declareNext(options: KernelOptions, places: KernelPlaces, kernel: KernelExports): void {
  setFile(options, kernel);
  const { slots, references, shown = [], withheld = [] } = options;
  for (const [index, { column = ABSENT }] of slots.entries()) {
    kernel.placeColumn(at(places.slots, index), column);
  }
  for (const [index, { column = ABSENT }] of shown.entries()) {
    kernel.placeColumn(at(places.shown, index), column);
  }
  for (const [index, { column = ABSENT }] of withheld.entries()) {
    kernel.placeWithheld(at(places.withheld, index), column);
  }
  for (const [reference, { column = ABSENT }] of references.entries()) {
    kernel.placeReference(reference, column);
  }
}

function at(places: readonly number[], index: number): number {
  const place = places[index];
  if (place === undefined) {
    throw new Error('the slots of the file differ from those that the kernel was made for');
  }
  return place;
}

function setFile(options: KernelOptions, kernel: KernelExports): void {
  const { delimiter, width, mayLackLast = false, names = [], maxRecordBytes, key, owner } = options;
  if (width < 2) {
    // Its tables have room for lines of two bytes or more.
    throw new RangeError(`events need at least two columns, a key and an owner; the file has ${width}`);
  }
  const [headerByte = NO_BYTE] = Buffer.from(names[0] ?? '');
  kernel.setFile(delimiter.charCodeAt(0), width, mayLackLast, headerByte, maxRecordBytes, key, owner);
  kernel.keepRefused(options.keptOfADefect ?? KEPT_OF_A_DEFECT, RAW_BYTES);
}

function check(what: string, count: number, limit: number, explanation: string): void {
  if (count > limit) {
    throw new RangeError(
      `one input of events has ${count} ${what} (${explanation}), more than the limit of ${limit}: declare fewer features or columns of it, or raise the limit in assembly/tables/limits.ts and compile the kernel again (docs/kernel.md)`,
    );
  }
}
