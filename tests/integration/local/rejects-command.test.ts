import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { type RejectedRow, replaceRejects } from '../../../lib/store/rejects/rejects.ts';
import { beginRun } from '../../../lib/store/runs/run-records.ts';
import { rejectsCommand } from '../../../local/cli/rejects-command.ts';
import { useStore } from '../store/store.ts';

/** Signs that end a word, begin another or run a program in a shell, and one that ends a text in SQL. */
const ODD_ID = `it's $HOME "x" \`id\` \\ $(id)`;

const row = (line: number, more: Partial<RejectedRow> = {}): RejectedRow => ({
  ...{ source: 'x.csv', line, lastLine: line, column: 'user_id', reason: 'negative', severity: 'reject' },
  ...{ seen: '-1', raw: `raw ${line}` },
  ...more,
});
const ROWS = [
  row(7),
  row(3),
  row(4, { reason: 'overflow' }),
  row(5, { column: 'signup_date' }),
  row(6, { column: null, reason: 'nul_byte' }),
];

const store = useStore();
beforeAll(async () => {
  for (const runId of ['etl-6', 'etl-7', ODD_ID]) {
    await beginRun(store(), {
      ...{ runId, location: '/data', asOf: '2024-01-01', acceptDeletes: false },
      queuedAt: new Date(),
    });
    for (const [part, input] of (['users', 'experiments'] as const).entries()) {
      const rows = ROWS.map((reject) => ({ ...reject, raw: `${reject.raw} of ${input}, ${runId}` }));
      await store().begin((transaction) =>
        replaceRejects(transaction, { runId, part, input, finder: 'load' }, rows, []),
      );
    }
  }
});

/** What the command lists: a shell reads it, and the database is asked what the shell makes of it. */
async function listed(command: string) {
  const query = execFileSync('sh', ['-c', command.replace('./run.sh sql', "printf '%s'")], {
    encoding: 'utf8',
  });
  const rows = await store().unsafe(query);
  return rows.map(({ line, raw }) => `${line}: ${raw}`);
}
const kind = {
  ...{ input: 'experiments', file: 'user_experiments', column: 'user_id', reason: 'negative' },
  ...{ severity: 'reject', count: 5 },
};

test.each(['etl-7', ODD_ID])('it lists one kind of the run %s, in file order', async (runId) => {
  expect(await listed(rejectsCommand(runId, kind))).toEqual([
    `3: raw 3 of experiments, ${runId}`,
    `7: raw 7 of experiments, ${runId}`,
  ]);
});

test('a kind that concerns whole rows is listed as well', async () => {
  const whole = { ...kind, column: null, reason: 'nul_byte' };

  expect(await listed(rejectsCommand('etl-7', whole))).toEqual(['6: raw 6 of experiments, etl-7']);
});
