import { Callout, Checkbox } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { joinWords } from '../../../shared/domain/joins.ts';
import { type Shaping, type Step, shapingColumns } from '../../../shared/domain/shaping.ts';
import { runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Choice } from '../../ui/form.tsx';
import { formatCount } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';

import { Add, Sql, type StepDialogProps } from './shaping-fields.tsx';

type Table = Output<'query.schema'>[number];

/** Two tables joined by columns that are picked, with what matches counted before it is done. */
export function JoinDialog({
  caseId,
  shaping,
  timeoutSeconds,
  tables,
  onStep,
  onClose,
}: StepDialogProps & { readonly tables: readonly Table[] }) {
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
