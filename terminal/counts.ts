import { grouped } from './texts.ts';

/** What one is called, where that differs from what many are called. */
const ONE: Readonly<Record<string, string>> = {
  warnings: 'warning',
};

/**
 * A number with the word for what is counted, as a person says it.
 *
 * @example counted(1041, 'warnings') // '1,041 warnings'
 * @example counted(1, 'warnings') // '1 warning'
 */
export function counted(count: number, many: string): string {
  return `${grouped(count)} ${count === 1 ? (ONE[many] ?? many) : many}`;
}

/** Several of them after one another: `24 read, 23 loaded, 1 rejected, 1 warning`. */
export function countList(names: readonly string[], counts: Readonly<Record<string, number | null>>): string {
  return names.map((name) => counted(counts[name] ?? 0, name)).join(', ');
}
