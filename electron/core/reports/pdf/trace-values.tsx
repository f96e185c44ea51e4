import type { Trace } from '../../../../shared/contract/traces.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { METHODS } from '../../../../shared/domain/tracing/methods.ts';
import { type ValueRow, valueTables } from '../../../../shared/domain/tracing/values.ts';
import { Muted } from './frame.tsx';
import { Words } from './text.tsx';
import { Figures } from './trace-figures.tsx';

/** The values of a trace by account and by hop; nothing for a trace without prices. @param most accounts that are printed */
export function TraceValues({ trace, most }: { readonly trace: Trace; readonly most: number }) {
  const tables = valueTables(trace);
  if (tables === null) return null;
  const currency = trace.prices?.currency ?? '';
  const heads = tables.methods.map((method) => METHODS[method].short);
  const missing = ({ without }: ValueRow): string => (without === '' ? '' : `, without a price ${without}`);
  return (
    <>
      <Figures
        title={`Value by account, ${currency}`}
        columns={['Hop', 'Account, and what has no price', ...heads]}
        rows={tables.accounts
          .slice(0, most)
          .map((row) => [String(row.hop), `${row.account}${missing(row)}`, ...row.values])}
      />
      {tables.accounts.length > most && (
        <Muted>{`The first ${counted(most, 'account')} of ${tables.accounts.length.toLocaleString('en-US')}; the rest is in the exhibit.`}</Muted>
      )}
      <Figures
        title={`Value by hop, ${currency}`}
        columns={['Hop', 'Without a price', ...heads]}
        rows={tables.hops.map((row) => [String(row.hop), row.without || 'none', ...row.values])}
      />
      {tables.notes.map((note) => (
        <Words key={note}>{note}</Words>
      ))}
    </>
  );
}
