import type { AdviceCase } from './advice-case.ts';

/** What to do about runs that have not failed. */
export const STATE_CASES: readonly AdviceCase[] = [
  {
    applies: ({ state }) => state === 'queued',
    advice: [
      {
        action: 'wait',
        text: "Wait: the run is in Airflow's queue, and starts when the run before it has ended.",
      },
    ],
  },
  {
    applies: ({ state }) => state === 'running',
    advice: [{ action: 'wait', text: 'Wait: the table changes only at the end, all at once.' }],
  },
  {
    applies: ({ withRejects }) => withRejects === true,
    advice: [
      { action: 'see_rejects', text: 'Look at the rejected rows: they are not in the table.' },
      { action: 'correct_files', text: 'To have them in the table, correct the files, then run again.' },
    ],
  },
];
