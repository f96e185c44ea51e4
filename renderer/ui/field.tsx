import { type ReactNode, useId } from 'react';

interface Props {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  /** Gets the id for the control, and the id of the help or error for `aria-describedby`. */
  readonly children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A labelled control with its help, or what is wrong with it. */
export function Field({ label, help, error, className, children }: Props) {
  const id = useId();
  const note = error || help;
  return (
    <div className={`rt-field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {children(id, note ? `${id}-note` : undefined)}
      {note && (
        <div id={`${id}-note`} className={error ? 'rt-field-error' : 'rt-field-help'}>
          {note}
        </div>
      )}
    </div>
  );
}
