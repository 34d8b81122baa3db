import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { rejectsCommand } from '../../../../local/cli/rejects-command.ts';

const kind = { file: 'users', column: 'user_id', reason: 'negative', severity: 'reject', count: 5 };

test('it selects one kind of one run, in file order', () => {
  expect(rejectsCommand('etl-7', kind)).toBe(
    `./run.sh sql "SELECT line, raw FROM etl.rejected_rows WHERE run_id = 'etl-7' AND file = 'users' ` +
      `AND reason = 'negative' AND column_name = 'user_id' ORDER BY line"`,
  );
});

test('a kind that concerns whole rows names no column', () => {
  expect(rejectsCommand('etl-7', { ...kind, column: null, reason: 'nul_byte' })).toContain(
    `AND reason = 'nul_byte' ORDER BY line"`,
  );
});

test('whatever the id of a run is, a shell takes the query for one word', () => {
  const command = rejectsCommand(`it's $HOME "x" \`id\` \\`, kind).replace('./run.sh sql', "printf '<%s>'");

  const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8' });

  expect(printed).toBe(
    `<SELECT line, raw FROM etl.rejected_rows WHERE run_id = 'it''s $HOME "x" \`id\` \\' AND file = 'users' ` +
      `AND reason = 'negative' AND column_name = 'user_id' ORDER BY line>`,
  );
});
