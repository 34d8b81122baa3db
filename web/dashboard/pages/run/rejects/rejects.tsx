import { useEffect, useRef } from 'preact/hooks';
import type { RunDetail } from '../../../../../lib/schemas/run.ts';
import { DownloadButton } from '../../../controls/download-button.tsx';
import { queryOf, runHash } from '../../../routes.ts';
import { Problems } from './problems.tsx';
import { queryFilter, type RejectFilter } from './reject-filter.ts';
import { RejectRows } from './reject-rows.tsx';
import { isFiltered, showingText, totalText } from './reject-texts.ts';

interface Props {
  readonly run: RunDetail;
  readonly filter: RejectFilter;
}

/** The heading of this section, which buttons elsewhere lead to. */
export const REJECTS_TITLE = 'rejects-title';

/** The page of rows; of a single one that is looked for, as many as the API gives at once. */
const PAGE = 25;
const MOST = 1000;

/** Kinds of rejects and warnings, and the rows themselves. */
export function Rejects({ run, filter }: Props) {
  const rows = `/runs/${encodeURIComponent(run.runId)}/rejects`;
  const asked = queryFilter(filter);
  const showing = useRef<HTMLParagraphElement>(null);
  const shown = JSON.stringify(filter);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown) {
      showing.current?.focus();
    }
    before.current = shown;
  }, [shown]);
  return (
    <section class="card" aria-labelledby={REJECTS_TITLE}>
      <div class="row">
        <h2 id={REJECTS_TITLE} tabIndex={-1}>
          Rejects and warnings
        </h2>
        <span class="muted numbers">{totalText(run.rejects)}</span>
        <span class="spacer" />
        <DownloadButton
          label="Download CSV"
          name={`${run.runId}-rejects.csv`}
          path={`${rows}${queryOf({ ...asked, limit: MOST, format: 'csv', bom: 1 })}`}
        />
      </div>
      {run.rejects.some(({ severity }) => severity === 'warning') && (
        <p class="muted">A row with a warning is loaded.</p>
      )}
      <Problems run={run} filter={filter} />
      <p class="showing" tabIndex={-1} ref={showing}>
        {showingText(run.rejects, filter)} {run.phase === 'load' && 'Not all are listed. '}
        {isFiltered(filter) && <a href={runHash(run.runId)}>Show all</a>}
      </p>
      {/* Of a file in parts they wait for their lines, and publishing finds further rows: then they are asked for again. */}
      <RejectRows
        key={run.phase}
        path={`${rows}${queryOf({ ...asked, limit: filter.at ? MOST : PAGE })}`}
        filter={filter}
        size={PAGE}
      />
    </section>
  );
}
