import { ENTITY } from '../../data/names.ts';
import { ALL_ROWS, hashOf, type ShownRows } from '../../routes.ts';

/** That there is nothing to show, and what to do about it. */
export function NoRows({ rows }: { readonly rows: ShownRows }) {
  if (!rows.search && !rows.column) {
    return (
      <p class="empty">
        The table has no rows: the last run read no {ENTITY}. Correct the files, then start a run under{' '}
        <a href={hashOf({ page: 'runs', state: '' })}>Runs</a>.
      </p>
    );
  }
  return (
    <p class="empty">
      {rows.search
        ? `No ${ENTITY} found for “${rows.search}”${rows.column && ' with this filter'}. `
        : `No ${ENTITY} in this range. `}
      <a href={hashOf({ page: 'features', ...ALL_ROWS, sort: rows.sort })}>Show all {ENTITY}</a>
    </p>
  );
}
