import { useState } from 'preact/hooks';
import type { RunSummary } from '../../../../lib/schemas/run.ts';
import type { AnswerOf } from '../../data/answers.ts';
import { askJson } from '../../data/api.ts';
import { TABLE } from '../../data/names.ts';
import { usePolled } from '../../data/use-polled.ts';
import { formatCount } from '../../format.ts';
import { hashOf, queryOf } from '../../routes.ts';
import { ProblemNote } from '../notices.tsx';
import { Durations } from './durations.tsx';
import { RunTable } from './run-table.tsx';
import { StartCard } from './start-card.tsx';

/** With the folder that the next run reads, where the API tells it. */
type RunPage = AnswerOf<'/runs'>;

const STATES = ['', 'running', 'succeeded', 'failed', 'cancelled'] as const;

/** To the API a run that somebody cancelled is one that failed with this code. */
const filterOf = (state: string) => (state === 'cancelled' ? { code: 'CANCELLED' } : { state });

/** The history of runs, and the button that starts one. */
export function RunsPage({ state }: { readonly state: string }) {
  const path = `/runs${queryOf<string>({ ...filterOf(state), limit: 20 })}`;
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
      <h1 tabIndex={-1}>Runs</h1>
      <ProblemNote problem={problem} onRetry={refresh} />
      <StartCard location={data?.location} onStarted={refresh} />
      <section class="card" aria-labelledby="history-title">
        <div class="row">
          <h2 id="history-title">History</h2>
          {runs.length > 0 && <span class="muted numbers">{shownOf(runs.length, data?.total)}</span>}
          <span class="spacer" />
          <StateFilter chosen={state} />
        </div>
        {data && runs.length === 0 && <Empty state={state} />}
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

function shownOf(shown: number, total: number | null | undefined): string {
  const all = Math.max(shown, total ?? shown);
  const text = `${formatCount(all)} ${all === 1 ? 'run' : 'runs'}`;
  return shown < all ? `the newest ${formatCount(shown)} of ${text}` : text;
}

function StateFilter({ chosen }: { readonly chosen: string }) {
  return (
    <nav class="choice" aria-label="Runs by state">
      {STATES.map((state) => (
        <a
          href={hashOf({ page: 'runs', state })}
          aria-current={state === chosen ? 'true' : undefined}
          key={state}
        >
          {state || 'all'}
        </a>
      ))}
    </nav>
  );
}

function Empty({ state }: { readonly state: string }) {
  if (state) {
    return <p class="empty">No run is {state}.</p>;
  }
  return (
    <div class="empty">
      <p class="sentence">No run yet</p>
      <p>
        Press Run. It makes the table <code>{TABLE}</code>, and lists each row that can't be used with its
        line and the reason.
      </p>
    </div>
  );
}
