import type { ComponentChildren } from 'preact';
import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { Columns } from '../../controls/columns.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import { formatBytes, formatCount, formatDuration, formatMoment } from '../../format.ts';

/** What else is known of a run: when, what was read from where, and where to look further. */
export function Facts({ run }: { readonly run: RunDetail }) {
  const { durationMs, rowsPerSecond, usualDurationMs, requestId, airflowUrl } = run;
  return (
    <section class="card" aria-labelledby="facts-title">
      <h2 id="facts-title">Facts</h2>
      <dl class="facts">
        {durationMs !== null && <Fact name="Duration">{formatDuration(durationMs)}</Fact>}
        {rowsPerSecond !== null && <Fact name="Rows per second">{formatCount(rowsPerSecond)}</Fact>}
        {usualDurationMs !== null && <Fact name="Usually">{formatDuration(usualDurationMs)}</Fact>}
        {run.asOf !== null && <Fact name="As of">{run.asOf}</Fact>}
        {run.acceptDeletes && <Fact name="Deletions">allowed</Fact>}
        <Fact name="Queued">{formatMoment(run.queuedAt)}</Fact>
        {run.startedAt && <Fact name="Started">{formatMoment(run.startedAt)}</Fact>}
        {run.finishedAt && <Fact name="Finished">{formatMoment(run.finishedAt)}</Fact>}
        {airflowUrl !== null && (
          <Fact name="Airflow">
            <a href={airflowUrl} rel="noreferrer">
              This run in Airflow
            </a>
          </Fact>
        )}
        {run.location !== null && (
          <Fact name="Location" isWide>
            <Copied text={run.location} what="the location" />
          </Fact>
        )}
        <Fact name="Logs" isWide>
          <Copied text={run.logs} what="the log location" />
        </Fact>
        {requestId !== null && (
          <Fact name="Request id" isWide>
            <Copied text={requestId} what="the request id" />
          </Fact>
        )}
      </dl>
      {run.sources.length > 0 && <Sources sources={run.sources} />}
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

function Fact({ name, isWide, children }: FactProps) {
  return (
    <div class={isWide ? 'wide' : ''}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copied({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <>
      <code>{text}</code> <CopyButton label={`Copy ${what}`} text={() => text} isSmall />
    </>
  );
}

function Sources({ sources }: Pick<RunDetail, 'sources'>) {
  return (
    <ScrollTable label="Sources">
      <Columns names={['Source', 'Input', 'Size', 'Modified']} numbers={['Size']} />
      <tbody>
        {sources.map(({ input, source, bytes, modifiedAt }) => (
          <tr key={source}>
            <th scope="row">{source}</th>
            <td>{input}</td>
            <td class="number" title={`${formatCount(bytes)} bytes`}>
              {formatBytes(bytes)}
            </td>
            <td>{formatMoment(modifiedAt)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
