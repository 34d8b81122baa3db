import { useState } from 'preact/hooks';
import type { AnswerOf } from '../data/answers.ts';
import { ApiError, apiKey, askJson, type Problem } from '../data/api.ts';
import { curlOf } from '../data/curl.ts';
import { ENTITY } from '../data/names.ts';
import { ALL_REJECTS } from '../data/reject-filter.ts';
import { useNow } from '../data/use-now.ts';
import { go } from '../use-route.ts';
import { CopyButton } from './copy-button.tsx';

interface Refusal {
  readonly problem: Problem;
  readonly until: number;
}

/** Starts a run and goes to it, or says why none was started. */
export function RunButton({ onStarted }: { readonly onStarted: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [asOf, setAsOf] = useState('');
  const [acceptDeletes, setAcceptDeletes] = useState(false);
  const conf = { ...(asOf ? { asOf } : {}), ...(acceptDeletes ? { acceptDeletes } : {}) };
  const body = Object.keys(conf).length > 0 ? JSON.stringify(conf) : undefined;

  const start = async () => {
    setAsking(true);
    setRefusal(undefined);
    try {
      const headers = { 'content-type': 'application/json' };
      const { runId } = await askJson<AnswerOf<'/trigger-etl'>>('/trigger-etl', {
        method: 'POST',
        headers,
        body: body ?? null,
      });
      onStarted();
      go({ page: 'run', runId, filter: ALL_REJECTS });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setRefusal({ problem: error.problem, until: Date.now() + (error.problem.retryAfter ?? 0) * 1000 });
    } finally {
      setAsking(false);
    }
  };

  return (
    <section class="card run-card" aria-labelledby="run-title">
      <div class="row">
        <h2 id="run-title">Start a run</h2>
        <span class="spacer" />
        <CopyButton
          label="Copy as curl"
          text={() =>
            curlOf(location.origin, 'POST', '/trigger-etl', {
              ...(body ? { body } : {}),
              hasKey: apiKey() !== null,
            })
          }
        />
        <button type="button" class="primary" disabled={isAsking} onClick={start}>
          {isAsking ? 'Starting …' : 'Run'}
        </button>
      </div>
      <div role="status">{refusal && <RefusalNote {...refusal} />}</div>
      <details>
        <summary>Options</summary>
        <div class="options">
          <label>
            Count days up to
            <input type="date" value={asOf} onInput={(event) => setAsOf(event.currentTarget.value)} />
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={acceptDeletes}
              onInput={(event) => setAcceptDeletes(event.currentTarget.checked)}
            />
            Publish even if many {ENTITY} are gone
          </label>
        </div>
      </details>
    </section>
  );
}

function RefusalNote({ problem, until }: Refusal) {
  const now = useNow(250);
  const left = Math.ceil((until - now) / 1000);
  return (
    <p class="note warn">
      <strong>No run was started.</strong> {problem.message}
      {problem.reason ? ` (${problem.reason})` : ''}
      {left > 0 ? ` Try again in ${left} s.` : ''}
    </p>
  );
}
