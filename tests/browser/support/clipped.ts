import type { Page } from 'playwright-core';

/** Evaluated in the page, whose types are not known here. */
const SCRIPT = `(() => {
  const isSigned = (element) => element.closest('.scroll, .cut, .name, .hidden, .skip, [title]') !== null;
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const { right, left, width } = element.getBoundingClientRect();
    const isOut = width > 0 && (right > innerWidth + 1 || left < -1);
    const isCut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
    return (isOut || isCut) && !isSigned(element) ? [element.outerHTML.slice(0, 120)] : [];
  });
})()`;

/**
 * What of a page a reader does not see all of, without a sign that there is more: wider than the window outside of a table that
 * scrolls, or a text that goes beyond its own box. What is cut on purpose has its full text at hand.
 */
export async function clippedOf(page: Page): Promise<string[]> {
  return (await page.evaluate(SCRIPT)) as string[];
}
