import { useEffect, useRef } from 'react';

/** Hears text that is pasted while no field has the focus. Files are the business of the evidence intake. */
export function usePastedText(onText: (text: string) => void): void {
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const { target } = event;
      if (event.defaultPrevented || (event.clipboardData?.files.length ?? 0) > 0) return;
      if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select')))
        return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      event.preventDefault();
      latest.current(text);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}
