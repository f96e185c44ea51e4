/** Selects words in the text of a field that was given this name, and scrolls it into view. @param at in UTF-16 units */
export function showWordsOf(name: string, { at, length }: { readonly at: number; readonly length: number }): void {
  const field = document.querySelector(`[data-field="${name}"]`);
  const text = field?.querySelector<HTMLTextAreaElement | HTMLInputElement>('textarea, input');
  if (!text) return;
  text.focus({ preventScroll: true });
  text.setSelectionRange(at, at + length);
  field?.scrollIntoView({ block: 'center' });
}
