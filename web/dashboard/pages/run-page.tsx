import type { RunDetail } from '../../../lib/schemas/run.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { StateBadge } from '../controls/state-badge.tsx';
import type { AnswerOf } from '../data/answers.ts';
import { apiKey } from '../data/api.ts';
import { curlOf } from '../data/curl.ts';
import type { RejectFilter } from '../data/reject-filter.ts';
import { useNow } from '../data/use-now.ts';
import { usePolled } from '../data/use-polled.ts';
import { formatDuration, formatMoment } from '../format.ts';
import { hashOf } from '../routes.ts';
import { ProblemNote } from './notices.tsx';
import { Outcome } from './outcome.tsx';
import { Progress } from './progress.tsx';
import { Rejects } from './rejects.tsx';

interface Props {
  readonly runId: string;
  readonly filter: RejectFilter;
}

/** A run: live while it is running, then what it came to. */
export function RunPage({ runId, filter }: Props) {
  const path = `/runs/${encodeURIComponent(runId)}`;
  const { data: run, problem, refresh } = usePolled<AnswerOf<'/runs/{runId}'>>(path, isUnderWay);
  return (
    <>
      <p class="crumbs">
        <a href={hashOf({ page: 'runs', state: '' })}>Runs</a> /
      </p>
      <div class="row">
        <h1 class="mono">{runId}</h1>
        {run && <StateBadge run={run} phase={run.phase} />}
        <span class="spacer" />
        <CopyButton
          label="Copy as curl"
          text={() => curlOf(location.origin, 'GET', path, { hasKey: apiKey() !== null })}
        />
      </div>
      <ProblemNote problem={problem} onRetry={refresh} />
      {/* Only what changes in words is told to a screen reader, not every tick. */}
      <p class="hidden" role="status">
        {run ? `${run.message}${run.phase ? `, ${run.phase}` : ''}` : ''}
      </p>
      {run && <Clock run={run} />}
      {run?.error && <RunError {...run.error} />}
      {run && run.notices.length > 0 && <Notices notices={run.notices} />}
      {run && (run.progress.parts.length > 0 || isUnderWay(run)) && <Progress run={run} />}
      {run && !isUnderWay(run) && <Outcome run={run} />}
      {run && run.rejects.length > 0 && <Rejects run={run} filter={filter} />}
    </>
  );
}

/** What is to be known of the files. */
function Notices({ notices }: { readonly notices: readonly string[] }) {
  return (
    <ul class="note warn" aria-label="Notices">
      {notices.map((notice) => (
        <li key={notice}>{notice}</li>
      ))}
    </ul>
  );
}

const isUnderWay = ({ state }: RunDetail): boolean => state === 'queued' || state === 'running';

function Clock({ run }: { readonly run: RunDetail }) {
  const now = useNow(isUnderWay(run) ? 100 : null);
  const elapsed = run.durationMs ?? Math.max(0, now - Date.parse(run.queuedAt ?? ''));
  return (
    <dl class="facts">
      <div>
        <dt>{run.durationMs === null ? 'Running for' : 'Took'}</dt>
        <dd>{formatDuration(Number.isNaN(elapsed) ? null : elapsed)}</dd>
      </div>
      <div>
        <dt>Usually</dt>
        <dd>{formatDuration(run.usualDurationMs)}</dd>
      </div>
      <div>
        <dt>Queued</dt>
        <dd>{formatMoment(run.queuedAt)}</dd>
      </div>
      <div>
        <dt>As of</dt>
        <dd>{run.asOf ?? '–'}</dd>
      </div>
    </dl>
  );
}

function RunError({
  step,
  code,
  message,
}: {
  readonly step: string;
  readonly code: string;
  readonly message: string;
}) {
  return (
    <section class="card failed-card" aria-label="Error">
      <h2>
        The step {step} failed <span class="muted">{code}</span>
      </h2>
      <pre>{message}</pre>
    </section>
  );
}
