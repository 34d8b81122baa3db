import { DELIMITERS, type Delimiter } from '../../../csv/dialect.ts';
import { trimInvisible } from '../../../csv/values/invisible.ts';
import { listedNames } from '../../../messages/visible.ts';
import { typeOf } from '../../../model/column-types.ts';
import { isIdList } from '../../../model/id-types.ts';
import { rawFields } from '../seen/raw-fields.ts';
import { isCut, WRONG_COLUMN_COUNT } from '../seen/seen-in-row.ts';
import { type Cause, type Example, named } from './cause.ts';

const REASONS = [WRONG_COLUMN_COUNT];

const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '|': 'bars',
  '\t': 'TABs',
};

const NUMBER = /^\s*\d+\s*$/;

const isShort = ({ fields, header, raw }: Example): boolean => !isCut(raw) && fields.length < header.width;
const isLong = ({ fields, header }: Example): boolean => fields.length > header.width;

/** Whether the row and one beside it have the columns of a whole row: the value that was split is in both. */
const isHalf = (example: Example): boolean => {
  const { fields, header, widthsBeside } = example;
  return isShort(example) && widthsBeside.some((width) => fields.length + width - 1 === header.width);
};

/** The fields that a column would have if all columns beside it had one each. */
function fieldsAt({ fields, header }: Example, name: string): readonly string[] {
  const position = header.columns[name];
  return position === undefined ? [] : fields.slice(position, position + 1 + fields.length - header.width);
}

/** A field of one column that was parted by commas, if all its pieces are numbers. */
function partedNumbers(example: Example, isKind: (type: string) => boolean): [string, string] | undefined {
  if (!isLong(example) || example.header.delimiter !== ',') {
    return undefined;
  }
  for (const { name } of example.input.columns.filter((column) => isKind(column.type))) {
    const pieces = fieldsAt(example, name);
    if (pieces.length > 1 && pieces.every((piece) => NUMBER.test(piece)) && fitsOtherwise(example, name)) {
      return [name, pieces.join(',')];
    }
  }
  return undefined;
}

/** Whether the other columns have values of their types, if that one was split into all the fields that are too many. */
function fitsOtherwise({ fields, header, input }: Example, name: string): boolean {
  const split = header.columns[name] ?? 0;
  const tooMany = fields.length - header.width;
  return input.columns.every((column) => {
    const position = header.columns[column.name];
    if (position === undefined || column.name === name) {
      return true;
    }
    const { parse, defects } = typeOf(column);
    const value = parse(trimInvisible(fields[position > split ? position + tooMany : position] ?? ''));
    return !defects.some((defect) => defect === value);
  });
}

/** Causes of rows that have another number of columns than their header. */
export const COLUMN_CAUSES: readonly Cause[] = [
  {
    reasons: REASONS,
    hint({ raw }) {
      return /\r[^\r\n]/.test(raw)
        ? 'rows end with CR alone (old Mac OS), other lines with LF: convert all line ends to LF'
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint({ fields, header }) {
      const [only] = fields;
      const isRow = fields.length === 1 && only !== undefined && header.width > 1;
      return isRow && rawFields(only, header.delimiter).length === header.width
        ? 'the whole row is in quotes, so it is one value: export it without them (this happens when a file is pasted into one spreadsheet column)'
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint({ raw, header, fields }) {
      const fitting = DELIMITERS.find((other) => rawFields(raw, other).length === header.width);
      return fitting !== undefined && fields.length < header.width
        ? `${header.line === 0 ? 'the first row' : 'the header'} has ${DELIMITER_NAMES[header.delimiter]} between the columns, but the row has ${DELIMITER_NAMES[fitting]}: use the same in both`
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint({ fields, raw, header }) {
      return fields.length === 1 && header.width > 1 && /^\(?\d+ rows?\b|^total\b/i.test(raw.trim())
        ? `${named(raw)} is a note below the table: remove it`
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint(example) {
      const list = partedNumbers(example, (type) => type === 'idList');
      return list
        ? `${list[0]} is probably ${named(list[1])}, a list with commas between the ids: use semicolons, as in ${named(list[1].replaceAll(',', ';'))}`
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint(example) {
      const number = partedNumbers(example, (type) => type === 'integer' || type === 'decimal');
      return number
        ? `${number[0]} is probably ${named(number[1])}, a number with a comma in it: export numbers without separators, and with a decimal point`
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint(example) {
      return isHalf(example)
        ? 'together with the line next to it the row is complete: a line end inside a value splits it; export with quotes around texts'
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint(example) {
      const { header, fields, input } = example;
      const missing = header.names.slice(fields.length);
      const needed = input.columns.filter(({ name, optional, type }) => {
        const position = header.columns[name] ?? -1;
        return position >= fields.length && !optional && type !== 'text' && !isIdList(type);
      });
      return isShort(example) && fields.length > 1 && needed.length === 0
        ? `the last columns (${listedNames(missing)}) are probably left out where they are empty: export empty fields as well, so that each row has ${header.width} columns`
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint(example) {
      return isShort(example)
        ? 'a value or a delimiter is missing: compare the row with the header'
        : undefined;
    },
  },
  {
    reasons: REASONS,
    hint(example) {
      const { delimiter, width } = example.header;
      const tooMany = example.fields.length - width;
      return isLong(example)
        ? `the row has ${tooMany === 1 ? 'one value' : `${tooMany} values`} too many: remove what does not belong to it, or put a value with ${delimiter === '\t' ? 'a TAB' : `"${delimiter}"`} in it in quotes`
        : undefined;
    },
  },
];
