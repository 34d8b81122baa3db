import type { PartView, RunDetail } from '../../../lib/schemas/run.ts';
import { ScrollTable } from '../controls/scroll-table.tsx';
import { useNow } from '../data/use-now.ts';
import { formatBytes, formatCount, formatDuration } from '../format.ts';

const SIGNS = { pending: '◌', loading: '▸', loaded: '✓', stopped: '✕' } as const;

/** How far a run is, and each of its parts. */
export function Progress({ run }: { readonly run: RunDetail }) {
  const { bytesDone, bytesTotal, rowsRead, rejected, parts } = run.progress;
  const now = useNow(run.state === 'running' ? 200 : null);
  return (
    <section class="card" aria-labelledby="progress-title">
      <h2 id="progress-title">Progress</h2>
      <progress
        aria-label="Bytes read"
        max={Math.max(1, bytesTotal)}
        {...(run.state === 'queued' || run.phase === 'plan' ? {} : { value: bytesDone })}
      />
      <p class="muted numbers">
        {formatBytes(bytesDone)} of {formatBytes(bytesTotal)} · {formatCount(rowsRead)} rows read ·{' '}
        {formatCount(rejected)} rejected
        {run.phase === 'publish' ? ' · publishing' : ''}
      </p>
      {parts.length > 0 && (
        <ScrollTable label="Parts">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Input</th>
              <th scope="col">State</th>
              <th scope="col">Progress</th>
              {['Rows', 'Rejected', 'Warnings', 'Time'].map((name) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <PartRow part={part} now={now} key={part.part} />
            ))}
          </tbody>
        </ScrollTable>
      )}
    </section>
  );
}

function PartRow({ part, now }: { readonly part: PartView; readonly now: number }) {
  const { input, state, bytesDone, bytesTotal, rowsRead, rejected, warnings, startedAt, finishedAt } = part;
  const until = finishedAt ? Date.parse(finishedAt) : state === 'loading' ? now : Number.NaN;
  const took = startedAt ? until - Date.parse(startedAt) : Number.NaN;
  return (
    <tr>
      <th scope="row">{part.part}</th>
      <td>{input}</td>
      <td>
        <span class={`part ${state}`}>
          <span aria-hidden="true">{SIGNS[state]}</span> {state}
        </span>
      </td>
      <td>
        <progress
          class="small"
          aria-label={`Part ${part.part}`}
          max={Math.max(1, bytesTotal)}
          value={bytesDone}
        />{' '}
        <span class="numbers">{formatBytes(bytesTotal)}</span>
      </td>
      <td class="number">{formatCount(rowsRead)}</td>
      <td class="number">{formatCount(rejected)}</td>
      <td class="number">{formatCount(warnings)}</td>
      <td class="number">{formatDuration(Number.isNaN(took) ? null : Math.max(0, took))}</td>
    </tr>
  );
}
