import { Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { STATUSES } from '../../../shared/domain/tracing/suggested-transfers.ts';
import { type TransferMapping, type TransferRole, UNMAPPED } from '../../../shared/domain/tracing/transfer-mapping.ts';
import { countWarnings, countWords } from '../../../shared/domain/tracing/transfer-words.ts';
import { runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';

type Source = Output<'transfer.sources'>[number];
type Previewed = Output<'transfer.preview'>;

const ROLES: readonly (readonly [TransferRole, string])[] = [
  ['from', 'Sender'],
  ['to', 'Receiver'],
  ['account', 'Own account'],
  ['counterparty', 'Counterparty of the own account'],
  ['direction', 'Direction in words'],
  ['amount', 'Amount'],
  ['amountIn', 'Amount in'],
  ['amountOut', 'Amount out'],
  ['asset', 'Asset'],
  ['contract', 'Contract'],
  ['chain', 'Chain'],
  ['time', 'Time'],
  ['transaction', 'Transaction'],
  ['fee', 'Fee'],
  ['feeAsset', 'Asset of the fee'],
  ['status', 'Status'],
  ['block', 'Block'],
  ['index', 'Index in block'],
  ['log', 'Log or output index'],
  ['nonce', 'Nonce'],
];
const WAIT_MS = 300; // after a change before rows are read

/** Says by hand which columns of a table are a transfer, and shows what comes of it before it is kept. */
export function MapDialog({ source, onClose }: { readonly source: Source; readonly onClose: () => void }) {
  const { datasetId, view, columns } = source;
  const [mapping, setMapping] = useState<TransferMapping>(
    source.mapping ?? source.suggested ?? { ...(source.looks ?? UNMAPPED), ...STATUSES },
  );
  const [decimals, setDecimals] = useState(mapping.decimals === null ? '' : String(mapping.decimals));
  const [outgoing, setOutgoing] = useState(mapping.outgoing?.join(', ') ?? '');
  const set = (part: Partial<TransferMapping>): void => setMapping((before) => ({ ...before, ...part }));
  const { found, stale, problem } = usePreview(datasetId, mapping);
  const text = (key: 'asset' | 'feeAsset' | 'chain' | 'subject', label: string, help?: string) => (
    <Field label={label} help={help}>
      {(id, describedBy) => (
        <InputGroup
          id={id}
          aria-describedby={describedBy}
          value={mapping[key]}
          onChange={({ currentTarget }) => set({ [key]: currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <ConfirmDialog
      title={`Map ${view} to transfers`}
      confirm="Map"
      className="rt-money-map"
      disabled={
        found === null || stale || found.counts.transfers === 0 || found.counts.statuses.some(({ asked }) => asked)
      }
      onClose={onClose}
      onConfirm={() => runJob('transfer.map', { datasetId, mapping })}
    >
      {!source.mapping && !source.suggested && source.looks && (
        <p className="rt-muted">
          The headers say nothing of payments: columns are filled in by what their first rows look like. Check who pays.
        </p>
      )}
      <div className="rt-money-roles">
        {ROLES.map(([role, label]) => (
          <Field key={role} label={label}>
            {(id) => (
              <HTMLSelect
                id={id}
                fill
                value={mapping.columns[role] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  set({ columns: { ...mapping.columns, [role]: value === '' ? null : value } })
                }
                options={[
                  { value: '', label: '—' },
                  ...columns.map(({ name, header }) => ({ value: name, label: header || name })),
                ]}
              />
            )}
          </Field>
        ))}
        {text('asset', 'Asset of all rows', 'Where no column names it: ETH, EUR')}
        {text('feeAsset', 'Asset of fees', 'Empty: that of the amount')}
        {text('chain', 'Chain of all rows', 'ethereum; empty for a bank')}
        {text('subject', 'Whose account', 'Where columns name one end only')}
        <Field label="Decimals" help="Empty: what is known of the asset">
          {(id) => (
            <InputGroup
              id={id}
              value={decimals}
              onChange={({ currentTarget: { value } }) => {
                setDecimals(value);
                if (/^\d{0,2}$/.test(value)) set({ decimals: value === '' ? null : Math.min(40, Number(value)) });
              }}
            />
          )}
        </Field>
        {mapping.columns.direction && (
          <Field label="Words of what is paid" help="Commas between: send, out, debit; all others come in">
            {(id, describedBy) => (
              <InputGroup
                id={id}
                aria-describedby={describedBy}
                value={outgoing}
                onChange={({ currentTarget: { value } }) => {
                  setOutgoing(value);
                  set({ outgoing: wordsOf(value) });
                }}
              />
            )}
          </Field>
        )}
      </div>
      <div className="rt-money-tools">
        <Checkbox
          className="rt-money-check"
          label="Amounts are base units (wei, satoshi, cents)"
          checked={mapping.baseUnits}
          onChange={({ currentTarget }) => set({ baseUnits: currentTarget.checked })}
        />
        {mapping.columns.status && (
          <Checkbox
            className="rt-money-check"
            label="What failed still costs its fee"
            checked={mapping.failedPay ?? true}
            onChange={({ currentTarget }) => set({ failedPay: currentTarget.checked })}
          />
        )}
        {mapping.columns.fee && (
          <Checkbox
            className="rt-money-check"
            label="The account whose statement it is bears the fees, also of what comes in"
            checked={mapping.feeOf === 'account'}
            onChange={({ currentTarget }) => set({ feeOf: currentTarget.checked ? 'account' : 'sender' })}
          />
        )}
        {mapping.columns.amountOut && (
          <Checkbox
            className="rt-money-check"
            label="What goes out is always written with a minus sign"
            checked={mapping.outSigned ?? false}
            onChange={({ currentTarget }) => set({ outSigned: currentTarget.checked })}
          />
        )}
        <Checkbox
          className="rt-money-check"
          label="Each row is an input or output of its transaction"
          checked={mapping.model === 'coins'}
          onChange={({ currentTarget }) => set({ model: currentTarget.checked ? 'coins' : 'accounts' })}
        />
      </div>
      <div aria-live="polite" className="rt-money-table">
        {problem && <p className="rt-danger">{problem}</p>}
        {found && <StatusWords statuses={found.counts.statuses} mapping={mapping} onChange={set} />}
        {found && <Preview {...found} />}
      </div>
    </ConfirmDialog>
  );
}

function usePreview(datasetId: Source['datasetId'], mapping: TransferMapping) {
  const [state, setState] = useState<{
    readonly found: Previewed | null;
    readonly stale: boolean;
    readonly problem: string;
  }>({ found: null, stale: true, problem: '' });
  useEffect(() => {
    const stopped = new AbortController();
    // What was found before stays on the screen until the next is there; it can no longer be confirmed.
    setState((before) => ({ ...before, stale: true, problem: '' }));
    const timer = setTimeout(() => {
      runJob('transfer.preview', { datasetId, mapping }, { signal: stopped.signal }).then(
        (found) => !stopped.signal.aborted && setState({ found, stale: false, problem: '' }),
        (error: unknown) =>
          !stopped.signal.aborted && setState({ found: null, stale: false, problem: messageOf(error) }),
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [datasetId, mapping]);
  return state;
}

const wordsOf = (text: string): string[] =>
  [...new Set(text.split(',').map((word) => word.trim().toLowerCase()))].filter((word) => word !== '').slice(0, 40);

/** The words that the file has, each with what it means; what no list knows is asked. */
function StatusWords({
  statuses,
  mapping: { succeeds, fails },
  onChange,
}: {
  readonly statuses: Previewed['counts']['statuses'];
  readonly mapping: TransferMapping;
  readonly onChange: (change: Pick<TransferMapping, 'succeeds' | 'fails'>) => void;
}) {
  if (statuses.length === 0) return null;
  const choose = (word: string, moved: boolean): void => {
    const own = word.toLowerCase();
    const without = (list: readonly string[]) => list.filter((each) => each !== own);
    onChange({
      succeeds: [...(moved ? [own] : []), ...without(succeeds)],
      ...(fails && { fails: [...(moved ? [] : [own]), ...without(fails)] }),
    });
  };
  return (
    <fieldset className="rt-money-kinds">
      <legend>What each status means</legend>
      {statuses.map(({ word, rows, failed, asked }) => (
        <Field key={word} label={`${word || 'no status'}: ${plural(rows, 'row')}`}>
          {(id) => (
            <HTMLSelect
              id={id}
              value={asked ? '' : failed ? 'none' : 'moved'}
              onChange={({ currentTarget: { value } }) => choose(word, value === 'moved')}
            >
              {asked && <option value="">choose…</option>}
              <option value="moved">money moved</option>
              <option value="none">no money moved: failed, pending or undone</option>
            </HTMLSelect>
          )}
        </Field>
      ))}
      {statuses.some(({ asked }) => asked) && (
        <p className="rt-muted">
          Of what was refunded or reversed the money moved where its way back is a row of its own, and else did not.
        </p>
      )}
    </fieldset>
  );
}

const SHOWN = 5;

function Preview({ counts, first }: Previewed) {
  const { firstRefused } = counts;
  return (
    <>
      {countWarnings(counts).map((warning) => (
        <p key={warning} className="rt-money-warning">
          {warning}
        </p>
      ))}
      <p>
        <strong>{countWords(counts)}</strong>
      </p>
      {first.length > 0 && (
        <table>
          <thead>
            <tr>
              {['Row', 'Sender', 'Receiver', 'Amount', 'Asset', 'Fee', 'Time', 'Transaction'].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.slice(0, SHOWN).map(({ row, from, to, amount, asset, fee, time, transaction, failed: not }) => (
              <tr key={row}>
                <td>{row}</td>
                <td className="rt-mono">{from || 'outside'}</td>
                <td className="rt-mono">{to || 'outside'}</td>
                <td>{not ? 'failed' : amount}</td>
                <td>{asset}</td>
                <td>{fee}</td>
                <td>{time}</td>
                <td className="rt-mono">{transaction}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {firstRefused.length > 0 && (
        <ul>
          {firstRefused.slice(0, SHOWN).map(({ row, why }) => (
            <li key={row}>
              Row {row} is refused: {why}.
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
