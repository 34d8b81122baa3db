import type { RunDetail } from '../../../../../lib/schemas/run.ts';
import type { PartView } from '../../../../../lib/schemas/run-progress.ts';
import { Columns } from '../../../controls/columns.tsx';
import { ScrollTable } from '../../../controls/scroll-table.tsx';
import { useNow } from '../../../data/use-now.ts';
import { formatBytes, formatCount, formatDuration } from '../../../format.ts';

const NUMBERS = ['Size', 'Rows', 'Rejected', 'Warnings', 'Time'];

const SIGNS = { pending: '◌', loading: '▸', loaded: '✓', stopped: '✕' } as const;

/** The parts that the files of a run were cut into: how far each is. */
export function Parts({ run }: { readonly run: RunDetail }) {
  const now = useNow(run.state === 'running' ? 200 : null);
  const { parts } = run.progress;
  return (
    <ScrollTable label="Parts">
      <Columns names={['Part', 'Input', 'State', 'Read', ...NUMBERS]} numbers={NUMBERS} />
      <tbody>
        {parts.map((part) => (
          <PartRow part={part} now={now} key={part.part} />
        ))}
      </tbody>
      <Totals run={run} />
    </ScrollTable>
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
        <progress aria-label={`Part ${part.part}`} max={Math.max(1, bytesTotal)} value={bytesDone} />
      </td>
      <td class="number">{formatBytes(bytesTotal)}</td>
      <td class="number">{formatCount(rowsRead)}</td>
      <td class="number">{formatCount(rejected)}</td>
      <td class="number">{formatCount(warnings)}</td>
      <td class="number">{formatDuration(Number.isNaN(took) ? null : Math.max(0, took))}</td>
    </tr>
  );
}

/** What publishing finds in addition, such as ids that no file has, so that the sum is what the rest of the page says. */
function Totals({ run: { counts, progress } }: { readonly run: RunDetail }) {
  if (counts.rejected === null || counts.read === null) {
    return null;
  }
  const sum = (name: 'rejected' | 'warnings') =>
    progress.parts.reduce((total, part) => total + part[name], 0);
  const found = {
    rejected: counts.rejected - sum('rejected'),
    warnings: (counts.warnings ?? 0) - sum('warnings'),
  };
  return (
    <tfoot>
      {(found.rejected > 0 || found.warnings > 0) && (
        <tr>
          <th scope="row" colSpan={6}>
            found by publish
          </th>
          <td class="number">{formatCount(found.rejected)}</td>
          <td class="number">{formatCount(found.warnings)}</td>
          <td />
        </tr>
      )}
      <tr>
        <th scope="row" colSpan={4}>
          in total
        </th>
        <td class="number">{formatBytes(progress.bytesTotal)}</td>
        <td class="number">{formatCount(counts.read)}</td>
        <td class="number">{formatCount(counts.rejected)}</td>
        <td class="number">{formatCount(counts.warnings)}</td>
        <td />
      </tr>
    </tfoot>
  );
}
