import { Button, ButtonGroup, Icon, InputGroup, PopoverNext, Spinner } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { Followed, Selection } from '../../shared/contract/selections.ts';
import { amountWords } from '../../shared/domain/link-facts.ts';
import {
  byType,
  entitiesWords,
  rowsOfView,
  rowsSql,
  selectionWords,
  sumWords,
} from '../../shared/domain/selection-words.ts';
import { SaveExhibit } from '../parts/save-exhibit.tsx';
import { ActionButton } from '../state/action-button.tsx';
import { useActions } from '../state/actions.ts';
import { kindOf } from '../state/entity-kinds.ts';
import { useNavigation } from '../state/navigation.tsx';
import {
  chooseHere,
  clearSelection,
  EMPTY,
  forgetSelection,
  freezeSelection,
  pinSelection,
  previousSelection,
  saveSelection,
  useSelection,
} from '../state/selection.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { plural } from '../ui/format.ts';
import { Field } from '../ui/saved-field.tsx';
import { SELECTION } from './actions.ts';

const MOST_PARTS = 4; // of the words on the chip; all of them stand in its list

/** What is selected in the case, carried from screen to screen. */
export function SelectionChip() {
  const { current, followed, pinned, before, saved, problem } = useSelection();
  const [open, setOpen] = useState(false);
  const [asked, ask] = useState<'save' | 'freeze' | null>(null);
  const words = followed ? selectionWords(followed, kindOf) : [];
  const any = current !== null;
  const close = (): void => setOpen(false);
  const actions = useActions(SELECTION, {
    show: { perform: () => setOpen(!open), when: any || saved.length > 0 || before.length > 0 },
    previous: { perform: previousSelection, when: before.length > 0 },
    pin: { perform: pinSelection, when: any, label: pinned ? 'Unpin the selection' : 'Pin the selection' },
    save: { perform: () => ask('save'), when: any },
    freeze: { perform: () => ask('freeze'), when: followed?.sql != null },
    clear: { perform: clearSelection, when: any },
  });
  if (!any && saved.length === 0 && before.length === 0) return null;
  const shown = words.slice(0, MOST_PARTS);
  const said = any
    ? followed
      ? words.length > 0
        ? `${shown.join(' · ')}${words.length > shown.length ? ' …' : ''}`
        : 'Nothing of it is left'
      : problem
        ? 'Selection cannot be followed'
        : 'Selection'
    : 'No selection';
  return (
    <div className="rt-shell-chip" data-any={any}>
      <PopoverNext
        isOpen={open}
        onInteraction={setOpen}
        placement="bottom"
        popoverClassName="rt-shell-chip-popover"
        content={
          <section className="rt-shell-selection" aria-label="Selection">
            <Parts onDone={close} />
            <div className="rt-row rt-shell-selection-acts">
              <ActionButton action={actions.previous} size="small" text="Previous" />
              <ActionButton action={actions.pin} size="small" text={pinned ? 'Unpin' : 'Pin'} active={pinned} />
              <ActionButton action={actions.save} size="small" text="Save" />
              <ActionButton action={actions.freeze} size="small" text="Save as exhibit" />
              <span className="rt-grow" />
              <ActionButton action={actions.clear} size="small" text="Clear" />
            </div>
            <SavedSelections onDone={close} />
          </section>
        }
      >
        <Button
          size="small"
          variant={any ? 'outlined' : 'minimal'}
          icon={pinned ? 'pin' : 'select'}
          title={any ? `${words.join(' · ') || said}\nfrom ${current.from}` : said}
        >
          <span className="rt-row rt-shell-chip-words">
            <span className="rt-cut">
              {any && <span className="rt-visually-hidden">Selection: </span>}
              {said}
            </span>
            {any && !followed && !problem && <Spinner size={12} />}
          </span>
        </Button>
      </PopoverNext>
      {any && <ActionButton action={actions.clear} size="small" variant="minimal" />}
      {asked === 'save' && <SaveDialog onClose={() => ask(null)} />}
      {asked === 'freeze' && followed && <FreezeDialog followed={followed} words={words} onClose={() => ask(null)} />}
    </div>
  );
}

/** What is selected, part by part, each of which can become all of it. */
function Parts({ onDone }: { onDone: () => void }) {
  const { current, followed, problem } = useSelection();
  const { go } = useNavigation();
  if (!current) return <p className="rt-muted">Nothing is selected.</p>;
  const to = (place: Parameters<typeof go>[0]): void => {
    onDone();
    go(place);
  };
  const only = (selection: Partial<Selection>, words: string) => (
    <Button
      size="small"
      variant="minimal"
      text="Only these"
      aria-label={`Only these ${words}`}
      onClick={() => chooseHere({ ...EMPTY, ...selection }, `${words} of what came from ${current.from}`)}
    />
  );
  return (
    <>
      <p className="rt-muted">From {current.from}. What follows from it on the other screens is selected with it.</p>
      {problem && (
        <p className="rt-danger" role="alert">
          {problem}
        </p>
      )}
      {!followed && !problem && <Spinner size={20} />}
      {followed && (
        <ul>
          {byType(followed).map(([type, those]) => {
            const words = entitiesWords(type, those.length, kindOf);
            return (
              <Part key={type} icon={kindOf(type).icon} words={words} more={names(those.map(({ label }) => label))}>
                {only({ entities: those.map(({ id }) => id) }, words)}
                <Button size="small" variant="minimal" text="Board" onClick={() => to({ screen: 'board' })} />
              </Part>
            );
          })}
          {followed.rows.map((each) => {
            const words = rowsOfView(each.count, each.view);
            return (
              <Part key={each.datasetId} icon="th" words={[words, ...sumWords(each)].join(' · ')} more={sumsOf(each)}>
                {only({ rows: [{ datasetId: each.datasetId, rows: each.rows }] }, words)}
                <Button
                  size="small"
                  variant="minimal"
                  text="Rows"
                  aria-label={`Rows: ${words}`}
                  onClick={() => to({ screen: 'data', sql: rowsSql(each.view, each.rows) })}
                />
              </Part>
            );
          })}
          {followed.exhibits.length > 0 && (
            <Part
              icon="box"
              words={plural(followed.exhibits.length, 'exhibit')}
              more={names(followed.exhibits.map(({ label, title }) => `${label} ${title}`))}
            >
              {only({ exhibits: followed.exhibits.map(({ id }) => id) }, plural(followed.exhibits.length, 'exhibit'))}
              <Button size="small" variant="minimal" text="Evidence" onClick={() => to({ screen: 'evidence' })} />
            </Part>
          )}
        </ul>
      )}
      {followed && followed.gone > 0 && (
        <p className="rt-warn">
          {plural(followed.gone, 'thing')} of it {followed.gone === 1 ? 'is' : 'are'} not in the case any more.
        </p>
      )}
      {followed?.notes.map((note) => (
        <p key={note} className="rt-muted">
          {note}
        </p>
      ))}
    </>
  );
}

function Part({ icon, words, more, children }: { icon: string; words: string; more: string; children: ReactNode }) {
  return (
    <li>
      <Icon icon={icon as 'th'} size={14} />
      <span className="rt-grow">
        <strong>{words}</strong>
        <span className="rt-shell-selection-more" title={more}>
          {more}
        </span>
      </span>
      <ButtonGroup>{children}</ButtonGroup>
    </li>
  );
}

const NAMED = 6;
const names = (all: readonly string[]): string =>
  `${all.slice(0, NAMED).join(', ')}${all.length > NAMED ? `, and ${(all.length - NAMED).toLocaleString('en-US')} more` : ''}`;
const sumsOf = ({ exhibit, sums, chosen, count }: Followed['rows'][number]): string =>
  [
    exhibit,
    ...sums.map((sum) => `${sum.column}: ${amountWords(sum)} in ${plural(sum.values, 'row')}`),
    chosen > 0 && chosen < count && `${chosen.toLocaleString('en-US')} of them chosen`,
  ]
    .filter(Boolean)
    .join(' · ');

function SavedSelections({ onDone }: { onDone: () => void }) {
  const { saved } = useSelection();
  if (saved.length === 0) return null;
  return (
    <>
      <h3>Saved</h3>
      <ul aria-label="Saved selections">
        {saved.map(({ name, chosen }) => (
          <li key={name}>
            <Icon icon="bookmark" size={14} />
            <span className="rt-grow rt-cut" title={`from ${chosen.from}`}>
              {name}
            </span>
            <ButtonGroup>
              <Button
                size="small"
                variant="minimal"
                text="Select"
                aria-label={`Select ${name}`}
                onClick={() => {
                  chooseHere(chosen.selection, `the saved selection "${name}"`);
                  onDone();
                }}
              />
              <Button
                size="small"
                variant="minimal"
                icon="trash"
                aria-label={`Delete the saved selection ${name}`}
                onClick={() => forgetSelection(name)}
              />
            </ButtonGroup>
          </li>
        ))}
      </ul>
    </>
  );
}

function SaveDialog({ onClose }: { onClose: () => void }) {
  const { saved, current } = useSelection();
  const [name, setName] = useState('');
  const plain = name.trim();
  const taken = saved.some((each) => each.name === plain);
  return (
    <ConfirmDialog
      title="Save the selection"
      confirm={taken ? 'Replace' : 'Save'}
      disabled={plain === '' || current === null}
      onClose={onClose}
      onConfirm={async () => saveSelection(plain)}
    >
      <p className="rt-muted">
        What was chosen is kept in the vault under a name, for this case. It is working state: to have it as evidence,
        save it as an exhibit.
      </p>
      <Field label="Name" error={taken ? 'There is one of that name; it will be replaced.' : ''}>
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            autoFocus
            maxLength={100}
            value={name}
            onValueChange={setName}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

function FreezeDialog({
  followed,
  words,
  onClose,
}: {
  followed: Followed;
  words: readonly string[];
  onClose: () => void;
}) {
  const { caseId } = useNavigation();
  const { current } = useSelection();
  return (
    <SaveExhibit
      title={`Selection: ${words.join(', ')}`.slice(0, 500)}
      onClose={onClose}
      onSave={(title) => {
        const note = [`Selected from ${current?.from ?? 'the case'}: ${words.join(', ')}.`, ...followed.notes].join(
          ' ',
        );
        return freezeSelection(caseId, followed.sql ?? '', title, note);
      }}
    >
      {words.join(' · ')}. The entities and the rows are saved as a table with its statement, under the next exhibit
      number, and never change.
    </SaveExhibit>
  );
}
