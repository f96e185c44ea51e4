import { Button, Checkbox, InputGroup, TextArea } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { ListedTypology } from '../../../shared/contract/typologies.ts';
import { ROLE_NAMES, ROLES } from '../../../shared/domain/patterns/roles.ts';
import { TEMPLATES } from '../../../shared/domain/patterns/templates.ts';
import { TypologyDraft } from '../../../shared/domain/typologies/typology.ts';
import { useWrite } from '../../client/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field } from '../../ui/saved-field.tsx';

export const EMPTY_TYPOLOGY: TypologyDraft = {
  ...{ name: '', summary: '', signals: [], columns: [], patterns: [], statements: [] },
  ...{ questions: [], techniques: [], alternatives: [], source: '' },
};
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const words = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

interface Props {
  /** Of a typology of this vault that is edited; null makes a new one. */
  readonly id: string | null;
  readonly start: TypologyDraft;
  readonly onClose: () => void;
  readonly onSaved: (saved: ListedTypology) => void;
}

/** A typology as its user writes it: one signal, question or explanation a line. */
export function TypologyDialog({ id, start, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(start);
  const [texts, setTexts] = useState({
    signals: start.signals.join('\n'),
    questions: start.questions.join('\n'),
    alternatives: start.alternatives.join('\n'),
    techniques: start.techniques.join(' '),
  });
  const save = useWrite('typology.save');
  const set = (change: Partial<TypologyDraft>): void => setDraft({ ...draft, ...change });
  const confirm = async (): Promise<void> => {
    const { signals, questions, alternatives, techniques } = texts;
    const read = TypologyDraft.safeParse({
      ...draft,
      signals: lines(signals),
      questions: lines(questions),
      alternatives: lines(alternatives),
      techniques: words(techniques),
    });
    if (!read.success) {
      const issue = read.error.issues[0];
      throw new Error(`${issue?.path.join(' ') || 'The typology'}: ${issue?.message ?? 'is wrong'}`);
    }
    onSaved(await save.mutateAsync({ ...(id !== null && { id }), draft: read.data }));
  };
  const area = (label: string, key: 'signals' | 'questions' | 'alternatives', help: string): ReactNode => (
    <Field label={label} help={help}>
      {(of, describedBy) => (
        <TextArea
          id={of}
          aria-describedby={describedBy}
          fill
          rows={4}
          value={texts[key]}
          onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  const line = (label: string, value: string, onChange: (value: string) => void, help?: string): ReactNode => (
    <Field label={label} help={help}>
      {(of, describedBy) => (
        <InputGroup
          id={of}
          aria-describedby={describedBy}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <ConfirmDialog
      title={id === null ? 'New typology' : 'Edit the typology'}
      confirm="Save"
      disabled={draft.name.trim() === ''}
      onClose={onClose}
      onConfirm={confirm}
    >
      {line('Name', draft.name, (name) => set({ name }))}
      {line('Summary', draft.summary, (summary) => set({ summary }))}
      {area('Signals', 'signals', 'One a line')}
      {area('Questions to ask', 'questions', 'One a line; each becomes an entry of a checklist')}
      {area('What else it could be', 'alternatives', 'One a line')}
      <Choices
        label="Columns needed"
        all={ROLE_NAMES.map((value) => ({ value, words: ROLES[value].word }))}
        chosen={draft.columns}
        onChange={(columns) => set({ columns })}
      />
      <Choices
        label="Patterns"
        all={TEMPLATES.map(({ id: value, name }) => ({ value, words: name }))}
        chosen={draft.patterns}
        onChange={(patterns) => set({ patterns })}
      />
      <Statements of={draft.statements} onChange={(statements) => set({ statements })} />
      {line(
        'MITRE F3 techniques',
        texts.techniques,
        (techniques) => setTexts({ ...texts, techniques }),
        'F1006, T1110.004, …',
      )}
      {line('Source', draft.source, (source) => set({ source }))}
    </ConfirmDialog>
  );
}

function Choices<T extends string>({
  label,
  all,
  chosen,
  onChange,
}: {
  label: string;
  all: readonly { readonly value: T; readonly words: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}) {
  return (
    <fieldset className="rt-patterns-choices">
      <legend>{label}</legend>
      {all.map(({ value, words: shown }) => (
        <Checkbox
          key={value}
          label={shown}
          checked={chosen.includes(value)}
          onChange={() =>
            onChange(all.map((each) => each.value).filter((each) => (each === value) !== chosen.includes(each)))
          }
        />
      ))}
    </fieldset>
  );
}

type Statement = TypologyDraft['statements'][number];
function Statements({ of, onChange }: { of: readonly Statement[]; onChange: (statements: Statement[]) => void }) {
  // A statement has no name until it is typed, so that each line gets a key of its own.
  const [keys, setKeys] = useState(() => of.map(() => crypto.randomUUID()));
  const put = (at: number, change: Partial<Statement>): void =>
    onChange(of.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <fieldset className="rt-patterns-statements">
      <legend>Statements</legend>
      {of.map(({ title, sql }, at) => (
        <div key={keys[at]} className="rt-column">
          <div className="rt-row">
            <InputGroup
              className="rt-grow"
              aria-label={`Title of statement ${at + 1}`}
              placeholder="What it looks for"
              value={title}
              onChange={(event) => put(at, { title: event.target.value })}
            />
            <Button
              icon="trash"
              variant="minimal"
              aria-label={`Remove statement ${at + 1}`}
              onClick={() => {
                setKeys(keys.toSpliced(at, 1));
                onChange(of.toSpliced(at, 1));
              }}
            />
          </div>
          <TextArea
            fill
            rows={3}
            className="rt-mono"
            aria-label={`SQL of statement ${at + 1}`}
            placeholder="SELECT …"
            value={sql}
            onChange={(event) => put(at, { sql: event.target.value })}
          />
        </div>
      ))}
      <Button
        icon="plus"
        text="Add a statement"
        onClick={() => {
          setKeys([...keys, crypto.randomUUID()]);
          onChange([...of, { title: '', sql: '' }]);
        }}
      />
    </fieldset>
  );
}
