import type { IdSet } from '../../aggregation/ids/id-set.ts';
import { trimInvisible } from '../../csv/values/invisible.ts';
import { withThousands } from '../../messages/thousands.ts';
import { typeOf } from '../../model/column-types.ts';
import { type Id, isId } from '../../model/id-types.ts';
import { filesOf, type Input } from '../../model/inputs.ts';
import type { RejectedAt, RejectedRow } from '../../store/rejects/rejects.ts';
import type { SourceHeader } from './explain-kinds.ts';
import { rawFields } from './seen/raw-fields.ts';

/** As much of a rejected row as it takes to find its key. */
export type KeyedReject = Pick<RejectedRow, 'severity' | 'raw' | 'line' | 'reason'> & {
  readonly source: string | null;
};

/** What is known of the rejected rows of an input. */
export interface RejectedRows {
  /** How many are listed. */
  readonly count: number;
  /** By their keys, of those in which one can be told: the first of each key. */
  readonly keys: ReadonlyMap<Id, RejectedAt>;
}

/**
 * The rows of an input that were rejected, as far as they are listed, with the keys in them.
 *
 * @param pages the rows, page after page: no more than one is held
 */
export async function rejectedKeys(
  pages: Iterable<readonly KeyedReject[]> | AsyncIterable<readonly KeyedReject[]>,
  input: Input,
  sources: readonly SourceHeader[],
): Promise<RejectedRows> {
  const headers = new Map(sources.map(({ source, header }) => [source, header]));
  const { parse } = typeOf(input.key);
  const keyOf = ({ source, raw }: KeyedReject) => {
    const header = headers.get(source ?? '');
    const position = header?.columns[input.key.name];
    return header && position !== undefined
      ? parse(trimInvisible(rawFields(raw, header.delimiter)[position] ?? ''))
      : undefined;
  };
  const keys = new Map<Id, RejectedAt>();
  let count = 0;
  for await (const rows of pages) {
    for (const row of rows.filter(({ severity }) => severity === 'reject')) {
      const key = keyOf(row);
      if (isId(key) && !keys.has(key)) {
        keys.set(key, { input: input.name, source: row.source ?? '', line: row.line, reason: row.reason });
      }
      count++;
    }
  }
  return { count, keys };
}

/**
 * What to do about rows that name what is not there, where that is so since it was rejected. Undefined where it was not.
 *
 * @param unknown the ids that are named and not there
 * @param input what they are ids of
 */
export function consequenceHint(
  unknown: Pick<IdSet, 'has' | 'size'>,
  { count, keys }: RejectedRows,
  input: Input,
): string | undefined {
  const named = [...keys.keys()].filter((key) => unknown.has(key)).length;
  const files = filesOf(input);
  if (named > 0 && unknown.size === 1) {
    return `the row of this ${input.one} in ${files} was rejected: correct that row first`;
  }
  if (named > 0) {
    const [have, rows] = named === 1 ? ['has', 'that row'] : ['have', 'those rows'];
    const who =
      named === unknown.size
        ? `all ${withThousands(named)} unknown ${input.name}`
        : `${withThousands(named)} of the ${withThousands(unknown.size)} unknown ${input.name}`;
    return `${who} ${have} a rejected row in ${files}: correct ${rows} first`;
  }
  // Where no key can be told, as in rows of one column, they are likely those.
  return count >= unknown.size && keys.size < count
    ? `${withThousands(count)} rows of ${files} were rejected, probably these: correct them first`
    : undefined;
}
