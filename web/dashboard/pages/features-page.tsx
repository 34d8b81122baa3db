import { useEffect, useState } from 'preact/hooks';
import type { ColumnView, FeatureRow } from '../../../lib/schemas/feature.ts';
import { DownloadButton } from '../controls/download-button.tsx';
import { Pager } from '../controls/pager.tsx';
import { ScrollTable } from '../controls/scroll-table.tsx';
import type { AnswerOf } from '../data/answers.ts';
import { capitalised, ENTITY, TABLE } from '../data/names.ts';
import { usePages } from '../data/use-pages.ts';
import { hashOf, queryOf } from '../routes.ts';
import { go } from '../use-route.ts';
import { SHOWN } from '../values.ts';
import { Distributions } from './distributions.tsx';
import { ProblemNote } from './notices.tsx';

type FeaturePage = AnswerOf<'/features'>;

interface Props {
  readonly search: string;
  readonly sort: string;
}

/** Derived rows to search and sort, and how their values are distributed. */
export function FeaturesPage({ search, sort }: Props) {
  const pages = usePages<FeaturePage>(`/features${queryOf({ search, sort, limit: 25 })}`);
  const shown = pages.page;
  const isMissing = pages.problem?.code === 'TABLE_MISSING';
  return (
    <>
      <h1>Features</h1>
      <ProblemNote problem={isMissing ? undefined : pages.problem} onRetry={pages.refresh} />
      {isMissing && (
        <p class="empty">
          No run has published yet. Start one under <a href={hashOf({ page: 'runs', state: '' })}>Runs</a>.
        </p>
      )}
      {shown && <Distributions key={shown.runId} />}
      {shown && (
        <section class="card" aria-labelledby="rows-title">
          <div class="row">
            <h2 id="rows-title">{capitalised(ENTITY)}</h2>
            <SearchField search={search} sort={sort} columns={shown.columns} />
            <span class="spacer" />
            <DownloadButton
              label="Download CSV"
              name={`${TABLE}.csv`}
              path={`/features${queryOf({ search, sort, limit: 10_000, format: 'csv', bom: 1 })}`}
            />
          </div>
          {shown.features.length === 0 && (
            <p class="empty">{search ? `Nothing is found by “${search}”.` : 'The table has no rows.'}</p>
          )}
          {shown.features.length > 0 && <FeatureTable page={shown} search={search} sort={sort} />}
          <Pager pages={pages} />
        </section>
      )}
    </>
  );
}

const PAUSE_MS = 250;

/** Looks for what is typed, once there is a pause. */
function SearchField({ search, sort, columns }: Props & { readonly columns: readonly ColumnView[] }) {
  const searched = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
    columns.filter((column, index) => isText(column) || isKey(index)).map(({ name }) => name),
  );
  const [text, setText] = useState(search);
  useEffect(() => {
    if (text === search) {
      return;
    }
    const timer = window.setTimeout(() => go({ page: 'features', search: text, sort }, true), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, search, sort]);
  return (
    <input
      type="search"
      aria-label={`Search by ${searched}`}
      placeholder={searched}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}

function FeatureTable({ page, search, sort }: Props & { readonly page: FeaturePage }) {
  return (
    <ScrollTable label={`Table of ${ENTITY}`}>
      <thead>
        <tr>
          {page.columns.map((column, index) => (
            <SortHeader
              column={column}
              search={search}
              sort={sort === '' && isKey(index) ? column.name : sort}
              key={column.name}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {page.features.map((row) => (
          <tr key={String(row[page.columns[0]?.name ?? ''])}>
            {page.columns.map((column, index) => (
              <Cell value={row[column.name] ?? null} column={column} isKey={isKey(index)} key={column.name} />
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** The key is the first column, and what the rows are sorted by unless told otherwise. */
const isKey = (index: number): boolean => index === 0;

const isText = ({ type, derived }: ColumnView): boolean => type === 'text' && !derived;

function Cell({ value, column, isKey }: { value: FeatureRow[string]; column: ColumnView; isKey: boolean }) {
  const { isNumber, text } = SHOWN[column.type];
  if (isNumber) {
    // A key is a name, which has no thousands.
    return <td class="number">{isKey ? value : text(value)}</td>;
  }
  return (
    <td class="text" title={text(value)}>
      {text(value)}
    </td>
  );
}

function SortHeader({ column, search, sort }: Props & { readonly column: ColumnView }) {
  const { name } = column;
  const { isNumber, isSorted } = SHOWN[column.type];
  if (!isSorted) {
    return <th scope="col">{name}</th>;
  }
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
  const other = direction === 'ascending' ? `-${name}` : name;
  return (
    <th scope="col" class={isNumber ? 'number' : ''} aria-sort={direction}>
      <a href={hashOf({ page: 'features', search, sort: other })}>
        {name}
        <span aria-hidden="true">{{ ascending: ' ↑', descending: ' ↓', none: '' }[direction]}</span>
      </a>
    </th>
  );
}
