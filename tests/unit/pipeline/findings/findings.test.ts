import { expect, test } from 'vitest';
import { Findings, LISTED_OF_A_KIND } from '../../../../lib/pipeline/findings/findings.ts';
import { REJECT_REASONS, WARNING_REASONS } from '../../../../lib/pipeline/findings/reasons.ts';

const at = (line: number) => ({ line, raw: `row ${line}` });

test('a defect is listed with line, column, reason and raw text', () => {
  const findings = new Findings();

  findings.add(at(7), 'negative', 'user_id');

  expect(findings.rows).toEqual([
    { line: 7, column: 'user_id', reason: 'negative', severity: 'reject', raw: 'row 7' },
  ]);
});

test.each(REJECT_REASONS)('%s rejects the row', (reason) => {
  const findings = new Findings();

  findings.add(at(2), reason, null);

  expect(findings).toMatchObject({ rejected: 1, warnings: 0 });
  expect(findings.counts()).toEqual([{ column: null, reason, severity: 'reject', count: 1 }]);
});

test.each(WARNING_REASONS)('%s is a warning', (reason) => {
  const findings = new Findings();

  findings.add(at(2), reason, 'experiment_compound_ids');

  expect(findings).toMatchObject({ rejected: 0, warnings: 1 });
  expect(findings.counts()).toMatchObject([{ severity: 'warning', count: 1 }]);
});

test('defects are counted by reason and column', () => {
  const findings = new Findings();

  findings.add(at(2), 'negative', 'user_id');
  findings.add(at(3), 'negative', 'experiment_id');
  findings.add(at(4), 'overflow', 'user_id');
  findings.add(at(5), 'negative', 'user_id');

  expect(findings.counts()).toEqual([
    { column: 'user_id', reason: 'negative', severity: 'reject', count: 2 },
    { column: 'experiment_id', reason: 'negative', severity: 'reject', count: 1 },
    { column: 'user_id', reason: 'overflow', severity: 'reject', count: 1 },
  ]);
});

test('of one kind only the first 10,000 are listed, and all are counted', () => {
  const findings = new Findings();
  expect(LISTED_OF_A_KIND).toBe(10_000);

  for (let line = 1; line <= LISTED_OF_A_KIND + 5; line++) {
    findings.add(at(line), 'negative', 'user_id');
  }

  expect(findings.rows).toHaveLength(LISTED_OF_A_KIND);
  expect(findings.rows.at(-1)?.line).toBe(LISTED_OF_A_KIND);
  expect(findings.rejected).toBe(LISTED_OF_A_KIND + 5);
  expect(findings.counts()).toMatchObject([{ count: LISTED_OF_A_KIND + 5 }]);
});

test('a kind that has its 10,000 does not keep another from being listed', () => {
  const findings = new Findings();
  for (let line = 1; line <= LISTED_OF_A_KIND + 1; line++) {
    findings.add(at(line), 'negative', 'user_id');
  }

  findings.add(at(99_999), 'overflow', 'user_id');

  expect(findings.rows.at(-1)).toMatchObject({ line: 99_999, reason: 'overflow' });
});

test('defects that are counted without their rows are not listed', () => {
  const findings = new Findings();

  findings.count('unknown_user', 'user_id', 30);
  findings.count('unknown_compound', 'experiment_compound_ids', 4);

  expect(findings).toMatchObject({ rows: [], rejected: 30, warnings: 4 });
});

test('none of a kind leaves no count', () => {
  const findings = new Findings();

  findings.count('unknown_user', 'user_id', 0);

  expect(findings.counts()).toEqual([]);
});

test('a row that was counted before is listed without being counted again', () => {
  const findings = new Findings();
  findings.count('unknown_user', 'user_id', 1);

  findings.list(at(9), 'unknown_user', 'user_id');

  expect(findings.rows).toEqual([
    { line: 9, column: 'user_id', reason: 'unknown_user', severity: 'reject', raw: 'row 9' },
  ]);
  expect(findings.rejected).toBe(1);
  expect(findings.counts()).toMatchObject([{ count: 1 }]);
});

test('findings within the room of others have no more rows than fit there, and all counts', () => {
  const [first, rest] = [new Findings(), new Findings()];
  for (let line = 1; line < LISTED_OF_A_KIND; line++) {
    first.add({ line, raw: '' }, 'negative', 'user_id');
  }
  for (const line of [1, 2, 3]) {
    rest.add({ line, raw: '' }, 'negative', 'user_id');
  }
  rest.add({ line: 4, raw: '' }, 'duplicate_id', 'user_id');

  const { rows, kinds } = rest.within(first.room());

  expect(rows.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'negative'],
    [4, 'duplicate_id'],
  ]);
  expect(kinds.map(({ count }) => count)).toEqual([3, 1]);
});
