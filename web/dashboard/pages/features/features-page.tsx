import { useEffect, useRef } from 'preact/hooks';
import { Distributions } from '../../charts/distributions.tsx';
import { DownloadButton } from '../../controls/download-button.tsx';
import { Pager } from '../../controls/pager.tsx';
import type { AnswerOf } from '../../data/answers.ts';
import { capitalised, ENTITY, TABLE } from '../../data/names.ts';
import { usePages } from '../../data/use-pages.ts';
import { hashOf, queryOf, type ShownRows } from '../../routes.ts';
import { ProblemNote } from '../notices.tsx';
import { FeatureTable } from './feature-table.tsx';
import { NoRows } from './no-rows.tsx';
import { RangeNote } from './range-note.tsx';
import { SearchField } from './search-field.tsx';

type FeaturePage = AnswerOf<'/features'>;

/** Derived rows to search, sort and filter, and how their values are distributed. */
export function FeaturesPage({ rows: { search, sort, column, from, to } }: { readonly rows: ShownRows }) {
  const rows = { search, sort, column, from, to };
  const pages = usePages<FeaturePage>(`/features${queryOf({ ...rows, limit: 25 })}`);
  const title = useRef<HTMLHeadingElement>(null);
  const range = column && `${column} ${from} ${to}`;
  useEffect(() => {
    // Whoever chose a bar wants to see its rows, which are below.
    if (range) {
      title.current?.focus();
    }
  }, [range]);
  const shown = pages.page;
  const isMissing = pages.problem?.code === 'TABLE_MISSING';
  return (
    <>
      <h1 tabIndex={-1}>Features</h1>
      <ProblemNote problem={isMissing ? undefined : pages.problem} onRetry={pages.refresh} />
      {isMissing && (
        <p class="empty">
          No run has published yet. Start one under <a href={hashOf({ page: 'runs', state: '' })}>Runs</a>.
        </p>
      )}
      {shown && <Distributions key={shown.runId} />}
      {!shown && !isMissing && pages.problem && <RangeNote rows={rows} />}
      {shown && (
        <section class="card" aria-labelledby="rows-title">
          <div class="row">
            <h2 id="rows-title" tabIndex={-1} ref={title}>
              {capitalised(ENTITY)}
            </h2>
            <SearchField rows={rows} columns={shown.columns} />
            <span class="spacer" />
            <DownloadButton
              label="Download CSV"
              name={`${TABLE}.csv`}
              path={`/features${queryOf({ ...rows, limit: 10_000, format: 'csv', bom: 1 })}`}
            />
          </div>
          <RangeNote rows={rows} page={shown} />
          {shown.features.length > 0 ? <FeatureTable page={shown} rows={rows} /> : <NoRows rows={rows} />}
          <Pager pages={pages} />
        </section>
      )}
    </>
  );
}
