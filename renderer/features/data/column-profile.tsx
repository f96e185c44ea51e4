import { Callout, Dialog, DialogBody, HTMLTable, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, Cell } from '../../../shared/contract/values.ts';
import { asText } from '../../../shared/domain/as-text.ts';
import { call, runJob } from '../../client/call.ts';
import { formatCount, formatShare } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';
import { CellValue, cellNumber } from './cells.tsx';
import { profileSql } from './statements.ts';

interface Props {
  readonly caseId: CaseId;
  readonly result: QueryResult;
  readonly column: number;
  readonly timeoutSeconds: number;
  readonly onOpenSql: (sql: string) => void;
  readonly onClose: () => void;
}
interface Profile {
  readonly summary: readonly Cell[];
  readonly top: readonly (readonly Cell[])[];
  /** What the smallest and the largest value do not say of themselves. */
  readonly warnings: readonly string[];
}

async function ask(caseId: CaseId, sql: string, timeoutSeconds: number, signal: AbortSignal) {
  const result = await runJob('query.run', { caseId, sql, timeoutSeconds, rowLimit: 10, derived: true }, { signal });
  const { rows } = await call('query.rows', { resultId: result.resultId, offset: 0, limit: 10 });
  void call('query.discard', { resultId: result.resultId }).catch(() => {});
  return { rows, warnings: [...result.comparedAsText.map(asText), ...result.warnings] };
}

const FACTS = ['Rows', 'NULL', 'Empty text', 'Distinct values', 'Smallest', 'Largest'];

/** What a column holds, computed by the database with SQL that can be seen and opened. */
export function ColumnProfile({ caseId, result, column, timeoutSeconds, onOpenSql, onClose }: Props) {
  const sql = profileSql(result.sql, result.columns, column);
  const [profile, setProfile] = useState<Profile | null>(null);
  const [problem, setProblem] = useState('');
  const { summary, top } = sql ?? { summary: '', top: '' };
  useEffect(() => {
    if (!summary) return;
    const abort = new AbortController();
    const run = async () => {
      const { rows, warnings } = await ask(caseId, summary, timeoutSeconds, abort.signal);
      const { rows: values } = await ask(caseId, top, timeoutSeconds, abort.signal);
      if (!abort.signal.aborted) setProfile({ summary: rows[0] ?? [], top: values, warnings });
    };
    run().catch((error: unknown) => !abort.signal.aborted && setProblem(messageOf(error)));
    return () => abort.abort();
  }, [caseId, summary, top, timeoutSeconds]);
  const name = result.columns[column]?.name ?? '';
  const total = cellNumber(profile?.summary[0] ?? null) ?? 0;
  return (
    <Dialog isOpen title={`Column ${name}`} onClose={onClose} className="rt-data-profile-dialog">
      <DialogBody>
        <div className="rt-column">
          {problem && (
            <p role="alert" className="rt-danger">
              {problem}
            </p>
          )}
          {!profile && !problem && <Spinner size={24} aria-label="Profiling the column" />}
          {profile && (
            <>
              <dl className="rt-facts">
                {FACTS.map((fact, index) => (
                  <div key={fact} className="rt-data-profile-fact">
                    <dt>{fact}</dt>
                    <dd>
                      <CellValue cell={profile.summary[index] ?? null} count={index < 4} />
                    </dd>
                  </div>
                ))}
              </dl>
              {profile.warnings.map((warning) => (
                <Callout key={warning} compact intent="warning">
                  {warning}
                </Callout>
              ))}
              <HTMLTable compact className="rt-data-profile-top">
                <caption>Most frequent values (at most 10)</caption>
                <thead>
                  <tr>
                    <th scope="col">Value</th>
                    <th scope="col" className="rt-data-profile-count">
                      Rows
                    </th>
                    <th scope="col">Share</th>
                  </tr>
                </thead>
                <tbody>
                  {profile.top.map(([value = null, times = null], index) => {
                    const count = cellNumber(times) ?? 0;
                    const share = total > 0 ? (100 * count) / total : 0;
                    return (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the order of ten rows that never change
                      <tr key={index}>
                        <td className="rt-break">
                          <CellValue cell={value} />
                        </td>
                        <td className="rt-data-profile-count">{formatCount(count)}</td>
                        <td>
                          <span className="rt-data-profile-bar" style={{ width: `${share * 0.6}%` }} />{' '}
                          {formatShare(count, total)}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </HTMLTable>
            </>
          )}
          <details>
            <summary>SQL of this profile</summary>
            <pre className="rt-data-sql-shown">{`${summary};\n\n${top};`}</pre>
            <button type="button" className="rt-data-link-button" onClick={() => onOpenSql(`${summary};\n\n${top};`)}>
              Open as a query
            </button>
          </details>
          <p className="rt-muted">Computed from all rows of the query, not only those within the row limit.</p>
        </div>
      </DialogBody>
    </Dialog>
  );
}
