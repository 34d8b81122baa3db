import { isIdType } from '../../../model/id-types.ts';
import { type Cause, type Example, named, valueCause } from './cause.ts';

const NUMBERS = ['not_an_integer', 'not_a_decimal', 'overflow', 'too_many_decimals'];
const LISTS = ['bad_id_list'];
const ALL = [...NUMBERS, ...LISTS];

/** Spaces of all widths, and the apostrophes of Switzerland. */
const GROUPED = /^[+-]?\d{1,3}(?:[ \u00a0\u2007\u2009\u202f'’]\d{3})+(?:[.,]\d+)?$/;
const GROUPED_BY_COMMAS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const GROUPED_BY_POINTS = /^[+-]?\d{1,3}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)$/;

/** Spreadsheets shorten numbers from 12 digits on; below, nothing is lost. */
const SMALL_EXPONENT = /^[+-]?\d+(?:\.\d+)?e\+?\d$/i;

const isGrouped = (value: string): boolean =>
  GROUPED.test(value) || GROUPED_BY_COMMAS.test(value) || GROUPED_BY_POINTS.test(value);

const isId = ({ column }: Example): boolean => column !== undefined && isIdType(column.type);

const itemsOf = (list: string): string[] => list.split(';').map((item) => item.trim());

function decimals(value: string, example: Example): string {
  if (isId(example)) {
    return `${named(value)} has decimals, but an id has none`;
  }
  const scale = value.split(/[.,]/)[1]?.length ?? 0;
  return `${named(value)} has decimals: declare the column as decimal(${scale}), or export whole numbers`;
}

/** Causes of numbers that are none. */
export const NUMBERS_CAUSES: readonly Cause[] = [
  valueCause(
    ALL,
    (value) => SMALL_EXPONENT.test(value) && Number.isSafeInteger(Number(value)),
    (value) => `${named(value)} is written with an exponent: export it as ${Number(value)}`,
  ),
  valueCause(
    ALL,
    /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i,
    (value) =>
      `${named(value)} is a number that a spreadsheet shortened, so its last digits are lost: format the column as text before you enter the numbers, then export again`,
  ),
  valueCause(
    ALL,
    /[$€£¥%]/,
    (value) => `${named(value)} has a currency or percent sign: export only the number`,
  ),
  valueCause(
    ALL,
    isGrouped,
    (value) => `${named(value)} has a thousands separator: export numbers without it`,
  ),
  valueCause(LISTS, /^\s*\d+(?:\s*[,|/ ]\s*\d+)+\s*$/, (value) => {
    const ids = value.match(/\d+/g) ?? [];
    return `${named(value)} has other separators between the ids: use semicolons, as in ${named(ids.join(';'))}`;
  }),
  valueCause(
    [...LISTS, 'bad_text_id_list'],
    (value) => value.includes(';') && itemsOf(value).includes(''),
    (value) => {
      const right = itemsOf(value).filter((item) => item !== '');
      const example = right.length > 0 ? `, as in ${named(right.join(';'))}` : '';
      return `${named(value)} has an empty place between semicolons: remove the extra semicolon${example}`;
    },
  ),
  valueCause(LISTS, /^\s*[[{(].*[\])}]\s*$/, (value) => {
    const ids = value.match(/\d+/g) ?? [];
    return `${named(value)} is a list in brackets: write only the ids, with semicolons between them, as in ${named(ids.join(';'))}`;
  }),
  valueCause(
    NUMBERS,
    /^[+-]?\d*,\d+$/,
    (value) => `${named(value)} has a decimal comma: export numbers with a decimal point`,
  ),
  valueCause(['not_an_integer'], /^[+-]?\d*\.\d*$/, decimals),
  valueCause(
    NUMBERS,
    /^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/,
    (value) => `${named(value)} is a date: are two columns swapped, or did a spreadsheet change a number?`,
  ),
  valueCause(
    ALL,
    (value, example) => isId(example) && /[\p{L}@_-]/u.test(value),
    (value, { column }) =>
      `${named(value)} is a text: if your ids are texts, declare the column as ${column?.type === 'idList' ? 'textIdList()' : 'textId()'} in inputs.ts of the model, and change the other columns with these ids as well`,
  ),
  valueCause(
    NUMBERS,
    /^\d+\s*\p{L}{1,5}\.?$/u,
    (value) => `${named(value)} has a unit: export only the number`,
  ),
];
