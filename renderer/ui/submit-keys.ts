import type { KeyboardEvent } from 'react';

/** Ctrl+Enter, or Cmd+Enter, submits a form from any of its fields, one of several lines too; for its `onKeyDown`. */
export function submitOnModEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const { currentTarget: form } = event;
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  if (button && !button.disabled) form.requestSubmit(button);
}
