import type { ComponentChildren } from 'preact';

/** What scrolls has to be reached by keyboard, although there is nothing to press. */
const REACHABLE = { tabIndex: 0 };

/** A table that scrolls by itself where the page is too narrow, by keyboard as well. */
export function ScrollTable({
  label,
  look,
  children,
}: {
  readonly label: string;
  readonly look?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="scroll" aria-label={label} {...REACHABLE}>
      <table class={look}>{children}</table>
    </section>
  );
}
