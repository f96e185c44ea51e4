import { Button, Checkbox, HTMLTable, Icon, type IconName, InputGroup, Spinner, Tag } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { runJob } from '../../client/call.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf, showToast } from '../../ui/toaster.ts';

type Found = Output<'page.find'>;
type Value = Found['values'][number];
const keyOf = ({ type, label }: Pick<Value, 'type' | 'label'>): string => `${type} ${label}`;
const SHOWN = 400;

interface Props {
  readonly exhibit: Exhibit;
  /** Text that is selected in the viewer: its values alone are listed then. */
  readonly selection: string;
  readonly onClose: () => void;
}

/** What an exhibit names, by type, each with the lines or rows where it stands; what is checked becomes entities that rest on them. */
export function FindEntitiesDialog({ exhibit, selection, onClose }: Props) {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState('');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState('');
  const [within, setWithin] = useState(selection);
  useEffect(() => {
    const stopped = new AbortController();
    runJob('page.find', { exhibitId: exhibit.id }, { signal: stopped.signal }).then(
      (all) => !stopped.signal.aborted && setFound(all),
      (error: unknown) => !stopped.signal.aborted && setProblem(messageOf(error)),
    );
    return () => stopped.abort();
  }, [exhibit.id]);
  const values = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    const fitting = (found?.values ?? []).filter(
      ({ label, forms }) =>
        label.toLowerCase().includes(text) && (within === '' || forms.some((form) => within.includes(form.text))),
    );
    return fitting.toSorted((a, b) => kindOf(a.type).word.localeCompare(kindOf(b.type).word) || b.count - a.count);
  }, [found, wanted, within]);
  const set = (those: readonly Value[], on: boolean): void =>
    setChecked((before) => {
      const next = new Set(before);
      for (const value of those)
        if (on) next.add(keyOf(value));
        else next.delete(keyOf(value));
      return next;
    });
  const chosen = (found?.values ?? []).filter((value) => checked.has(keyOf(value)));
  return (
    <ConfirmDialog
      title={`Entities in ${exhibit.label}`}
      confirm={chosen.length === 0 ? 'Add entities' : `Add ${plural(chosen.length, 'entity', 'entities')}`}
      disabled={chosen.length === 0}
      onClose={onClose}
      onConfirm={async () => {
        const asked = { exhibitId: exhibit.id, chosen: chosen.map(({ type, label }) => ({ type, label })) };
        const { made, known } = await runJob('page.take', asked);
        showToast({
          message: `${plural(made, 'entity', 'entities')} added${known > 0 ? `, ${formatCount(known)} known ones seen here too` : ''}. Each rests on ${exhibit.label}.`,
        });
      }}
    >
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      {!found && !problem && <Spinner size={24} />}
      {found && (
        <>
          <p className="rt-muted">
            {plural(found.values.length, 'value')} in {found.read.join(', ')}
            {found.left > 0 && `; ${formatCount(found.left)} more are not listed`}. Only what can be told by its form or
            its column is found.
          </p>
          {within !== '' && (
            <Tag minimal onRemove={() => setWithin('')}>
              Within the selected text
            </Tag>
          )}
          <div className="rt-row">
            <InputGroup
              leftIcon="filter"
              aria-label="Filter values"
              placeholder="Filter"
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
            <Button text="Check all listed" onClick={() => set(values, true)} />
            <Button text="Clear" onClick={() => setChecked(new Set())} />
          </div>
          <div className="rt-evidence-found">
            <HTMLTable compact>
              <tbody>
                {values.slice(0, SHOWN).map((value) => (
                  <tr key={keyOf(value)}>
                    <td>
                      <Checkbox
                        checked={checked.has(keyOf(value))}
                        aria-label={`${kindOf(value.type).word} ${value.label}`}
                        onChange={(event) => set([value], event.currentTarget.checked)}
                      />
                    </td>
                    <td>
                      <Icon icon={kindOf(value.type).icon as IconName} color={kindOf(value.type).colour} size={12} />{' '}
                      {kindOf(value.type).word}
                    </td>
                    <td className="rt-mono rt-break">{value.label}</td>
                    <td className="rt-muted rt-break">
                      {placesOf(value)}
                      {value.known && ' · in the case'}
                      {value.lead && ' · unverified lead, F6'}
                      {value.problem && <span className="rt-warn"> {value.problem}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </HTMLTable>
          </div>
          {values.length > SHOWN && <p className="rt-muted">The first {SHOWN} are shown; filter for others.</p>}
        </>
      )}
    </ConfirmDialog>
  );
}

const placesOf = ({ forms, count }: Value): string => {
  const places = [
    ...new Set(forms.map(({ place, rows }) => [place, rows && rowsWords(rows)].filter(Boolean).join(', '))),
  ];
  return `${places.slice(0, 3).join('; ')}${places.length > 3 ? ' …' : ''}${count > 1 ? ` (${formatCount(count)} times)` : ''}`;
};
