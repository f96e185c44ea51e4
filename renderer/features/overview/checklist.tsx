import { Button, Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CheckItem } from '../../../shared/contract/typologies.ts';
import { CHECK_STATES } from '../../../shared/domain/typologies/typology.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Time } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Changes, SavedText } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

/** What the case has to ask and to do. Space ticks, X says that it does not apply, N writes a note, arrows move. */
export function Checklist() {
  const {
    caseId,
    place: { focus },
  } = useNavigation();
  const { data } = useRead('checklist.list', { caseId });
  const [noting, setNoting] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (!focus || !data?.some(({ id }) => id === focus)) return;
    const box = list.current?.querySelector<HTMLElement>(`[data-check="${focus}"] input`);
    box?.scrollIntoView({ block: 'center' });
    box?.focus();
  }, [focus, data]);
  if (!data) return null;
  const open = data.filter(({ state }) => state === 'open').length;
  const move = (event: KeyboardEvent, by: 1 | -1): void => {
    const boxes = [...(list.current?.querySelectorAll<HTMLElement>('input[type=checkbox]') ?? [])];
    boxes[boxes.indexOf(event.target as HTMLElement) + by]?.focus();
    event.preventDefault();
  };
  return (
    <Panel
      title={data.length === 0 ? 'Checklist' : `Checklist: ${data.length - open} of ${data.length} settled`}
      actions={data.length > 0 && <span className="rt-muted">Space ticks, X not applicable, N note</span>}
    >
      {data.length === 0 && (
        <p className="rt-panel-note rt-muted">
          Empty. Add the questions and steps of a typology, or entries of your own.
        </p>
      )}
      <ul className="rt-list rt-overview-checklist" ref={list} aria-label="Checklist">
        {data.map((item) => (
          <Entry
            key={item.id}
            item={item}
            noting={noting === item.id}
            onNote={(on) => setNoting(on ? item.id : null)}
            onMove={move}
          />
        ))}
      </ul>
      <Add of={data} />
    </Panel>
  );
}

interface EntryProps {
  readonly item: CheckItem;
  readonly noting: boolean;
  readonly onNote: (on: boolean) => void;
  readonly onMove: (event: KeyboardEvent, by: 1 | -1) => void;
}
function Entry({ item, noting, onNote, onMove }: EntryProps) {
  const { go } = useNavigation();
  const mark = useWrite('checklist.mark');
  const remove = useWrite('checklist.remove');
  const { id, kind, text, target, state, note, by, at } = item;
  const set = (next: CheckItem['state']): void =>
    mark.mutate({ id, state: next === state ? 'open' : next }, { onError: showError });
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown') onMove(event, 1);
    else if (event.key === 'ArrowUp') onMove(event, -1);
    else if (event.key === 'x' || event.key === 'X') set('not-applicable');
    else if (event.key === 'n' || event.key === 'N') onNote(!noting);
    else return;
    event.preventDefault();
  };
  const place =
    kind === 'pattern' ? ({ screen: 'patterns', focus: target } as const) : ({ screen: 'data', sql: target } as const);
  return (
    <li data-check={id} data-state={state}>
      <div className="rt-row rt-overview-check">
        <Changes>
          <Checkbox
            checked={state === 'done'}
            indeterminate={state === 'not-applicable'}
            onChange={() => set('done')}
            onKeyDown={press}
            label={text}
          />
        </Changes>
        <span className="rt-grow" />
        {(kind === 'pattern' || kind === 'statement') && (
          <Button
            size="small"
            variant="minimal"
            endIcon="chevron-right"
            text="Open"
            aria-label={`Open: ${text}`}
            onClick={() => go(place)}
          />
        )}
        <Changes>
          <Button
            size="small"
            variant="minimal"
            icon="disable"
            active={state === 'not-applicable'}
            aria-label={`Not applicable: ${text}`}
            title="Not applicable"
            onClick={() => set('not-applicable')}
          />
          <Button
            size="small"
            variant="minimal"
            icon="annotation"
            active={noting}
            aria-label={`Note: ${text}`}
            title="Note"
            onClick={() => onNote(!noting)}
          />
          <Button
            size="small"
            variant="minimal"
            icon="trash"
            aria-label={`Remove: ${text}`}
            title="Remove from the checklist"
            onClick={() => remove.mutate({ id }, { onError: showError })}
          />
        </Changes>
      </div>
      {!noting && note !== '' && <p className="rt-overview-check-note rt-break">{note}</p>}
      {noting && (
        <div className="rt-overview-check-note">
          <SavedText
            id={`${id}-note`}
            value={note}
            rows={2}
            maxLength={10_000}
            autoFocus
            placeholder="What was found, or why it does not apply"
            onSave={(next) => mark.mutateAsync({ id, note: next })}
          />
        </div>
      )}
      {/* Stands as long as a note is written, so that what is below does not move away from a click as the note is saved. */}
      {(at !== null || noting) && (
        <p className="rt-overview-check-note rt-line-detail">
          {at === null ? (
            'Nothing recorded yet.'
          ) : (
            <>
              {CHECK_STATES[state]} · {by === '' ? 'unnamed' : by}, <Time at={at} />
            </>
          )}
        </p>
      )}
    </li>
  );
}

/** Entries of a typology, or one of the user's own. */
function Add({ of }: { of: readonly CheckItem[] }) {
  const { caseId } = useNavigation();
  const { data: typologies } = useRead('typology.list', {});
  const [text, setText] = useState('');
  const add = useWrite('checklist.add');
  const present = new Set(of.map(({ typology }) => typology));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') add.mutate({ caseId, of: { text } }, { onError: showError, onSuccess: () => setText('') });
  };
  return (
    <Changes>
      <form className="rt-row rt-panel-note rt-overview-check-add" onSubmit={submit}>
        <InputGroup
          className="rt-grow"
          aria-label="Entry of your own"
          placeholder="Entry of your own"
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" icon="plus" text="Add" disabled={text.trim() === ''} loading={add.isPending} />
        <HTMLSelect
          aria-label="Add the entries of a typology"
          value=""
          onChange={(event) => add.mutate({ caseId, of: { typology: event.target.value } }, { onError: showError })}
          options={[
            { value: '', label: 'From a typology …' },
            ...(typologies ?? []).map(({ typology: { id, name } }) => ({
              value: id,
              label: name,
              disabled: present.has(name),
            })),
          ]}
        />
      </form>
    </Changes>
  );
}
