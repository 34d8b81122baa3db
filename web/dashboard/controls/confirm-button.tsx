import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly look: 'primary' | 'quiet';
  readonly disabled: boolean;
  /** What is asked, what comes of it, and what the two answers are called. */
  readonly question: string;
  readonly children: ComponentChildren;
  readonly yes: string;
  readonly no: string;
  onYes(): void;
}

/** A button whose action can't be taken back: it asks once more. */
export function ConfirmButton({ label, look, disabled, question, children, yes, no, onYes }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const close = () => dialog.current?.close();
  const confirm = () => {
    close();
    onYes();
  };
  return (
    <>
      <button type="button" class={look} disabled={disabled} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={title}>
        <h2 id={title}>{question}</h2>
        <p>{children}</p>
        <div class="row end">
          <button type="button" class="quiet" onClick={close}>
            {no}
          </button>
          <button type="button" class="danger" onClick={confirm}>
            {yes}
          </button>
        </div>
      </dialog>
    </>
  );
}
