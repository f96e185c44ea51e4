import { Button, Radio, RadioGroup } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { ItemId, NoteId } from '../../../shared/contract/values.ts';
import { boundsOf, GRID, noteSize } from '../../../shared/domain/board-layout.ts';
import { BOARD_TEMPLATES, BoardTemplate } from '../../../shared/domain/board-templates.ts';
import { keep, kept } from '../../state/desk.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import type { Step } from './steps.ts';

/** Notes and groups of a template, right of all that is on the board. */
export function templateStep(
  view: Pick<BoardView, 'items'>,
  { name, notes }: BoardTemplate,
): Step & { subjects: string[] } {
  const sized = notes.map((note) => ({ ...note, ...noteSize(note.text) }));
  const [own, there] = [boundsOf(sized), boundsOf(view.items)];
  const dx = own && there ? there.x + there.width / 2 + 6 * GRID - (own.x - own.width / 2) : 0;
  const dy = own && there ? there.y - there.height / 2 - (own.y - own.height / 2) : 0;
  const subjects: string[] = [];
  const ops = sized.flatMap(({ text, x, y, width, height, group }): BoardOp[] => {
    const id = crypto.randomUUID() as NoteId;
    subjects.push(id);
    const item = { id: crypto.randomUUID() as ItemId, subject: { kind: 'note', id } as const };
    return [
      { op: 'note.create', note: { id, text } },
      { op: 'item.place', item: { ...item, x: x + dx, y: y + dy, width, height, ...(group ? { group } : {}) } },
    ];
  });
  return { step: `Start from “${name}”`, ops, subjects };
}

/** The notes among some items, or of the whole board, as a template; null where there is none. */
export function templateOf(view: BoardView, subjects: readonly string[], name: string): BoardTemplate | null {
  const chosen = new Set(subjects);
  const texts = new Map<string, string>(view.notes.map(({ id, text }) => [id, text]));
  const notes = view.items.flatMap(({ subject, x, y, group }) => {
    const text =
      subject.kind === 'note' && (chosen.size === 0 || chosen.has(subject.id)) ? texts.get(subject.id) : undefined;
    return text === undefined ? [] : [{ text: text.slice(0, 5000), x, y, ...(group ? { group } : {}) }];
  });
  const about = `Saved from the board “${view.title}”.`.slice(0, 500);
  return notes.length === 0 ? null : { name, about, notes: notes.slice(0, 200) };
}

const Own = z.array(BoardTemplate);
const ownTemplates = async (): Promise<BoardTemplate[]> => (await kept('vault', 'templates', Own, [])).value;

interface PutProps {
  readonly onPut: (template: BoardTemplate) => void;
  readonly onClose: () => void;
}
/** Which template a board begins with: those of the program, and those that were saved in this vault. */
export function PutTemplate({ onPut, onClose }: PutProps) {
  const [own, setOwn] = useState<readonly BoardTemplate[]>([]);
  const [chosen, setChosen] = useState(BOARD_TEMPLATES[0]?.name ?? '');
  useEffect(() => {
    let gone = false;
    void ownTemplates().then((found) => gone || setOwn(found));
    return () => {
      gone = true;
    };
  }, []);
  const all = [...own, ...BOARD_TEMPLATES];
  const forget = (name: string): void => {
    const left = own.filter((each) => each.name !== name);
    setOwn(left);
    keep('vault', 'templates', left);
    if (chosen === name) setChosen(BOARD_TEMPLATES[0]?.name ?? '');
  };
  return (
    <ConfirmDialog
      title="Start from a template"
      confirm="Put on the board"
      disabled={!all.some(({ name }) => name === chosen)}
      onClose={onClose}
      onConfirm={async () => {
        const template = all.find(({ name }) => name === chosen);
        if (template) onPut(template);
      }}
    >
      <p className="rt-muted">Notes in named groups, right of what is on the board. No entity and no link is made.</p>
      <RadioGroup
        name="template"
        selectedValue={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        className="rt-board-templates"
      >
        {all.map(({ name, about, notes }, at) => (
          <Radio key={name} value={name} alignIndicator="start">
            <strong>{name}</strong> <span className="rt-muted">{plural(notes.length, 'note')}</span>{' '}
            {at < own.length && (
              <Button
                size="small"
                variant="minimal"
                icon="trash"
                aria-label={`Delete the template ${name}`}
                title="Delete this template"
                onClick={() => forget(name)}
              />
            )}
            <br />
            <span className="rt-muted">{about}</span>
          </Radio>
        ))}
      </RadioGroup>
    </ConfirmDialog>
  );
}

interface SaveProps {
  readonly view: BoardView;
  readonly subjects: readonly string[];
  readonly onClose: () => void;
}
/** Keeps the selected notes, or all of the board, as a template of this vault. */
export function SaveTemplate({ view, subjects, onClose }: SaveProps) {
  const [name, setName] = useState('');
  const template = templateOf(view, subjects, name.trim());
  const isTaken = BOARD_TEMPLATES.some((each) => each.name === name.trim());
  return (
    <ConfirmDialog
      title="Save notes as a template"
      confirm="Save"
      disabled={!template || name.trim() === '' || isTaken}
      onClose={onClose}
      onConfirm={async () => {
        if (!template) return;
        keep('vault', 'templates', [template, ...(await ownTemplates()).filter((each) => each.name !== template.name)]);
      }}
    >
      <Field
        label="Name"
        help={
          template
            ? `${plural(template.notes.length, 'note')} with their places and groups, for every case of this vault. Entities, links and exhibits are no part of it. One of that name is replaced.`
            : 'No note is selected.'
        }
        error={isTaken ? 'A template of the program has this name.' : ''}
      >
        {(id, note) => (
          <input
            id={id}
            aria-describedby={note}
            className="bp6-input"
            maxLength={100}
            // biome-ignore lint/a11y/noAutofocus: the dialog asks for nothing else
            autoFocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
