import type { ColumnView, FeatureRow } from '../../../../lib/schemas/feature.ts';
import { reachIfCut } from '../../controls/cut.tsx';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import type { AnswerOf } from '../../data/answers.ts';
import { ENTITY } from '../../data/names.ts';
import { hashOf, type ShownRows } from '../../routes.ts';
import { SHOWN } from '../../values.ts';
import { isKey } from './is-key.ts';

interface Props {
  readonly page: AnswerOf<'/features'>;
  readonly rows: ShownRows;
}

/** A page of derived rows; their headers sort them. */
export function FeatureTable({ page, rows }: Props) {
  return (
    <ScrollTable label={`Table of ${ENTITY}`}>
      <thead>
        <tr>
          {page.columns.map((column, index) => (
            <SortHeader
              column={column}
              rows={rows.sort === '' && isKey(index) ? { ...rows, sort: column.name } : rows}
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

function Cell({ value, column, isKey }: { value: FeatureRow[string]; column: ColumnView; isKey: boolean }) {
  const { isNumber, text } = SHOWN[column.type];
  if (isNumber) {
    // A key is a name, which has no thousands.
    return <td class="number">{isKey ? value : text(value)}</td>;
  }
  return (
    <td class="text" title={text(value)} ref={reachIfCut}>
      {text(value)}
    </td>
  );
}

function SortHeader({ column, rows }: Pick<Props, 'rows'> & { readonly column: ColumnView }) {
  const { name } = column;
  const { isNumber, isSorted } = SHOWN[column.type];
  if (!isSorted) {
    return <th scope="col">{name}</th>;
  }
  const { sort } = rows;
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
  const other = direction === 'ascending' ? `-${name}` : name;
  return (
    <th scope="col" class={isNumber ? 'number' : ''} aria-sort={direction}>
      <a href={hashOf({ page: 'features', ...rows, sort: other })}>
        {name}
        <span aria-hidden="true">{{ ascending: ' ↑', descending: ' ↓', none: '' }[direction]}</span>
      </a>
    </th>
  );
}
