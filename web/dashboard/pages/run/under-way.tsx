import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { ConfirmButton } from '../../controls/confirm-button.tsx';
import { RefusalNote } from '../../controls/refusal-note.tsx';
import { StateSign } from '../../controls/state-badge.tsx';
import { TABLE } from '../../data/names.ts';
import { cancelRun } from '../../data/run-actions.ts';
import { useAction } from '../../data/use-action.ts';
import { useNow } from '../../data/use-now.ts';
import { formatBytes, formatCount, formatDuration } from '../../format.ts';

interface Props {
  readonly run: RunDetail;
  onChange(): void;
}

/** How far a run is that is queued or running, and how to end it. */
export function UnderWay({ run, onChange }: Props) {
  const { bytesDone, bytesTotal, rowsRead, rejected } = run.progress;
  const { act, isActing, refusal } = useAction(async () => {
    await cancelRun(run.runId);
    onChange();
  });
  const isCounted = run.phase === 'load' || run.phase === 'publish';
  return (
    <section class={`card lead ${run.state}`} aria-label="Progress">
      <h2 class="sentence" tabIndex={-1}>
        <StateSign run={run} />
        <span class="numbers">{doingNow(run)}</span>
      </h2>
      <progress
        aria-label="Bytes read"
        max={Math.max(1, bytesTotal)}
        {...(isCounted ? { value: bytesDone } : {})}
      />
      <p class="pace numbers">
        <Elapsed run={run} />
        {isCounted && (
          <>
            <span>
              {formatBytes(bytesDone)} of {formatBytes(bytesTotal)}
            </span>
            <span>{formatCount(rowsRead)} rows read</span>
            <span>{formatCount(rejected)} rejected</span>
          </>
        )}
      </p>
      <ul class="advice" aria-label="What to do">
        {run.advice.map(({ action, text }) => (
          <li key={action}>{text}</li>
        ))}
        <li>
          <span>A run that is cancelled leaves the table unchanged.</span>
          <ConfirmButton
            label={isActing ? 'Cancelling …' : 'Cancel run'}
            look="quiet"
            disabled={isActing}
            question={`Cancel ${run.runId}?`}
            yes="Cancel run"
            no="Let it run"
            onYes={act}
          >
            What it has read so far is discarded. The table {TABLE} is unchanged.
          </ConfirmButton>
          <div role="status">
            {refusal && <RefusalNote what="The run was not cancelled." refusal={refusal} />}
          </div>
        </li>
      </ul>
    </section>
  );
}

function doingNow({ phase, progress: { bytesDone, bytesTotal } }: RunDetail): string {
  switch (phase) {
    case 'plan':
      return 'Checking the files';
    case 'load':
      return `Loading the files: ${Math.floor((bytesDone / Math.max(1, bytesTotal)) * 100)} %`;
    case 'publish':
      return `Publishing ${TABLE}`;
    default:
      return 'Waiting for its turn';
  }
}

function Elapsed({ run: { queuedAt, usualDurationMs } }: { readonly run: RunDetail }) {
  const now = useNow(100);
  return (
    <>
      {queuedAt && <span>for {formatDuration(Math.max(0, now - Date.parse(queuedAt)))}</span>}
      {usualDurationMs !== null && <span>usually {formatDuration(usualDurationMs)} in total</span>}
    </>
  );
}
