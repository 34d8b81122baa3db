import { Columns } from '../../../controls/columns.tsx';
import { CopyButton } from '../../../controls/copy-button.tsx';
import { Pager } from '../../../controls/pager.tsx';
import { ScrollTable } from '../../../controls/scroll-table.tsx';
import type { AnswerOf } from '../../../data/answers.ts';
import { usePages } from '../../../data/use-pages.ts';
import { ProblemNote } from '../../notices.tsx';
import { markedIn, shownRow } from './marking.ts';
import { placeOf, type RejectFilter } from './reject-filter.ts';
import { isAt, seenText } from './reject-texts.ts';

type Reject = AnswerOf<'/runs/{runId}/rejects'>['rejects'][number];

interface Props {
  readonly path: string;
  readonly filter: RejectFilter;
  readonly size: number;
}

/** Rows of a run that were rejected or warned of, page by page, each with what is wrong in it. */
export function RejectRows({ path, filter, size }: Props) {
  const pages = usePages<AnswerOf<'/runs/{runId}/rejects'>>(path);
  const listed = pages.page?.rejects ?? [];
  const looked = listed.filter((row) => isAt(row, filter));
  // One that is not among the first of its kind: then those are shown.
  const rows = looked.length > 0 ? looked : listed;
  return (
    <>
      <ProblemNote problem={pages.problem} onRetry={pages.refresh} />
      {rows.length > 0 && (
        <ScrollTable label="Rejected rows" look="rows">
          <Columns names={['Where', 'Problem', 'Row']} />
          <tbody>
            {rows.map((row) => (
              <RejectRow
                row={row}
                key={`${row.input} ${row.source} ${row.line} ${row.column} ${row.reason} ${row.seen}`}
              />
            ))}
          </tbody>
        </ScrollTable>
      )}
      {filter.at === '' && <Pager pages={pages} size={size} />}
    </>
  );
}

function RejectRow({ row }: { readonly row: Reject }) {
  const { line, lastLine, column, reason, severity } = row;
  const place = placeOf(row);
  const problem = severity === 'warning' ? `${reason} (warning)` : reason;
  return (
    <tr>
      <th scope="row" class="place">
        <code>
          {place.slice(0, -String(line).length)}
          <wbr />
          {line}
        </code>{' '}
        <CopyButton label={`Copy ${place}`} text={() => place} isSmall />
        {lastLine !== null && lastLine > line && <div class="muted">to line {lastLine}</div>}
        <div class="where muted">
          {problem}
          {column !== null && `, ${column}`}
        </div>
      </th>
      <td>
        {problem}
        {column !== null && <span class="muted">, {column}</span>}
      </td>
      <td class="raw">
        <Raw row={row} />
      </td>
    </tr>
  );
}

/** The row with the bad value marked; where it can't be found in it, what was seen stands beside it. */
function Raw({ row }: { readonly row: Reject }) {
  const { raw, seen, column } = row;
  const text = shownRow(raw);
  const marked = column === null ? undefined : markedIn(text, seen);
  if (marked) {
    return (
      <>
        {marked.before}
        <mark>{marked.value}</mark>
        {marked.after}
      </>
    );
  }
  return (
    <>
      {text}
      {seen !== null && (
        <div class="muted">
          seen: <mark>{seenText(row.reason, seen)}</mark>
        </div>
      )}
    </>
  );
}
