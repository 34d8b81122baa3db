import type { RunDetail } from '../../../lib/schemas/run.ts';
import { DownloadButton } from '../controls/download-button.tsx';
import { Pager } from '../controls/pager.tsx';
import { ScrollTable } from '../controls/scroll-table.tsx';
import type { AnswerOf } from '../data/answers.ts';
import { ALL_REJECTS, isChosen, ofKind, type RejectFilter } from '../data/reject-filter.ts';
import { usePages } from '../data/use-pages.ts';
import { formatCount } from '../format.ts';
import { hashOf, queryOf } from '../routes.ts';

interface Props {
  readonly run: RunDetail;
  readonly filter: RejectFilter;
}

/** Kinds of rejects and warnings, and the rows themselves. */
export function Rejects({ run, filter }: Props) {
  const rows = `/runs/${encodeURIComponent(run.runId)}/rejects`;
  return (
    <section class="card" aria-labelledby="rejects-title">
      <div class="row">
        <h2 id="rejects-title">Rejects and warnings</h2>
        <span class="spacer" />
        <DownloadButton
          label="Download CSV"
          name={`${run.runId}-rejects.csv`}
          path={`${rows}${queryOf({ ...filter, limit: 1000, format: 'csv', bom: 1 })}`}
        />
      </div>
      <Kinds run={run} filter={filter} />
      {/* Publishing finds further rows: then they are asked for again. */}
      <Rows key={run.state} path={`${rows}${queryOf({ ...filter, limit: 25 })}`} />
    </section>
  );
}

function Kinds({ run, filter }: Props) {
  return (
    <ul class="kinds">
      {run.rejects.map((kind) => (
        <li key={`${kind.input} ${kind.column} ${kind.reason}`}>
          <a
            href={hashOf({
              ...{ page: 'run', runId: run.runId },
              filter: isChosen(kind, filter) ? ALL_REJECTS : ofKind(kind),
            })}
            aria-current={isChosen(kind, filter) ? 'true' : undefined}
          >
            <span class="numbers">{formatCount(kind.count)}</span>{' '}
            {kind.severity === 'reject' ? 'rejected' : 'warned of'}: {kind.reason} in {kind.input}
            {kind.column ? `, ${kind.column}` : ''}
            {kind.everyRow ? ', of every row' : ''}
          </a>
          {kind.meaning !== null && <p class="muted">{kind.meaning}</p>}
          {kind.hint !== null && <p>{kind.hint}</p>}
        </li>
      ))}
    </ul>
  );
}

function Rows({ path }: { readonly path: string }) {
  const pages = usePages<AnswerOf<'/runs/{runId}/rejects'>>(path);
  const shown = pages.page;
  if (!shown) {
    return null;
  }
  return (
    <>
      <ScrollTable label="Rejected rows">
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">File</th>
            <th scope="col" class="number">
              Lines
            </th>
            <th scope="col">Column</th>
            <th scope="col">Reason</th>
            <th scope="col">Seen</th>
            <th scope="col">Row</th>
          </tr>
        </thead>
        <tbody>
          {shown.rejects.map(({ input, source, line, lastLine, column, reason, severity, seen, raw }) => (
            <tr key={`${input} ${source} ${line} ${column} ${reason} ${seen}`}>
              <td>{input}</td>
              <td>{source}</td>
              <td class="number">
                {formatCount(line)}
                {lastLine !== null && lastLine > line ? `–${formatCount(lastLine)}` : ''}
              </td>
              <td>{column}</td>
              <td>
                {reason}
                {severity === 'warning' ? ' (warning)' : ''}
              </td>
              <td class="mono">{seen}</td>
              <td class="raw">{raw}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <Pager pages={pages} />
    </>
  );
}
