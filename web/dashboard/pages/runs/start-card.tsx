import { useState } from 'preact/hooks';
import { CopyButton } from '../../controls/copy-button.tsx';
import { RefusalNote } from '../../controls/refusal-note.tsx';
import { apiKey } from '../../data/api.ts';
import { curlOf } from '../../data/curl.ts';
import { ENTITY, TABLE } from '../../data/names.ts';
import { bodyOf, startRun } from '../../data/run-actions.ts';
import { useAction } from '../../data/use-action.ts';
import { go } from '../../use-route.ts';
import { ALL_REJECTS } from '../run/rejects/reject-filter.ts';

interface Props {
  /** The folder that is read; undefined until the API has said it. */
  readonly location: string | undefined;
  onStarted(): void;
}

/** Says what a run does, starts one and goes to it, or says why none was started. */
export function StartCard({ location: folder, onStarted }: Props) {
  const [asOf, setAsOf] = useState('');
  const [acceptDeletes, setAcceptDeletes] = useState(false);
  const conf = { ...(asOf ? { asOf } : {}), ...(acceptDeletes ? { acceptDeletes } : {}) };
  const { act, isActing, refusal } = useAction(async () => {
    const runId = await startRun(conf);
    onStarted();
    go({ page: 'run', runId, filter: ALL_REJECTS });
  });
  const curl = () => {
    const body = bodyOf(conf);
    const hasKey = apiKey() !== null;
    return curlOf(location.origin, 'POST', '/trigger-etl', { ...(body ? { body } : {}), hasKey });
  };
  return (
    <section class="card" aria-labelledby="run-title">
      <div class="row">
        <div class="grow">
          <h2 id="run-title">Start a run</h2>
          <p class="muted">
            Reads the CSV files
            {folder && (
              <>
                {' '}
                in <code>{folder}</code>
              </>
            )}
            , checks every row and updates the table <code>{TABLE}</code>.
          </p>
        </div>
        <CopyButton label="Copy as curl" text={curl} />
        <button type="button" class="primary" disabled={isActing} onClick={act}>
          {isActing ? 'Starting …' : 'Run'}
        </button>
      </div>
      <div role="status">{refusal && <RefusalNote what="No run was started." refusal={refusal} />}</div>
      <details>
        <summary>Options</summary>
        <div class="options">
          <label>
            Count days up to
            <input type="date" value={asOf} onInput={(event) => setAsOf(event.currentTarget.value)} />
            <span class="muted">today, unless you choose a day</span>
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={acceptDeletes}
              onInput={(event) => setAcceptDeletes(event.currentTarget.checked)}
            />
            Allow deletions: publish even if many {ENTITY} would be deleted
          </label>
        </div>
      </details>
    </section>
  );
}
