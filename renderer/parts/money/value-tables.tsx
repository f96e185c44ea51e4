import type { Trace } from '../../../shared/contract/traces.ts';
import { METHODS } from '../../../shared/domain/tracing/methods.ts';
import { type ValueRow, valueTables } from '../../../shared/domain/tracing/values.ts';
import { Rows } from './trace-tables.tsx';

/** What each account and hop is worth by the prices of a trace; nothing for a trace without. */
export function ValueTables({ trace }: { readonly trace: Trace }) {
  const tables = valueTables(trace);
  if (tables === null) return null;
  const heads = tables.methods.map((method) => METHODS[method].short);
  const cells = ({ values, without }: ValueRow): string[] => [without || 'none', ...values];
  return (
    <>
      <Rows
        title={`Value by account, ${trace.prices?.currency}`}
        columns={['Hop', 'Account', 'Without a price', ...heads]}
        words={3}
        all={tables.accounts.length}
        rows={tables.accounts.map((row) => [String(row.hop), row.account, ...cells(row)])}
      />
      <Rows
        title={`Value by hop, ${trace.prices?.currency}`}
        columns={['Hop', 'Without a price', ...heads]}
        words={2}
        rows={tables.hops.map((row) => [String(row.hop), ...cells(row)])}
      >
        {tables.notes.map((note) => (
          <p key={note} className="rt-muted">
            {note}
          </p>
        ))}
      </Rows>
    </>
  );
}
