import type { AnswerOf } from '../../data/answers.ts';
import { countedOfEntity, ENTITY } from '../../data/names.ts';
import { formatCount } from '../../format.ts';
import { hashOf, type ShownRows } from '../../routes.ts';
import { SHOWN } from '../../values.ts';

interface Props {
  readonly rows: ShownRows;
  readonly page?: AnswerOf<'/features'>;
}

/** Which rows are shown where not all of them are, and the way back to all. */
export function RangeNote({ rows, page }: Props) {
  const { column, from, to } = rows;
  if (!column) {
    return null;
  }
  const { text } = SHOWN[page?.columns.find(({ name }) => name === column)?.type ?? 'text'];
  const total = page?.total;
  return (
    <p class="filter">
      <span>
        {typeof total === 'number' ? countedOfEntity(total, formatCount(total)) : `Only ${ENTITY}`} with{' '}
        <b class="mono">{column}</b> {rangeText(from && text(from), to && text(to))}
      </span>
      <a href={hashOf({ page: 'features', ...rows, column: '', from: '', to: '' })}>Remove filter</a>
    </p>
  );
}

/** A range in words; either end may be left out. */
function rangeText(from: string, to: string): string {
  if (from === to) {
    return from;
  }
  return [from && `from ${from}`, to && `${from ? '' : 'up '}to ${to}`].join(' ').trim();
}
