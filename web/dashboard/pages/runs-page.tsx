import { useState } from 'preact/hooks';
import type { RunSummary } from '../../../lib/schemas/run.ts';
import { RunButton } from '../controls/run-button.tsx';
import { ScrollTable } from '../controls/scroll-table.tsx';
import { StateBadge } from '../controls/state-badge.tsx';
import type { AnswerOf } from '../data/answers.ts';
import { askJson } from '../data/api.ts';
import { ALL_REJECTS } from '../data/reject-filter.ts';
import { useNow } from '../data/use-now.ts';
import { usePolled } from '../data/use-polled.ts';
import { formatAgo, formatCount, formatDuration, formatMoment } from '../format.ts';
import { hashOf, queryOf } from '../routes.ts';
import { go } from '../use-route.ts';
import { ProblemNote } from './notices.tsx';
import { Durations } from './runs/durations.tsx';

type RunPage = AnswerOf<'/runs'>;

const STATES = ['', 'running', 'succeeded', 'failed'] as const;

/** The history of runs, and the button that starts one. */
export function RunsPage({ state }: { readonly state: string }) {
  const path = `/runs${queryOf({ state, limit: 20 })}`;
  const { data, problem, refresh } = usePolled<RunPage>(path, hasRunning);
  const [older, setOlder] = useState<{ readonly path: string; readonly pages: readonly RunPage[] }>({
    path,
    pages: [],
  });
  const pages = older.path === path ? older.pages : [];
  const next = pages.length > 0 ? pages.at(-1)?.next : data?.next;
  const more = async () => {
    if (next) {
      setOlder({ path, pages: [...pages, await askJson<RunPage>(next)] });
    }
  };
  const runs = distinct([...(data?.runs ?? []), ...pages.flatMap((page) => page.runs)]);

  return (
    <>
      <h1>Runs</h1>
      <ProblemNote problem={problem} onRetry={refresh} />
      <RunButton onStarted={refresh} />
      <section class="card" aria-labelledby="history-title">
        <div class="row">
          <h2 id="history-title">History</h2>
          <span class="spacer" />
          <label class="inline">
            State
            <select
              value={state}
              onChange={(event) => go({ page: 'runs', state: event.currentTarget.value })}
            >
              {STATES.map((value) => (
                <option value={value}>{value || 'all'}</option>
              ))}
            </select>
          </label>
        </div>
        {data && runs.length === 0 && (
          <p class="empty">{state ? `No run is ${state}.` : 'No run yet. Press Run, and watch it here.'}</p>
        )}
        {runs.length > 0 && <Durations runs={runs} />}
        {runs.length > 0 && <RunTable runs={runs} />}
        {next && (
          <button type="button" class="quiet more" onClick={more}>
            Load more
          </button>
        )}
      </section>
    </>
  );
}

const hasRunning = ({ runs }: RunPage): boolean => runs.some(({ state }) => state === 'running');

/** A run that was on two pages, since another one began meanwhile, is shown once. */
function distinct(runs: readonly RunSummary[]): RunSummary[] {
  return [...new Map(runs.map((run) => [run.runId, run])).values()];
}

function RunTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  const now = useNow(1000);
  return (
    <ScrollTable label="Runs">
      <thead>
        <tr>
          {['Run', 'State', 'Started'].map((name) => (
            <th scope="col">{name}</th>
          ))}
          {['Duration', 'Rows read', 'Rejected', 'Inserted', 'Updated', 'Deleted'].map((name) => (
            <th scope="col" class="number">
              {name}
            </th>
          ))}
          <th scope="col">As of</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow run={run} now={now} key={run.runId} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

function RunRow({ run, now }: { readonly run: RunSummary; readonly now: number }) {
  const { runId, counts } = run;
  const elapsed = run.durationMs ?? now - Date.parse(run.queuedAt ?? '');
  return (
    <tr>
      <th scope="row">
        <a href={hashOf({ page: 'run', runId, filter: ALL_REJECTS })}>{runId}</a>
      </th>
      <td>
        <StateBadge run={run} />
      </td>
      <td title={formatMoment(run.startedAt)}>{formatAgo(run.startedAt, now)}</td>
      {[
        formatDuration(elapsed),
        ...[counts.read, counts.rejected, counts.inserted, counts.updated, counts.deleted].map(formatCount),
      ].map((text) => (
        <td class="number">{text}</td>
      ))}
      <td>{run.asOf}</td>
    </tr>
  );
}
