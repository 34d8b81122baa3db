import type { Column } from './columns.ts';

/**
 * How columns are read, for the layout of partials: each that has decimals or texts that stand for nothing, once. With another of
 * these the same bytes come to something else.
 */
export function formsOf(columns: readonly Column[]): string[] {
  const forms = columns.flatMap(({ name, scale, nulls }) =>
    scale === undefined && nulls === undefined ? [] : [`${name}:${JSON.stringify({ scale, nulls })}`],
  );
  return [...new Set(forms)];
}
