import { Button, Dialog, DialogBody, DialogFooter, type Intent } from '@blueprintjs/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useFocusReturn } from './focus-return.ts';
import { submitOnModEnter } from './submit-keys.ts';
import { messageOf } from './toaster.ts';

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** The verb on the button: "Remove". */
  readonly confirm: string;
  readonly intent?: Intent;
  readonly disabled?: boolean;
  /** One that holds a table is wider. */
  readonly className?: string;
  readonly onClose: () => void;
  /** What to do; a failure is shown in the dialog, which then stays open. */
  readonly onConfirm: () => Promise<unknown> | undefined;
}

const OPENING_MS = 120; // the dialog focuses itself within a frame or two

/** A question with one way on and one way back. Enter confirms, with Ctrl in a text of several lines, Escape closes. Render it only while it is asked. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  intent = 'primary',
  disabled,
  className = '',
  onClose,
  onConfirm,
}: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useFocusReturn();
  useEffect(() => {
    // The dialog takes the focus for itself as it opens, where Enter would reach nothing. A question that destroys waits for a hand.
    const timer = setTimeout(() => {
      if (form.current?.contains(document.activeElement)) return;
      const field = 'input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled)';
      const first = form.current?.querySelector<HTMLElement>('input:checked:not(:disabled)');
      const next = form.current?.querySelector<HTMLElement>(
        intent === 'danger' ? field : `${field}, button[type=submit]:not(:disabled)`,
      );
      (first ?? next)?.focus();
    }, OPENING_MS);
    return () => clearTimeout(timer);
  }, [intent]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog isOpen title={title} className={className} onClose={onClose} canOutsideClickClose={!busy}>
      <form ref={form} onSubmit={submit} onKeyDown={submitOnModEnter}>
        <DialogBody>
          <div className="rt-column">
            {children}
            {problem && (
              <p className="rt-danger" role="alert">
                {problem}
              </p>
            )}
          </div>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={onClose} disabled={busy} />
              <Button text={confirm} type="submit" intent={intent} loading={busy} disabled={disabled ?? false} />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
