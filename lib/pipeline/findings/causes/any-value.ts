import { keyOf } from '../../../csv/header/columns/wanted.ts';
import { trimInvisible } from '../../../csv/values/invisible.ts';
import { isNullLike } from '../../../csv/values/null-like.ts';
import { isIdList } from '../../../model/id-types.ts';
import { type Cause, type Example, named, valueCause } from './cause.ts';

/** The defects of values of all types but texts. */
const REASONS = [
  'not_an_integer',
  'not_a_decimal',
  'bad_date',
  'bad_timestamp',
  'bad_id_list',
  'bad_text_id_list',
  'empty_id',
];

const NOTHING = /^(?:null|nil|none|undefined|n\/?a|nan|not available|-+|\?|\.|\\n)$/i;
const HIDDEN_INSIDE = /\S[\u00ad\u200b-\u200f\u2060\ufeff]+\S/;

/** A text as one writes it in a declaration. */
const inCode = (value: string): string => `'${value.replaceAll('\\', '\\\\')}'`;

/** Of a list, no value is no ids: that needs no word. */
const isList = ({ column }: Example): boolean => column !== undefined && isIdList(column.type);

/** How one says that there may be no value; of a key and of an owner there must be one. */
function optional({ column, input }: Example): string {
  if (column === undefined || column.name === input.key.name) {
    return `every ${input.one} needs one`;
  }
  return column.reference?.orElse === 'reject'
    ? `every ${input.one} needs one: it says who owns the row`
    : `if the value may be empty, declare optional: true`;
}

/** Whether all that stands in the row are names of the header: were they the same, in the same order, it would be passed over. */
function isOtherHeader({ fields, header, value }: Example): boolean {
  const names = new Set(header.names.map(keyOf));
  return value !== '' && fields.every((field) => names.has(keyOf(trimInvisible(field))));
}

/** Causes of values that are none of their type, whichever that is. */
export const ANY_VALUE: readonly Cause[] = [
  valueCause(
    REASONS,
    (_value, example) => isOtherHeader(example),
    () =>
      "the row is a header whose names differ in order or case from this file's header: joined files must have the same header; keep them apart and list them in `files`",
  ),
  valueCause(REASONS, /^$/, (_value, example) => `"" is empty: ${optional(example)}`),
  valueCause(
    REASONS,
    /^#{2,}$/,
    (value) =>
      `${named(value)} is what a spreadsheet shows in a column that is too narrow: widen it, and export it again`,
  ),
  valueCause(
    REASONS,
    /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!)$/i,
    (value) =>
      `${named(value)} is the error of a formula in a spreadsheet: correct it there, and export again`,
  ),
  valueCause(
    REASONS,
    (value) => NOTHING.test(value) || isNullLike(value),
    (value, example) =>
      `${named(value)} probably means "no value": declare the column with nulls: [${inCode(value)}]${isList(example) ? '' : `, and ${optional(example)}`}`,
  ),
  valueCause(
    ['null_text'],
    (value) => value.includes('\\'),
    (value) => `in the declaration write ${named(value)} with two backslashes: nulls: [${inCode(value)}]`,
  ),
  valueCause(
    REASONS,
    /^(?:true|false|yes|no)$/i,
    (value) => `${named(value)} says yes or no: export it as 1 and 0, or declare the column as text()`,
  ),
  valueCause(
    REASONS,
    HIDDEN_INSIDE,
    (value) => `${named(value)} has an invisible character, often copied from a web page: remove it`,
  ),
];
