import { Button, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { call } from '../../client/call.ts';
import { useFocusReturn } from '../../ui/focus-return.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { showError } from '../../ui/toaster.ts';

/** Where a text stands in a result. */
export interface Found {
  readonly text: string;
  readonly rows: readonly number[];
  readonly total: number;
  /** The row that is shown, from 0; null when there is none. */
  readonly at: number | null;
}
interface Props {
  readonly result: QueryResult;
  readonly found: Found | null;
  readonly onFound: (found: Found) => void;
  readonly onClose: () => void;
}

/** Finds a text in all rows of a result; Enter goes on to the next row that holds it, Shift+Enter back. */
export function FindBar({ result, found, onFound, onClose }: Props) {
  const [text, setText] = useState(found?.text ?? '');
  useFocusReturn();
  const go = async (step: number): Promise<void> => {
    if (text === '') return;
    if (found?.text === text && found.at !== null) {
      const { rows, at } = found;
      const next = rows[(rows.indexOf(at) + step + rows.length) % rows.length];
      return onFound({ ...found, at: next ?? null });
    }
    try {
      const { rows, total } = await call('query.find', { resultId: result.resultId, text });
      onFound({ text, rows, total, at: rows[0] ?? null });
    } catch (error) {
      showError(error);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void go(1);
  };
  const current = found && found.text === text ? found : null;
  return (
    <form
      className="rt-data-find"
      aria-label="Find in the result"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation(); // what it stands in stays open
        onClose();
      }}
    >
      <InputGroup
        autoFocus
        size="small"
        leftIcon="search"
        aria-label="Text to find"
        placeholder="Find in all rows"
        value={text}
        onValueChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.shiftKey) return;
          event.preventDefault();
          void go(-1);
        }}
      />
      <Button size="small" variant="minimal" icon="chevron-up" aria-label="Previous" onClick={() => void go(-1)} />
      <Button size="small" variant="minimal" icon="chevron-down" aria-label="Next" type="submit" />
      <span role="status" className="rt-muted rt-grow">
        {current &&
          (current.at === null
            ? 'In no row.'
            : `Row ${formatCount(current.at + 1)}; ${formatCount(current.rows.indexOf(current.at) + 1)} of ${plural(current.total, 'row')}${current.total > current.rows.length ? `, of which the first ${formatCount(current.rows.length)} can be gone through` : ''}`)}
      </span>
      <Button size="small" variant="minimal" icon="cross" aria-label="Close the search" onClick={onClose} />
    </form>
  );
}
