import { Button, Callout, TextArea } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Entity, EntityType } from '../../../shared/contract/entities.ts';
import { sameValues } from '../../../shared/domain/detect.ts';
import { Field } from '../../ui/field.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { asType, MOST_VALUES, type PastedValue, readPasted, WHY_REFUSED } from './pasted.ts';
import { TypeSelect } from './type-select.tsx';

interface Props {
  readonly entities: readonly Entity[];
  /** Text that was pasted onto the board. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onAdd: (values: readonly PastedValue[]) => void;
}
const SHOWN = 100;

/** One value or a whole list, each with the type it was taken for, before any of it is added. */
export function PasteList({ entities, text, onText, onAdd }: Props) {
  const same = useMemo(() => sameValues(entities), [entities]);
  const read = useMemo(() => readPasted(text, same), [text, same]);
  const [types, setTypes] = useState<ReadonlyMap<string, EntityType>>(new Map());
  const values = useMemo(
    () =>
      read.values.map((value) => {
        const type = types.get(value.label);
        return type ? asType(value.label, type, same) : value;
      }),
    [read, types, same],
  );
  const add = (): void => {
    onAdd(values);
    onText('');
    setTypes(new Map());
  };
  const setAll = (type: EntityType): void => setTypes(new Map(values.map(({ label }) => [label, type])));
  return (
    <section className="rt-column" aria-label="Add entities">
      <h2 className="rt-board-subtitle">Add entities</h2>
      <Field label="Values" help="One a line. Each type is recognised and can be changed below.">
        {(id, note) => (
          <TextArea
            id={id}
            aria-describedby={note}
            fill
            rows={3}
            spellCheck={false}
            className="rt-mono"
            placeholder="u_4815, mara@example.com, 192.0.2.17 …"
            value={text}
            onChange={(event) => onText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && values.length > 0) add();
            }}
          />
        )}
      </Field>
      {values.length > 0 && (
        <>
          <ul className="rt-board-values">
            {values.slice(0, SHOWN).map((value) => (
              <li key={value.label}>
                <TypeSelect
                  label={`Type of ${value.label}`}
                  value={value.type}
                  onChange={(type) => setTypes((known) => new Map(known).set(value.label, type))}
                />
                <span className="rt-mono rt-break rt-grow">{value.label}</span>
                {value.known && <span className="rt-muted">in the case</span>}
                {value.alike && <span className="rt-warn rt-break">same as {value.alike}?</span>}
                {value.problem && (
                  <span className="rt-warn" title={value.problem}>
                    check
                  </span>
                )}
              </li>
            ))}
          </ul>
          {values.length > SHOWN && (
            <p className="rt-muted">
              The first {SHOWN} of {formatCount(values.length)} are listed; all are added.
            </p>
          )}
          {values.length > 1 && (
            <div className="rt-row">
              <span className="rt-muted">All as</span>
              <TypeSelect label="Type of all values" value={common(values)} onChange={setAll} />
            </div>
          )}
          <Remarks read={read} />
          <Button
            intent="primary"
            icon="add"
            text={`Add ${plural(values.length, 'entity', 'entities')}`}
            onClick={add}
          />
        </>
      )}
    </section>
  );
}

/** The type that all values share; null when they differ. */
const common = ([first, ...others]: readonly PastedValue[]): EntityType | null =>
  first && others.every(({ type }) => type === first.type) ? first.type : null;

function Remarks({ read }: { read: ReturnType<typeof readPasted> }) {
  const said = [
    read.repeats > 0 && `${plural(read.repeats, 'repeated value')} left out.`,
    read.refused.length > 0 && `${plural(read.refused.length, 'line')} left out: ${WHY_REFUSED}.`,
    read.more > 0 && `${plural(read.more, 'value')} left out: at most ${formatCount(MOST_VALUES)} are added at a time.`,
    read.values.some(({ alike }) => alike) &&
      'A value marked “same as” is most likely written in another way in the case; added, it is an entity of its own.',
    read.values.some(({ problem }) => problem) && 'A value marked “check” does not match its own check digits.',
  ].filter(Boolean);
  if (said.length === 0) return null;
  return <Callout compact>{said.join(' ')}</Callout>;
}
