import type { RunSummary } from '../../../../lib/schemas/run.ts';
import { Columns } from '../../controls/columns.tsx';
import { Cut } from '../../controls/cut.tsx';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import { StateBadge } from '../../controls/state-badge.tsx';
import { useNow } from '../../data/use-now.ts';
import { formatAgo, formatCount, formatDuration, formatMoment, rowsASecond } from '../../format.ts';
import { runHash } from '../../routes.ts';

const NUMBERS = ['Duration', 'Rows read', 'Rejected'];

const COUNTS = ['read', 'rejected'] as const;

/** Runs with what came of them. */
export function RunTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  const now = useNow(1000);
  return (
    <ScrollTable label="Runs">
      <Columns names={['Run', 'Result', ...NUMBERS, 'As of']} numbers={NUMBERS} />
      <tbody>
        {runs.map((run) => (
          <RunRow run={run} now={now} key={run.runId} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

function RunRow({ run, now }: { readonly run: RunSummary; readonly now: number }) {
  const { runId, counts, durationMs, result } = run;
  const began = run.startedAt ?? run.queuedAt;
  const speed = rowsASecond(counts.read, durationMs);
  return (
    <tr>
      <th scope="row">
        <a class="name" href={runHash(runId)} title={runId}>
          {runId}
        </a>
        <div class="muted" title={formatMoment(began)}>
          {formatAgo(began, now)}
        </div>
      </th>
      <td class="result">
        <StateBadge run={run} />
        {result !== null && <Cut text={result} />}
      </td>
      <td class="number">
        {formatDuration(durationMs ?? Math.max(0, now - Date.parse(run.queuedAt ?? '')))}
        {speed !== null && <div class="muted">{formatCount(speed)} rows/s</div>}
      </td>
      {COUNTS.map((name) => (
        <td class="number" key={name}>
          {formatCount(counts[name])}
        </td>
      ))}
      <td>{run.asOf}</td>
    </tr>
  );
}
