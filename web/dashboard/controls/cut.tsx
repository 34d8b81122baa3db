/**
 * A text that is cut to two lines where there is no room. All of it is at hand: for the pointer as a title, for the keyboard by
 * focus, which shows it in full.
 */
export function Cut({ text }: { readonly text: string }) {
  return (
    <span class="cut" title={text} ref={reachIfCut}>
      {text}
    </span>
  );
}

/** Only a text that is cut is a stop for the keyboard; while it has the focus, a style shows all of it. */
export function reachIfCut(element: HTMLElement | null): void {
  if (element && element !== document.activeElement) {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
    element.tabIndex = scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1 ? 0 : -1;
  }
}
