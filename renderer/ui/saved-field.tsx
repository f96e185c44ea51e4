import { InputGroup, TextArea } from '@blueprintjs/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Props {
  readonly id: string;
  readonly value: string;
  readonly onSave: (value: string) => void;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  readonly list?: string | undefined;
  readonly maxLength?: number;
  readonly describedBy?: string | undefined;
  readonly className?: string;
}

/** Saved when left or at Enter, restored at Escape. */
function useSaved({ value, onSave, required }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = (): void => {
    if (text === value) return;
    if (required && text.trim() === '') setText(value);
    else onSave(text);
  };
  return { text, setText, save, restore: () => setText(value) };
}

/** One line. */
export function SavedLine(props: Props) {
  const { text, setText, save, restore } = useSaved(props);
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') save();
    else if (event.key === 'Escape') restore();
  };
  const input = useRef<HTMLInputElement>(null);
  const { autoFocus } = props;
  useEffect(() => {
    if (autoFocus) input.current?.select();
  }, [autoFocus]);
  return (
    <InputGroup
      inputRef={input}
      id={props.id}
      value={text}
      maxLength={props.maxLength ?? 500}
      placeholder={props.placeholder ?? ''}
      className={props.className ?? ''}
      {...(props.list ? { list: props.list } : {})}
      aria-describedby={props.describedBy}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={press}
    />
  );
}

/** Longer text; Enter makes a line. */
export function SavedText(props: Props & { readonly rows?: number }) {
  const { text, setText, save, restore } = useSaved(props);
  return (
    <TextArea
      id={props.id}
      fill
      rows={props.rows ?? 3}
      value={text}
      maxLength={props.maxLength ?? 100_000}
      placeholder={props.placeholder ?? ''}
      autoFocus={props.autoFocus ?? false}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Escape' && restore()}
    />
  );
}
