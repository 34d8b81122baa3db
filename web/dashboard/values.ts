import type { ColumnView, FeatureRow } from '../../lib/schemas/feature.ts';
import { formatCount, UNKNOWN } from './format.ts';

type Value = FeatureRow[string];

/** How the values of a column are shown. */
interface Shown {
  /** Numbers stand to the right. */
  readonly isNumber: boolean;
  /** Whether rows can be sorted by them. */
  readonly isSorted: boolean;
  text(value: Value): string;
}

const numbers: Shown = {
  isNumber: true,
  isSorted: true,
  text: (value) => formatCount(typeof value === 'number' ? value : plain(value)),
};
const texts: Shown = { isNumber: false, isSorted: true, text: plain };
const lists: Shown = {
  isNumber: false,
  isSorted: false,
  text: (value) => (Array.isArray(value) ? value.join(', ') || 'empty' : UNKNOWN),
};

/** How values are shown, by the type of their column. */
export const SHOWN: Readonly<Record<ColumnView['type'], Shown>> = {
  integer: numbers,
  number: numbers,
  decimal: numbers,
  text: texts,
  date: texts,
  timestamp: texts,
  list: lists,
};

function plain(value: Value): string {
  return value === null ? '' : String(value);
}
