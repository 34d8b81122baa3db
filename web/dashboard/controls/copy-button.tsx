import { useState } from 'preact/hooks';

const SHOWN_MS = 1500;

interface Props {
  readonly label: string;
  readonly text: () => string;
  /** Shown as a small sign; the label is its name. */
  readonly isSmall?: boolean;
}

/** Copies a text, and says so. */
export function CopyButton({ label, text, isSmall }: Props) {
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    // Without a secure context there is no clipboard; then the text is shown to be copied by hand.
    const done = await navigator.clipboard?.writeText(text()).then(
      () => 'Copied',
      () => undefined,
    );
    if (done === undefined) {
      window.prompt(label, text());
    }
    setCopied(done);
    window.setTimeout(() => setCopied(undefined), SHOWN_MS);
  };
  if (isSmall) {
    return (
      <button
        type="button"
        class={copied ? 'copy done' : 'copy'}
        aria-label={copied ?? label}
        title={label}
        onClick={copy}
      />
    );
  }
  return (
    <button type="button" class="quiet" onClick={copy}>
      {copied ?? label}
    </button>
  );
}
