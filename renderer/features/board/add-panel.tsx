import { Button, Callout, InputGroup, TextArea } from '@blueprintjs/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Entity, EntityLabel, type EntityType, LONGEST_LABEL } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { EntityId } from '../../../shared/contract/values.ts';
import { alikeAmong, detectEntity, sameValues } from '../../../shared/domain/entities.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { TypeSelect } from './entity-form.tsx';

/** One value of a pasted list, and what would become of it. */
export interface PastedValue {
  readonly label: string;
  readonly type: EntityType;
  readonly problem: string | null;
  /** The entity of the case that has this very label and type. */
  readonly known: EntityId | undefined;
  /** How the case writes what is most likely the same value. */
  readonly alike: string | undefined;
}
/** What the case holds already. */
export type Same = ReturnType<typeof sameValues<Entity>>;

export const MOST_VALUES = 2000;

/** No column names what is pasted: one word is most often an account, and each type is shown before anything is added. */
const typeOfPasted = (label: string): EntityType => detectEntity(label, /\s/u.test(label) ? '' : 'account');

/** One value a line, blanks around it and repeats dropped, the value itself as it came. */
export function readPasted(
  text: string,
  same: Same,
): { values: PastedValue[]; repeats: number; refused: string[]; more: number } {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  const unique = [...new Set(filled)];
  const taken = unique.filter(canName);
  const values = taken.slice(0, MOST_VALUES).map((label) => asType(label, typeOfPasted(label), same));
  return {
    values,
    repeats: filled.length - unique.length,
    refused: unique.filter((line) => !canName(line)),
    more: taken.length - values.length,
  };
}

/** A value taken for a type, which the case may know it as. */
export const asType = (label: string, type: EntityType, same: Same): PastedValue => ({
  label,
  type,
  problem: typedProblem(type, label),
  known: same.exact({ type, label })?.id,
  alike: same.alike({ type, label })?.label,
});

const canName = (line: string): boolean => EntityLabel.safeParse(line).success;
export const WHY_REFUSED = `longer than ${LONGEST_LABEL.toLocaleString('en')} characters, or holding a control character`;

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

interface PinProps {
  readonly exhibits: readonly Exhibit[];
  readonly onBoard: ReadonlySet<string>;
  readonly onPin: (exhibit: Exhibit) => void;
}
const MOST = 30;

/** Finds an exhibit by number, title, file name or tag and pins it. */
export function PinExhibit({ exhibits, onBoard, onPin }: PinProps) {
  const [wanted, setWanted] = useState('');
  const fitting = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    return exhibits.filter(
      ({ label, title, originalName, tags, removedAt }) =>
        removedAt === null && `${label} ${title} ${originalName} ${tags.join(' ')}`.toLowerCase().includes(words),
    );
  }, [exhibits, wanted]);
  return (
    <section className="rt-column" aria-label="Pin an exhibit">
      <h2 className="rt-board-subtitle">Pin an exhibit</h2>
      <InputGroup
        leftIcon="search"
        type="search"
        aria-label="Find an exhibit to pin"
        placeholder="Number, title, file name or tag"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Changes>
        <ul className="rt-board-pins">
          {fitting.slice(0, MOST).map((exhibit) => (
            <li key={exhibit.id} className="rt-row">
              <ExhibitThumb exhibit={exhibit} size={32} />
              <span className="rt-grow">
                <span className="rt-mono">{exhibit.label}</span>
                <span className="rt-cut rt-board-pin-title" title={exhibit.title}>
                  {exhibit.title}
                </span>
              </span>
              <Button
                size="small"
                icon={onBoard.has(exhibit.id) ? 'tick' : 'pin'}
                text={onBoard.has(exhibit.id) ? 'Pinned' : 'Pin'}
                aria-label={onBoard.has(exhibit.id) ? `${exhibit.label} is pinned: show it` : `Pin ${exhibit.label}`}
                onClick={() => onPin(exhibit)}
              />
            </li>
          ))}
        </ul>
      </Changes>
      {fitting.length === 0 && (
        <p className="rt-muted">
          {exhibits.length === 0
            ? 'The case has no exhibits yet. Import files on the Evidence screen.'
            : 'No exhibit fits.'}
        </p>
      )}
      {fitting.length > MOST && (
        <p className="rt-muted">
          {MOST} of {fitting.length} shown. Type more to narrow them down.
        </p>
      )}
    </section>
  );
}

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
  const among = useMemo(() => alikeAmong(values), [values]);
  const add = (): void => {
    onAdd(values);
    onText('');
    setTypes(new Map());
  };
  const setAll = (type: EntityType): void => setTypes(new Map(values.map(({ label }) => [label, type])));
  return (
    <section className="rt-column" aria-label="Add entities">
      <h2 className="rt-board-subtitle">Add entities</h2>
      <Changes>
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
                  {(value.alike ?? among(value)) && (
                    <span className="rt-warn rt-break rt-board-alike">same as {value.alike ?? among(value)}?</span>
                  )}
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
      </Changes>
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
