import { useEffect, useState } from 'preact/hooks';
import type { ColumnView } from '../../../../lib/schemas/feature.ts';
import type { ShownRows } from '../../routes.ts';
import { go } from '../../use-route.ts';
import { isKey } from './is-key.ts';

const PAUSE_MS = 250;

interface Props {
  readonly rows: ShownRows;
  readonly columns: readonly ColumnView[];
}

/** Looks for what is typed, once there is a pause. */
export function SearchField({ rows, columns }: Props) {
  const searched = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
    columns.filter((column, index) => isText(column) || isKey(index)).map(({ name }) => name),
  );
  const [text, setText] = useState(rows.search);
  // What the address says when it changes by a link: the field follows.
  useEffect(() => setText(rows.search), [rows.search]);
  const { sort, column, from, to } = rows;
  useEffect(() => {
    if (text === rows.search) {
      return;
    }
    const timer = window.setTimeout(
      () => go({ page: 'features', search: text, sort, column, from, to }, true),
      PAUSE_MS,
    );
    return () => window.clearTimeout(timer);
  }, [text, rows.search, sort, column, from, to]);
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

const isText = ({ type, derived }: ColumnView): boolean => type === 'text' && !derived;
