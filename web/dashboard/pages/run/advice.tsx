import type { ComponentChild } from 'preact';
import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { ConfirmButton } from '../../controls/confirm-button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { RefusalNote } from '../../controls/refusal-note.tsx';
import { confLike, type RunConf, startRun } from '../../data/run-actions.ts';
import { useAction } from '../../data/use-action.ts';
import { go } from '../../use-route.ts';
import { nextFolderText, readsOther } from './next-folder.ts';
import { ALL_REJECTS } from './rejects/reject-filter.ts';
import { REJECTS_TITLE } from './rejects/rejects.tsx';

type Action = RunDetail['advice'][number]['action'];

interface Given {
  readonly run: RunDetail;
  readonly look: 'primary' | 'quiet';
}

/** What each action is done with; what a person does elsewhere has no button. */
const BUTTONS: Readonly<Record<Action, (given: Given) => ComponentChild>> = {
  accept_deletes: (given) => <AllowDeletions {...given} />,
  run_again: (given) => <RunAgain {...given} />,
  see_rejects: ({ look }) => (
    <button type="button" class={look} onClick={() => document.getElementById(REJECTS_TITLE)?.focus()}>
      See the rejects
    </button>
  ),
  see_logs: ({ run }) => <CopyButton label="Copy the log location" text={() => run.logs} />,
  // After that it is run again, which one button is enough for.
  correct_files: (given) => (has(given.run, 'run_again') ? null : <RunAgain {...given} />),
  wait: () => null,
};

const has = ({ advice }: RunDetail, wanted: Action) => advice.some(({ action }) => action === wanted);

/** What to do now, the most useful first. A run can be run again in any case. */
export function Advice({ run }: { readonly run: RunDetail }) {
  const { advice } = run;
  const isOther = readsOther(run);
  // What deletes rows of another folder is never what is pointed at: nobody knows yet which rows these are.
  const first = advice.find(
    ({ action }) => !(isOther && action === 'accept_deletes') && BUTTONS[action]({ run, look: 'quiet' }),
  );
  return (
    <>
      <p class={isOther ? 'note warn' : 'muted'}>{nextFolderText(run)}</p>
      <ul class="advice" aria-label="What to do">
        {advice.map((one) => (
          <li key={one.action}>
            <span>{one.text}</span>
            {BUTTONS[one.action]({ run, look: one === first ? 'primary' : 'quiet' })}
          </li>
        ))}
        {!has(run, 'run_again') && !has(run, 'correct_files') && (
          <li>
            <span>Have the files changed since? Then run again.</span>
            <RunAgain run={run} look="quiet" />
          </li>
        )}
      </ul>
    </>
  );
}

const useStart = (conf: RunConf) =>
  useAction(async () => go({ page: 'run', runId: await startRun(conf), filter: ALL_REJECTS }));

function RunAgain({ run, look }: Given) {
  const conf = confLike(run);
  const { act, isActing, refusal } = useStart(conf);
  return (
    <>
      <button type="button" class={look} disabled={isActing} onClick={act}>
        {conf.asOf ? `Run again as of ${conf.asOf}` : 'Run again'}
      </button>
      {refusal && <NotStarted refusal={refusal} />}
    </>
  );
}

function AllowDeletions({ run, look }: Given) {
  const { act, isActing, refusal } = useStart({ ...confLike(run), acceptDeletes: true });
  return (
    <>
      <ConfirmButton
        label="Run again and allow deletions"
        look={look}
        disabled={isActing}
        question="Run again and allow deletions?"
        yes="Run and delete"
        no="Keep the rows"
        onYes={act}
      >
        {readsOther(run)
          ? `${nextFolderText(run)} It deletes all rows of the table that are not in its files: how many is not known.`
          : `${run.error?.summary ?? 'Rows would be deleted from the table'}. They are in the table, but no longer in the files. The run deletes them.`}
      </ConfirmButton>
      {refusal && <NotStarted refusal={refusal} />}
    </>
  );
}

function NotStarted({ refusal }: Pick<Parameters<typeof RefusalNote>[0], 'refusal'>) {
  return (
    <div role="status">
      <RefusalNote what="No run was started." refusal={refusal} />
    </div>
  );
}
