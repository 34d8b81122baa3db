import type { FileName, Traits } from '../traits.ts';
import { readBody } from './body.ts';
import { inputOf, type OracleColumn } from './declaration.ts';
import { textOf } from './encoding.ts';
import { readHeader } from './header.ts';
import { bare } from './text.ts';
import { integerOf } from './values.ts';

/** So much of a file is looked at first, and so many of its rows. */
const FIRST_BYTES = 16 * 1024;
const ROWS = 100;
const MOST_ID_BYTES = 255;

/**
 * The columns of a file that are declared as whole numbers, and have text ids: which all values of its first rows are, and not always
 * the same one. None when its header can't be read.
 */
export function columnsOfTextIds(
  name: FileName,
  file: Buffer,
  maxRecordBytes: number,
  traits: Traits,
): string[] {
  const input = inputOf(name, traits);
  const read = textOf(file, input.encoding);
  if ('foreign' in read) {
    return [];
  }
  const { text } = read;
  const looked = [Math.min(FIRST_BYTES, maxRecordBytes), maxRecordBytes];
  for (const bytes of looked) {
    const header = readHeader(text, input, bytes);
    if ('defects' in header) {
      continue;
    }
    const head = text.slice(0, bytes);
    const isWhole = head.length === text.length;
    // A record that the end of the head may have cut is none, nor is what comes after it.
    const whole = isWhole ? head : head.slice(0, head.lastIndexOf('\n') + 1);
    const records = readBody(whole, header, maxRecordBytes);
    const cutAt = isWhole ? -1 : records.findIndex(({ isOpen }) => isOpen);
    const rows = (cutAt === -1 ? records : records.slice(0, cutAt))
      .filter(({ reason }) => reason === undefined)
      .slice(0, ROWS);
    return input.columns
      .filter(({ unknown }, index) => index === 0 || unknown !== undefined)
      .filter(({ type }) => type === 'id' || type === 'list')
      .filter((column) => {
        const place = header.columns[column.name];
        return (
          place !== undefined &&
          areTextIds(
            column,
            rows.map(({ fields }) => bare(fields[place] ?? '')),
          )
        );
      })
      .map((column) => column.name);
  }
  return [];
}

function areTextIds({ type, optional }: OracleColumn, texts: readonly string[]): boolean {
  const said = texts.filter((text) => text !== '' || !(optional || type === 'list'));
  const isText = type === 'list' ? isListOfTextIds : isTextId;
  return new Set(said).size > 1 && said.every(isText);
}

/** Numbers between which something else stands than semicolons are no list of texts. */
export function isListOfTextIds(text: string): boolean {
  const isOfNumbers = (part: string) => /^[\s0-9,|/()[\]{}"']*$/.test(part);
  return text
    .split(';')
    .map(bare)
    .every((part) => isTextId(part) && !isOfNumbers(part));
}

/** Whether it is an id, and no number of any kind. */
export function isTextId(text: string): boolean {
  const bytes = Buffer.byteLength(text);
  return bytes > 0 && bytes <= MOST_ID_BYTES && integerOf(text) === 'not_an_integer' && !isNumber(text);
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';

/** What may stand round a number. */
const isAround = (character: string): boolean =>
  '="\'()[]{}$€%+-'.includes(character) || /^[\s\p{Cf}]$/u.test(character);

/** Whether it is a number, however it is written: with a fraction, an exponent, in threes, in quotes or brackets. */
function isNumber(text: string): boolean {
  const characters = [...text];
  let from = 0;
  while (from < characters.length && isAround(characters[from] ?? '')) {
    from++;
  }
  let to = characters.length;
  while (to > from && isAround(characters[to - 1] ?? '')) {
    to--;
  }
  const [mantissa = '', exponent = '0', ...more] = characters
    .slice(from, to)
    .join('')
    .toLowerCase()
    .split('e');
  const digitsOf = (part: string) => (/^[+-]/.test(part) ? part.slice(1) : part);
  return more.length === 0 && isAllDigits(digitsOf(exponent)) && isMantissa(mantissa);
}

const isAllDigits = (text: string): boolean => text !== '' && [...text].every(isDigit);

function isMantissa(text: string): boolean {
  const pointAt = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const fraction = pointAt === -1 ? '' : text.slice(pointAt + 1);
  if (fraction !== '' && !isAllDigits(fraction)) {
    return isGrouped(text);
  }
  const whole = pointAt === -1 ? text : text.slice(0, pointAt);
  if (isAllDigits(whole)) {
    return true;
  }
  return whole === '' ? fraction !== '' : isGrouped(text) || (fraction !== '' && isGrouped(whole));
}

/** Digits in threes, with something between them. */
function isGrouped(text: string): boolean {
  const [first = '', ...groups] = text.split(/[\s.,'’_]/u);
  return (
    isAllDigits(first) &&
    first.length <= 3 &&
    groups.length > 0 &&
    groups.every((group) => isAllDigits(group) && group.length === 3)
  );
}
