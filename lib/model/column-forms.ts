import type { Column } from './columns.ts';
import type { Input } from './inputs.ts';

/**
 * How columns of an input are read, for the layout of partials: each that has decimals or texts that stand for nothing, once, and the
 * encoding that is declared. With another of these the same bytes come to something else.
 */
export function formsOf({ encoding }: Pick<Input, 'encoding'>, columns: readonly Column[]): string[] {
  const forms = columns.flatMap(({ name, scale, nulls }) =>
    scale === undefined && nulls === undefined ? [] : [`${name}:${JSON.stringify({ scale, nulls })}`],
  );
  return [...(encoding === undefined ? [] : [`encoding:${encoding}`]), ...new Set(forms)];
}
