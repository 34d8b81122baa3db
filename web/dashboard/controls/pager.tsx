import type { Pages } from '../data/use-pages.ts';

/** Leads through the pages of a list. */
export function Pager({ pages }: { readonly pages: Pages<unknown> }) {
  if (pages.number === 1 && !pages.hasNext) {
    return null;
  }
  return (
    <nav class="pager" aria-label="Pages">
      <button type="button" class="quiet" disabled={pages.number === 1} onClick={() => pages.previous()}>
        Previous
      </button>
      <span>Page {pages.number}</span>
      <button type="button" class="quiet" disabled={!pages.hasNext} onClick={() => pages.next()}>
        Next
      </button>
    </nav>
  );
}
