import { withSession } from '../real-stack/session.ts';
import type { DataSet } from './data/data-sets.ts';
import { ROWS_STATEMENT, tableDifference } from './data/table-text.ts';

/** Longer than tens of thousands of rows take. */
const READ_MS = 30_000;

/** Which of the sets the table is, row by row; or in what it differs from each of them. */
export async function tableIs(
  adminUrl: string,
  sets: readonly DataSet[],
): Promise<{ readonly set: DataSet } | { readonly differences: string }> {
  const rows = await withSession(adminUrl, (session) =>
    session.rows<{ text: string }>(ROWS_STATEMENT, [], READ_MS),
  );
  const found = rows.map(({ text }) => text);
  const differences: string[] = [];
  for (const set of sets) {
    const difference = tableDifference(set.expected.rows, found);
    if (difference === undefined) {
      return { set };
    }
    differences.push(`not ${set.name}: ${difference}`);
  }
  return { differences: differences.join('; ') };
}
