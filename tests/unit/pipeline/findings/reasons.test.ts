import { describe, expect, test } from 'vitest';
import {
  describe as describeReason,
  REJECT_REASONS,
  WARNING_REASONS,
} from '../../../../lib/pipeline/findings/reasons.ts';

const all = [...REJECT_REASONS, ...WARNING_REASONS];

describe('describe', () => {
  test.each(all)('has one line for %s', (reason) => {
    const text = describeReason(reason, 'user_id');

    expect(text).toMatch(/^[^\n.]+( \(.+\))?$/);
  });

  test('has a text of its own for each reason', () => {
    const texts = new Set(all.map((reason) => describeReason(reason)));

    expect(texts.size).toBe(all.length);
  });

  test('names the column', () => {
    const text = describeReason('negative', 'experiment_run_time');

    expect(text).toBe('experiment_run_time is negative');
  });

  test('speaks of the value when there is no column', () => {
    const text = describeReason('negative');

    expect(text).toBe('the value is negative');
  });

  test.each(['not_an_integer', 'bad_date'] as const)('says that %s may mean an empty value', (reason) => {
    const text = describeReason(reason, 'user_id');

    expect(text).toContain('empty');
  });
});
