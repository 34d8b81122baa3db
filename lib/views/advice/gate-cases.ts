import { type AdviceCase, gateCase } from './advice-case.ts';

const CORRECT = 'Correct the files, then run again.';

/** What to do about gates that stayed shut. */
export const GATE_CASES: readonly AdviceCase[] = [
  gateCase(
    (gate) => gate === 'deletions',
    [
      {
        action: 'accept_deletes',
        text: 'If these rows are really to be deleted, run again and allow deletions.',
      },
      {
        action: 'correct_files',
        text: 'If not, check that the files are complete and the folder is the right one, then run again.',
      },
    ],
  ),
  gateCase(
    (gate) => gate === 'reject_ratio' || gate.startsWith('no_'),
    [
      { action: 'see_rejects', text: 'Look at the rejected rows: each says what is wrong with it.' },
      { action: 'correct_files', text: CORRECT },
    ],
  ),
  gateCase(
    (gate) => gate === 'bigint_total',
    [
      {
        action: 'correct_files',
        text: 'Look in the files for values that are far too large, correct them, then run again.',
      },
    ],
  ),
];
