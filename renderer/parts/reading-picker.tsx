import { Checkbox, InputGroup } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { EPOCH_UNITS, type NumberForm, ORDERS, PLAIN_NUMBERS, type Reading } from '../../shared/domain/readings.ts';
import { Choice } from '../ui/form.tsx';
import { Field } from '../ui/saved-field.tsx';
import { ZONES } from './due-text.tsx';
import { KEPT_AS_TEXT } from './questions.ts';

type Kind = Reading['kind'];
const KINDS: Readonly<Record<Kind, string>> = {
  text: 'Text',
  integer: 'Integer',
  decimal: 'Decimal, exact',
  real: 'Real number',
  boolean: 'Yes or no',
  date: 'Date',
  month: 'Month of a year',
  time: 'Date and time',
  epoch: 'Time as a number',
  duration: 'Duration',
  json: 'JSON',
};
const POINTS = { '.': 'point: 0.5', ',': 'comma: 0,5' } as const;
const GROUPS = {
  '': 'none: 1000',
  ',': 'comma: 1,000',
  '.': 'point: 1.000',
  ' ': 'space: 1 000',
  "'": "apostrophe: 1'000",
} as const;
const CENTURIES = ['written', '2000–2099', '1970–2069'] as const;

/** The reading of another kind to begin with; places and fractions are found from the values. */
function ofKind(kind: Kind, now: Reading): Reading {
  const form = 'form' in now ? now.form : PLAIN_NUMBERS;
  const order = 'order' in now ? now.order : 'ymd';
  const century = 'century' in now ? now.century : 'written';
  switch (kind) {
    case 'text':
      return KEPT_AS_TEXT;
    case 'integer':
    case 'real':
      return { kind, form };
    case 'decimal':
      return { kind, form, scale: 0, long: false };
    case 'boolean':
      return { kind, yes: 'true', no: 'false' };
    case 'date':
      return { kind, order, century };
    case 'month':
      return { kind, century };
    case 'time':
      return { kind, order, century, zone: 'none', fraction: 0 };
    case 'epoch':
      return { kind, unit: 's', fraction: 0 };
    case 'duration':
    case 'json':
      return { kind };
  }
}

interface Props {
  readonly value: Reading;
  readonly onChange: (reading: Reading) => void;
}

/** How a column is to be read, put together by hand. */
export function ReadingPicker({ value, onChange }: Props) {
  return (
    <div className="rt-reading-picker">
      <Choice
        label="Read as"
        value={value.kind}
        options={listed(KINDS)}
        onChange={(kind) => onChange(kind === value.kind ? value : ofKind(kind, value))}
      />
      <Details value={value} onChange={onChange} />
    </div>
  );
}

function Details({ value, onChange }: Props): ReactNode {
  switch (value.kind) {
    case 'integer':
    case 'decimal':
    case 'real':
      return (
        <Numbers form={value.form} whole={value.kind === 'integer'} onChange={(form) => onChange({ ...value, form })} />
      );
    case 'boolean':
      return (
        <>
          <Word label="Word for yes" value={value.yes} onChange={(yes) => onChange({ ...value, yes })} />
          <Word label="Word for no" value={value.no} onChange={(no) => onChange({ ...value, no })} />
        </>
      );
    case 'date':
    case 'time':
      return (
        <>
          <Choice
            label="Order"
            value={value.order}
            options={listed(ORDERS)}
            onChange={(order) => onChange({ ...value, order })}
          />
          <Century value={value} onChange={onChange} />
          {value.kind === 'time' && <Zone zone={value.zone} onChange={(zone) => onChange({ ...value, zone })} />}
          {value.kind === 'time' && value.zone !== 'none' && value.zone !== 'UTC' && (
            <Twice value={value} onChange={onChange} />
          )}
        </>
      );
    case 'month':
      return <Century value={value} onChange={onChange} />;
    case 'epoch':
      return (
        <Choice
          label="Counted in"
          value={value.unit}
          options={listed(EPOCH_UNITS)}
          onChange={(unit) => onChange({ ...value, unit })}
        />
      );
    default:
      return null;
  }
}

function Numbers({
  form,
  whole,
  onChange,
}: {
  form: NumberForm;
  whole: boolean;
  onChange: (form: NumberForm) => void;
}) {
  // A mark that is chosen here holds for all values.
  const { marks, ...plain } = form;
  const set = (change: Partial<NumberForm>): void =>
    onChange({ ...plain, ...(marks && !('point' in change) && !('group' in change) && { marks }), ...change });
  return (
    <>
      {!whole && (
        <Choice label="Decimal sign" value={form.point} options={listed(POINTS)} onChange={(point) => set({ point })} />
      )}
      <Choice
        label="Thousands separator"
        value={form.group}
        options={listed(GROUPS)}
        onChange={(group) => set({ group })}
      />
      <Word label="Currency or unit" value={form.unit} onChange={(unit) => set({ unit: unit.trim() })} />
      <div className="rt-reading-picker-checks">
        <Checkbox checked={form.lakh} label="Lakhs: 12,34,567" onChange={() => set({ lakh: !form.lakh })} />
        <Checkbox
          checked={form.brackets}
          label="Negative in brackets: (35.25)"
          onChange={() => set({ brackets: !form.brackets })}
        />
      </div>
    </>
  );
}

function Century({
  value,
  onChange,
}: {
  value: Extract<Reading, { kind: 'date' | 'month' | 'time' }>;
  onChange: Props['onChange'];
}) {
  const now = String(value.century);
  const words: Record<string, string> = { written: 'as written', [now]: now === 'written' ? 'as written' : now };
  for (const each of CENTURIES.slice(1)) words[each] = `two digits are ${each}`;
  return (
    <Choice
      label="Years"
      value={now}
      options={listed(words)}
      onChange={(chosen) => {
        const named = CENTURIES.find((each) => each === chosen);
        onChange({ ...value, century: named ?? value.century });
      }}
    />
  );
}

function Zone({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const known = new Set<string>(['none', 'text', ...ZONES, zone]);
  const options = [...known].map((value) => ({
    value,
    label: value === 'none' ? 'none: shown as written' : value === 'text' ? 'written with each value' : value,
  }));
  return <Choice label="Time zone" value={zone} options={options} onChange={onChange} />;
}

/** Of an hour that clocks show twice, in autumn: before or after they are put back. */
function Twice({
  value: { twice, ...value },
  onChange,
}: {
  value: Extract<Reading, { kind: 'time' }>;
  onChange: Props['onChange'];
}) {
  return (
    <Choice
      label="Times that clocks show twice"
      value={twice ?? 'first'}
      options={listed({ first: 'the first, before they go back', second: 'the second' })}
      onChange={(chosen) => onChange(chosen === 'second' ? { ...value, twice: 'second' } : value)}
    />
  );
}

const listed = <V extends string>(words: Readonly<Record<V, string>>): { value: V; label: string }[] =>
  (Object.entries(words) as [V, string][]).map(([value, label]) => ({ value, label }));

function Word({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={label}>
      {(id) => <InputGroup id={id} maxLength={12} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
