import type { ReactNode } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { type Key, type Measure, Period, type Shaping, type Step, shapingSql } from '../../../shared/domain/shaping.ts';
import { withStep } from '../../../shared/domain/shaping-steps.ts';
import { Choice } from '../../ui/form.tsx';
import { isNumeric } from './cells.tsx';

/** What every dialog of a step is given. */
export interface StepDialogProps {
  readonly caseId: CaseId;
  readonly shaping: Shaping;
  readonly result: QueryResult | null;
  readonly timeoutSeconds: number;
  readonly onStep: (step: Step) => void;
  readonly onClose: () => void;
}

export const isTime = (result: QueryResult | null, column: string): boolean => {
  const kind = result?.columns.find(({ name }) => name === column)?.reading?.kind;
  return kind === 'time' || kind === 'date' || kind === 'epoch';
};
export const isNumber = (result: QueryResult | null, column: string): boolean => {
  const found = result?.columns.find(({ name }) => name === column);
  return found !== undefined && isNumeric(found);
};

const PERIODS = [
  { value: '', label: 'each value' },
  ...Period.options.map((period) => ({ value: period, label: `by ${period}` })),
];

export function KeyChoice({
  label,
  value,
  columns,
  result,
  onChange,
}: {
  label: string;
  value: Key;
  columns: readonly string[];
  result: QueryResult | null;
  onChange: (key: Key) => void;
}) {
  return (
    <div className="rt-data-shaping-pair">
      <Choice
        label={label}
        value={value.column}
        options={columns}
        onChange={(column) => onChange(isTime(result, column) ? { column, period: 'day' } : { column })}
      />
      {(isTime(result, value.column) || value.period) && (
        <Choice
          label="Period"
          value={value.period ?? ''}
          options={PERIODS}
          onChange={(period) =>
            onChange(period === '' ? { column: value.column } : { column: value.column, period: Period.parse(period) })
          }
        />
      )}
    </div>
  );
}

const MEASURES: readonly { readonly value: Measure['of']; readonly label: string }[] = [
  { value: 'rows', label: 'number of rows' },
  { value: 'distinct', label: 'distinct values of' },
  { value: 'values', label: 'filled values of' },
  { value: 'sum', label: 'sum of' },
  { value: 'exact sum', label: 'exact sum, as text (dec_sum), of' },
  { value: 'average', label: 'average of' },
  { value: 'least', label: 'least of' },
  { value: 'greatest', label: 'greatest of' },
  { value: 'first', label: 'first value, by time, of' },
  { value: 'last', label: 'last value, by time, of' },
];
export function MeasureChoice({
  value,
  columns,
  result,
  onChange,
}: {
  value: Measure;
  columns: readonly string[];
  result: QueryResult | null;
  onChange: (measure: Measure) => void;
}) {
  const first = columns.find((name) => isNumber(result, name)) ?? columns[0] ?? '';
  const time = columns.find((name) => isTime(result, name)) ?? columns[0] ?? '';
  const of = (how: Measure['of']): Measure => {
    if (how === 'rows') return { of: how };
    const column = value.column ?? first;
    return isByTime(how) ? { of: how, column, by: value.by ?? time } : { of: how, column };
  };
  return (
    <div className="rt-data-shaping-pair">
      <Choice
        label="Compute"
        value={value.of}
        options={MEASURES}
        onChange={(how) => onChange(of(how as Measure['of']))}
      />
      {value.of !== 'rows' && (
        <Choice
          label="Column"
          value={value.column ?? first}
          options={columns}
          onChange={(column) => onChange({ ...value, column })}
        />
      )}
      {isByTime(value.of) && (
        <Choice
          label={isTime(result, value.by ?? time) ? 'Time' : 'Order (not read as a time)'}
          value={value.by ?? time}
          options={columns}
          onChange={(by) => onChange({ ...value, by })}
        />
      )}
    </div>
  );
}
const isByTime = (of: Measure['of']): boolean => of === 'first' || of === 'last';

/** What is added to a list in a dialog, told apart by a number. */
export const numbered = <T,>(of: T): { readonly id: number; readonly of: T } => ({ id: next++, of });
let next = 0;

export function Sql({ shaping, step }: { shaping: Shaping; step: Step | null }) {
  if (!step) return null;
  return (
    <details>
      <summary>SQL</summary>
      <pre className="rt-data-sql-shown">{shapingSql(withStep(shaping, step))}</pre>
    </details>
  );
}

export function Add({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="rt-data-link-button rt-data-shaping-add" onClick={onClick}>
      {children}
    </button>
  );
}

export const firstKey = (columns: readonly string[], result: QueryResult | null): Key => {
  const column = columns.find((name) => !isNumber(result, name)) ?? columns[0] ?? '';
  return isTime(result, column) ? { column, period: 'day' } : { column };
};
