import { Button } from '@blueprintjs/core';
import { copyText } from '../client/clipboard.ts';
import { showToast } from './toaster.ts';

/** An identifier as it is, in fixed width, with a button that copies all of it. `short` shows the first 12 characters. */
export function Hash({ value, name = 'SHA-256', short = false }: { value: string; name?: string; short?: boolean }) {
  const copy = async (): Promise<void> => {
    try {
      await copyText(value);
      showToast({ message: `${name} copied.` });
    } catch {
      showToast({ message: `${name} was not copied: the clipboard cannot be reached. Select the text instead.` });
    }
  };
  return (
    <span className="rt-hash">
      <span className="rt-hash-text" title={value}>
        {short ? value.slice(0, 12) : value}
      </span>
      <Button variant="minimal" size="small" icon="duplicate" aria-label={`Copy ${name}`} onClick={copy} />
    </span>
  );
}
