import { InputGroup, TextArea } from '@blueprintjs/core';
import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useId, useRef } from 'react';
import { READ_ONLY_OFF } from '../../shared/domain/read-only.ts';
import { type SaveState, useAutosave } from './autosave.ts';

const WORDS: Record<SaveState, string> = {
  saved: 'All changes saved',
  waiting: 'Not saved yet',
  saving: 'Saving',
  failed: 'Not saved',
};

/** Says whether what is on screen is in the vault. */
export function SaveMark({ state, problem }: { state: SaveState; problem: string }) {
  return (
    <span role="status" className={state === 'failed' ? 'rt-danger' : 'rt-muted'}>
      {WORDS[state]}
      {state === 'failed' && `: ${problem}`}
    </span>
  );
}

/** Whether what is shown can be changed at all: not in a vault that is opened read-only. */
export const Writable = createContext(true);

/** Controls that change the case as they are used: where nothing can be written, they are off rather than fail. */
export function Changes({ children }: { children: ReactNode }) {
  const writable = useContext(Writable);
  return (
    <fieldset className="rt-changes" disabled={!writable} title={writable ? undefined : READ_ONLY_OFF}>
      {children}
    </fieldset>
  );
}

interface FieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  /** Of a document: the sections that it edits, parted by blanks, for what shows them beside it. */
  readonly section?: string;
  /** By which `showWordsOf` finds it. */
  readonly name?: string;
  /** Gets the id for the control, and the id of the help or error for `aria-describedby`. */
  readonly children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A labelled control with its help, or what is wrong with it. */
export function Field({ label, help, error, className, section, name, children }: FieldProps) {
  const id = useId();
  const note = error || help;
  return (
    <div className={`rt-field ${className ?? ''}`} data-section={section} data-field={name}>
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

interface Props {
  readonly id: string;
  readonly value: string;
  /** A promise that it returns resolves once `value` tells the change. */
  readonly onSave: (value: string) => unknown;
  /** Has the vault hold a text that is being typed, so that nothing ends it unsaved; null: there is none any more. */
  readonly onHold?: (value: string | null) => Promise<unknown>;
  /** An empty text is not saved; the saved one comes back. */
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  readonly list?: string | undefined;
  readonly maxLength?: number;
  readonly describedBy?: string | undefined;
  readonly className?: string;
}

/** One text, saved when its field is left or by Enter, so that a text is one change of what it belongs to; Escape restores it. */
function useSavedText({ value, onSave, onHold, required = false, disabled = false }: Props, isLine: boolean) {
  const { value: draft, ...field } = useAutosave(
    { text: value },
    async ({ text }) => {
      if (text !== undefined) await onSave(text);
    },
    {
      pause: null,
      hold: onHold && (({ text }) => onHold(text ?? null)),
      fits: ({ text }) => (text === undefined || text === value || (required && text.trim() === '') ? {} : { text }),
    },
  );
  const { text } = draft;
  const off = !useContext(Writable) || disabled;
  const save = (): void => {
    if (text === value || (required && text.trim() === '')) field.revert();
    else void field.flush();
  };
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (isLine || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (event.key === 'Escape' && text !== value) {
      event.stopPropagation(); // the first Escape is the text's, the next one closes what is around it
      field.revert();
    }
  };
  const words = `Not saved: ${field.problem}`;
  // It stands beside the label: below the field it would move what somebody is about to press.
  const problem = field.state === 'failed' && (
    <div role="alert" className="rt-field-error rt-field-unsaved" title={words}>
      {words}
    </div>
  );
  return { text, off, set: (next: string) => field.set({ text: next }), save, press, problem };
}

/** One line. */
export function SavedLine(props: Props) {
  const { text, off, set, save, press, problem } = useSavedText(props, true);
  const input = useRef<HTMLInputElement>(null);
  const { autoFocus } = props;
  useEffect(() => {
    if (autoFocus) input.current?.select();
  }, [autoFocus]);
  return (
    <>
      <InputGroup
        inputRef={input}
        id={props.id}
        value={text}
        disabled={off}
        maxLength={props.maxLength ?? 500}
        placeholder={props.placeholder ?? ''}
        className={props.className ?? ''}
        {...(props.list ? { list: props.list } : {})}
        aria-describedby={props.describedBy}
        onChange={(event) => set(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={press}
      />
      {problem}
    </>
  );
}

/** Longer text; Enter makes a line, Ctrl+Enter saves. */
export function SavedText(props: Props & { readonly rows?: number }) {
  const { text, off, set, save, press, problem } = useSavedText(props, false);
  return (
    <>
      <TextArea
        id={props.id}
        fill
        rows={props.rows ?? 3}
        value={text}
        disabled={off}
        maxLength={props.maxLength ?? 100_000}
        placeholder={props.placeholder ?? ''}
        autoFocus={props.autoFocus ?? false}
        onChange={(event) => set(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={press}
      />
      {problem}
    </>
  );
}
