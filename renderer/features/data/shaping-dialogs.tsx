import { useEffect, useState } from 'react';
import type { CaseId, Cell } from '../../../shared/contract/values.ts';
import {
  type Key,
  type Measure,
  PIVOT_COLUMNS,
  type Shaping,
  type Step,
  shapingColumns,
} from '../../../shared/domain/shaping.ts';
import { withStep } from '../../../shared/domain/shaping-steps.ts';
import { runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';
import { RepeatedRows } from './repeated-rows.tsx';

import {
  Add,
  firstKey,
  isNumber,
  KeyChoice,
  MeasureChoice,
  numbered,
  Sql,
  type StepDialogProps,
} from './shaping-fields.tsx';

/** Rows put into groups, and what is computed of each. */
export function GroupDialog({ caseId, shaping, timeoutSeconds, result, onStep, onClose }: StepDialogProps) {
  const columns = shapingColumns(shaping);
  const [by, setBy] = useState([numbered(firstKey(columns, result))]);
  const [measures, setMeasures] = useState([numbered<Measure>({ of: 'rows' })]);
  const step: Step = { kind: 'group', by: by.map(({ of }) => of), measures: measures.map(({ of }) => of) };
  return (
    <ConfirmDialog title="Group and summarise" confirm="Group" onClose={onClose} onConfirm={async () => onStep(step)}>
      {by.map(({ id, of }, at) => (
        <KeyChoice
          key={id}
          label="Group by"
          value={of}
          columns={columns}
          result={result}
          onChange={(next) => setBy(by.with(at, { id, of: next }))}
        />
      ))}
      <Add
        onClick={() =>
          setBy([
            ...by,
            numbered(
              firstKey(
                columns.filter((name) => !by.some(({ of }) => of.column === name)),
                result,
              ),
            ),
          ])
        }
      >
        Add a column to group by
      </Add>
      {measures.map(({ id, of }, at) => (
        <MeasureChoice
          key={id}
          value={of}
          columns={columns}
          result={result}
          onChange={(next) => setMeasures(measures.with(at, { id, of: next }))}
        />
      ))}
      <Add
        onClick={() =>
          setMeasures([
            ...measures,
            numbered<Measure>({
              of: 'sum',
              column: columns.find((name) => isNumber(result, name)) ?? columns[0] ?? '',
            }),
          ])
        }
      >
        Add a computed column
      </Add>
      <RepeatedRows caseId={caseId} shaping={withStep(shaping, step)} timeoutSeconds={timeoutSeconds} />
      <Sql shaping={shaping} step={step} />
    </ConfirmDialog>
  );
}

/** Values of one column as columns, at most fifty of them. */
export function PivotDialog({ caseId, shaping, result, timeoutSeconds, onStep, onClose }: StepDialogProps) {
  const columns = shapingColumns(shaping);
  const [row, setRow] = useState<Key>(firstKey(columns, result));
  const [column, setColumn] = useState<Key>({
    column: columns.find((name) => name !== row.column) ?? columns[0] ?? '',
  });
  const [measure, setMeasure] = useState<Measure>({ of: 'rows' });
  const { values, total, problem } = useColumnValues(caseId, shaping, column, timeoutSeconds);
  const step: Step | null =
    values.length > 0 ? { kind: 'pivot', rows: [row], column, values: [...values], measure } : null;
  return (
    <ConfirmDialog
      title="Pivot"
      confirm="Pivot"
      disabled={!step}
      onClose={onClose}
      onConfirm={async () => step && onStep(step)}
    >
      <KeyChoice label="Rows" value={row} columns={columns} result={result} onChange={setRow} />
      <KeyChoice
        label="Columns are the values of"
        value={column}
        columns={columns}
        result={result}
        onChange={setColumn}
      />
      <MeasureChoice value={measure} columns={columns} result={result} onChange={setMeasure} />
      {step && <RepeatedRows caseId={caseId} shaping={withStep(shaping, step)} timeoutSeconds={timeoutSeconds} />}
      {problem && <p className="rt-danger">{problem}</p>}
      {total > 0 && (
        <p className="rt-muted">
          {total > values.length
            ? `The ${values.length} most frequent of ${formatCount(total)} values become columns (the limit is ${PIVOT_COLUMNS}); all others are computed together in the column "all other".`
            : `${plural(values.length, 'column')}, one for each value.`}
        </p>
      )}
      <Sql shaping={shaping} step={step} />
    </ConfirmDialog>
  );
}

function useColumnValues(caseId: CaseId, shaping: Shaping, { column, period }: Key, timeoutSeconds: number) {
  const [found, setFound] = useState<{ values: readonly Cell[]; total: number; problem: string }>({
    values: [],
    total: 0,
    problem: '',
  });
  const asked = JSON.stringify([
    period ? withStep(shaping, { kind: 'group', by: [{ column, period }], measures: [{ of: 'rows' }] }) : shaping,
    period ? `${column}_${period}` : column,
  ]);
  useEffect(() => {
    let current = true;
    const [of, name] = JSON.parse(asked) as [Shaping, string];
    runJob('analysis.facets', { caseId, shaping: of, columns: [name], values: PIVOT_COLUMNS, timeoutSeconds }).then(
      ({ facets: [facet] }) => {
        if (!current || !facet) return;
        const there = facet.values.filter(({ rows }) => rows > 0).slice(0, PIVOT_COLUMNS);
        setFound({ values: there.map(({ value }) => value), total: there.length + facet.rest.values, problem: '' });
      },
      (error: unknown) => current && setFound({ values: [], total: 0, problem: messageOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [caseId, asked, timeoutSeconds]);
  return found;
}
