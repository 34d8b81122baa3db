import { formatCount } from './format.ts';

/**
 * Which page of a list is shown, and of how many when that is known.
 *
 * @param number from 1
 * @param total rows of the whole list; null or undefined when nobody has counted them
 * @param size rows of a full page
 * @example pageText(2, 294, 25) // 'Page 2 of 12'
 */
export function pageText(number: number, total: number | null | undefined, size: number): string {
  const shown = `Page ${formatCount(number)}`;
  return typeof total === 'number'
    ? `${shown} of ${formatCount(Math.max(1, Math.ceil(total / size)))}`
    : shown;
}
