import type { Pages } from '../data/use-pages.ts';
import { formatCount } from '../format.ts';
import { pageText } from '../page-text.ts';

interface Props {
  readonly pages: Pages<{ readonly next: string | null; readonly total?: number | null }>;
  /** The most rows that a page has. */
  readonly size?: number;
}

/** Leads through the pages of a list, and says how many there are. */
export function Pager({ pages, size = 25 }: Props) {
  if (pages.number === 1 && !pages.hasNext) {
    return null;
  }
  const total = pages.page?.total;
  return (
    <nav class="pager" aria-label="Pages">
      <button type="button" class="quiet" disabled={pages.number === 1} onClick={() => pages.previous()}>
        Previous
      </button>
      <span class="numbers">
        {pageText(pages.number, total, size)}
        {typeof total === 'number' && ` · ${formatCount(total)} rows`}
      </span>
      <button type="button" class="quiet" disabled={!pages.hasNext} onClick={() => pages.next()}>
        Next
      </button>
    </nav>
  );
}
