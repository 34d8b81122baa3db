import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

import { checkInputs } from '../../../lib/pipeline/check/check.ts';
import { EXPERIMENTS_HEADER, FAULTLESS } from '../../fixtures/faultless.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { useContract } from './contract.ts';

const { bench, run } = useContract();

/** A few more of each kind than are listed. */
const MANY = 10_050;
const LISTED = 10_000;

const rowsOf = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');

describe('first 10,000 of each kind listed and all counted', () => {
  const experiments =
    EXPERIMENTS_HEADER +
    rowsOf(MANY, (index) => `bad,${index},1,1`) +
    rowsOf(MANY, (index) => `${index},12345,1,1`) +
    rowsOf(MANY, (index) => `${MANY + index},1,77,1`);

  test('of rows that load finds, and of those that publish finds', async () => {
    const { state, inputs, findings, rows } = await run(
      { user_experiments: experiments },
      { ETL_MAX_REJECT_RATIO: 1 },
    );

    expect(state).toBe('succeeded');
    expect(inputs['experiments']).toEqual({ read: 3 * MANY, rejected: 2 * MANY, warnings: MANY });
    expect(rows[0]).toEqual([1n, BigInt(MANY), BigInt(MANY)]);
    for (const [reason, first] of [
      ['not_an_integer', 2],
      ['unknown_user', 2 + MANY],
      ['unknown_compound', 2 + 2 * MANY],
    ] as const) {
      const lines = findings.filter((finding) => finding.reason === reason).map(({ line }) => line);
      expect([lines.length, lines[0], lines.at(-1)]).toEqual([LISTED, first, first + LISTED - 1]);
    }
    const counts = await bench().look`SELECT reason, count::int FROM etl.reject_counts ORDER BY reason`;
    expect([...counts]).toEqual([
      { reason: 'not_an_integer', count: MANY },
      { reason: 'unknown_compound', count: MANY },
      { reason: 'unknown_user', count: MANY },
    ]);
  });

  test('by check too', async () => {
    bench().write({ ...FAULTLESS, user_experiments: experiments });

    const { inputs } = await checkInputs({ ...bench().config, ETL_MAX_REJECT_RATIO: 1 }, sampleModel);

    const found = inputs.find(({ input }) => input.name === 'experiments')?.findings;
    expect([found?.rejected, found?.warnings, found?.rows.length]).toEqual([2 * MANY, MANY, 3 * LISTED]);
  });
});

describe('ETL_KEEP_RUNS', () => {
  const bad = { users: `${FAULTLESS.users}x,,,2023-01-01\n` };
  const idsIn = async (table: 'rejected_rows' | 'reject_counts') => {
    const rows = await bench().look`SELECT DISTINCT run_id FROM ${bench().look(`etl.${table}`)}`;
    return rows.length;
  };

  test('the rejects of old runs are removed, also when the newer ones fail', async () => {
    const settings = { ETL_KEEP_RUNS: 2, ETL_MAX_REJECT_RATIO: 1 };
    const states = [];
    for (const ratio of [1, 1, 0, 0]) {
      const { state } = await run(bad, { ...settings, ETL_MAX_REJECT_RATIO: ratio });
      states.push(state);
    }

    const kept = await bench().look`SELECT state FROM etl.runs`;

    expect(states).toEqual(['succeeded', 'succeeded', 'failed', 'failed']);
    expect(kept.map((row) => row['state'])).toEqual(['failed', 'failed']);
    expect([await idsIn('rejected_rows'), await idsIn('reject_counts')]).toEqual([2, 2]);
  });
});
