import { Callout, Checkbox, HTMLSelect } from '@blueprintjs/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, Cell } from '../../../shared/contract/values.ts';
import { joinWords } from '../../../shared/domain/joins.ts';
import {
  type Key,
  type Measure,
  Period,
  PIVOT_COLUMNS,
  type Shaping,
  type Step,
  shapingColumns,
  shapingSql,
  withStep,
} from '../../../shared/domain/shaping.ts';
import { runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { RepeatedRows } from './repeated-rows.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly shaping: Shaping;
  readonly result: QueryResult | null;
  readonly timeoutSeconds: number;
  readonly onStep: (step: Step) => void;
  readonly onClose: () => void;
}

const isTime = (result: QueryResult | null, column: string): boolean => {
  const kind = result?.columns.find(({ name }) => name === column)?.reading?.kind;
  return kind === 'time' || kind === 'date' || kind === 'epoch';
};
const isNumber = (result: QueryResult | null, column: string): boolean => {
  const type = result?.columns.find(({ name }) => name === column)?.type;
  return type === 'INTEGER' || type === 'REAL';
};

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (string | { value: string; label: string })[];
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <HTMLSelect
          id={id}
          fill
          value={value}
          options={[...options]}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

const PERIODS = [
  { value: '', label: 'each value' },
  ...Period.options.map((period) => ({ value: period, label: `by ${period}` })),
];

function KeyChoice({
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
];
function MeasureChoice({
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
  return (
    <div className="rt-data-shaping-pair">
      <Choice
        label="Compute"
        value={value.of}
        options={MEASURES}
        onChange={(of) => onChange(of === 'rows' ? { of } : { of: of as Measure['of'], column: value.column ?? first })}
      />
      {value.of !== 'rows' && (
        <Choice
          label="Column"
          value={value.column ?? first}
          options={columns}
          onChange={(column) => onChange({ ...value, column })}
        />
      )}
    </div>
  );
}

/** What is added to a list in a dialog, told apart by a number. */
const numbered = <T,>(of: T): { readonly id: number; readonly of: T } => ({ id: next++, of });
let next = 0;

function Sql({ shaping, step }: { shaping: Shaping; step: Step | null }) {
  if (!step) return null;
  return (
    <details>
      <summary>SQL</summary>
      <pre className="rt-data-sql-shown">{shapingSql(withStep(shaping, step))}</pre>
    </details>
  );
}

function Add({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="rt-data-link-button rt-data-shaping-add" onClick={onClick}>
      {children}
    </button>
  );
}

const firstKey = (columns: readonly string[], result: QueryResult | null): Key => {
  const column = columns.find((name) => !isNumber(result, name)) ?? columns[0] ?? '';
  return isTime(result, column) ? { column, period: 'day' } : { column };
};

/** Rows put into groups, and what is computed of each. */
export function GroupDialog({ caseId, shaping, timeoutSeconds, result, onStep, onClose }: Props) {
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
export function PivotDialog({ caseId, shaping, result, timeoutSeconds, onStep, onClose }: Props) {
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

type Table = Output<'query.schema'>[number];

/** Two tables joined by columns that are picked, with what matches counted before it is done. */
export function JoinDialog({
  caseId,
  shaping,
  timeoutSeconds,
  tables,
  onStep,
  onClose,
}: Props & { readonly tables: readonly Table[] }) {
  const columns = shapingColumns(shaping);
  const own = 'table' in shaping.base ? shaping.base.table : '';
  const [table, setTable] = useState(tables.find(({ name }) => name !== own)?.name ?? tables[0]?.name ?? '');
  const right = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
  const [on, setOn] = useState<readonly { id: number; left: string; right: string }[]>([]);
  const alike = columns.find((name) => right.some((each) => each.toLowerCase() === name.toLowerCase()));
  const pairs =
    on.length > 0
      ? on
      : [
          {
            id: 0,
            left: alike ?? columns[0] ?? '',
            right: right.find((each) => each.toLowerCase() === alike?.toLowerCase()) ?? right[0] ?? '',
          },
        ];
  const [unmatched, setUnmatched] = useState(true);
  const step: Step | null =
    right.length > 0
      ? {
          kind: 'join',
          table,
          columns: right,
          on: pairs.map(({ left, right: name }) => ({ left, right: name })),
          unmatched,
        }
      : null;
  return (
    <ConfirmDialog
      title="Join with a table"
      confirm="Join"
      disabled={!step}
      onClose={onClose}
      onConfirm={async () => step && onStep(step)}
    >
      <Choice
        label="Table"
        value={table}
        options={tables.map(({ name }) => name)}
        onChange={(name) => {
          setTable(name);
          setOn([]);
        }}
      />
      {pairs.map((pair, at) => (
        <div key={pair.id} className="rt-data-shaping-pair">
          <Choice
            label="Column here"
            value={pair.left}
            options={columns}
            onChange={(left) => setOn(pairs.with(at, { ...pair, left }))}
          />
          <Choice
            label={`Column of ${table}`}
            value={pair.right}
            options={right}
            onChange={(name) => setOn(pairs.with(at, { ...pair, right: name }))}
          />
        </div>
      ))}
      <Add onClick={() => setOn([...pairs, { id: pairs.length, left: columns[0] ?? '', right: right[0] ?? '' }])}>
        Add a pair of columns
      </Add>
      <Checkbox
        checked={unmatched}
        onChange={(event) => setUnmatched(event.currentTarget.checked)}
        label="Keep rows here without a match"
      />
      <Matches
        caseId={caseId}
        shaping={shaping}
        table={table}
        on={pairs.map(({ left, right: name }) => ({ left, right: name }))}
        unmatched={unmatched}
        timeoutSeconds={timeoutSeconds}
      />
      <Sql shaping={shaping} step={step} />
    </ConfirmDialog>
  );
}

interface MatchesProps {
  readonly caseId: CaseId;
  readonly shaping: Shaping;
  readonly table: string;
  readonly on: readonly { readonly left: string; readonly right: string }[];
  readonly timeoutSeconds: number;
}
function Matches({ caseId, timeoutSeconds, unmatched: kept, ...of }: MatchesProps & { readonly unmatched: boolean }) {
  const [found, setFound] = useState<Output<'analysis.joinCounts'> | string | null>(null);
  const asked = JSON.stringify(of);
  useEffect(() => {
    let current = true;
    setFound(null);
    runJob('analysis.joinCounts', {
      caseId,
      timeoutSeconds,
      ...(JSON.parse(asked) as Omit<MatchesProps, 'caseId' | 'timeoutSeconds'> as {
        shaping: Shaping;
        table: string;
        on: { left: string; right: string }[];
      }),
    }).then(
      (counts) => current && setFound(counts),
      (error: unknown) => current && setFound(messageOf(error)),
    );
    return () => {
      current = false;
    };
  }, [caseId, asked, timeoutSeconds]);
  if (found === null)
    return (
      <p className="rt-muted" role="status">
        Counting matches …
      </p>
    );
  if (typeof found === 'string')
    return (
      <p className="rt-danger" role="alert">
        {found}
      </p>
    );
  const { leftRows, leftMatched, leftBlank, rightRows, rightMatched, rightBlank, mostForLeft, mostForRight } = found;
  const unmatched = (rows: number, matched: number, blank: number): string =>
    `${formatCount(rows - matched)}${blank > 0 ? ` (${formatCount(blank)} with no key)` : ''}`;
  return (
    <div role="status">
      <table className="rt-data-shaping-matches">
        <thead>
          <tr>
            <td />
            <th scope="col">Here</th>
            <th scope="col">{of.table}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Rows</th>
            <td>{formatCount(leftRows)}</td>
            <td>{formatCount(rightRows)}</td>
          </tr>
          <tr>
            <th scope="row">With a match</th>
            <td>{formatCount(leftMatched)}</td>
            <td>{formatCount(rightMatched)}</td>
          </tr>
          <tr>
            <th scope="row">Without</th>
            <td>{unmatched(leftRows, leftMatched, leftBlank)}</td>
            <td>{unmatched(rightRows, rightMatched, rightBlank)}</td>
          </tr>
          <tr>
            <th scope="row">Matches of one key, at most</th>
            <td>{formatCount(mostForLeft)}</td>
            <td>{formatCount(mostForRight)}</td>
          </tr>
        </tbody>
      </table>
      <p>{joinWords(found, kept)}</p>
      {found.warnings.map((warning) => (
        <Callout key={warning} compact intent="warning">
          {warning}
        </Callout>
      ))}
    </div>
  );
}
