import { Checkbox, HTMLSelect, InputGroup, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { STOP_REASONS } from '../../../shared/contract/traces.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';

type Found = Output<'transfer.accounts'>;
const WAIT_MS = 250; // after a letter before rows are read

/** Accounts of the asset, to be ticked instead of typed: those that paid most first. */
export function AccountsDialog({
  caseId,
  asset,
  stops,
  onChoose,
  onClose,
}: {
  readonly caseId: CaseId;
  readonly asset: string;
  /** They are where a trace stops, so that a reason is asked for; else it begins with them. */
  readonly stops: boolean;
  readonly onChoose: (lines: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [reason, setReason] = useState<string>(STOP_REASONS[0]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { found, problem } = useAccounts(caseId, asset, text);
  return (
    <ConfirmDialog
      title={stops ? 'Accounts where the trace stops' : 'Accounts to begin with'}
      confirm={ticked.size === 0 ? 'Add accounts' : `Add ${plural(ticked.size, 'account')}`}
      className="rt-money-map"
      disabled={ticked.size === 0}
      onClose={onClose}
      onConfirm={async () => onChoose([...ticked].map((account) => (stops ? `${account}, ${reason}` : account)))}
    >
      <Field label="Search accounts">
        {(id) => <InputGroup id={id} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />}
      </Field>
      {stops && (
        <Field label="Why it stops there">
          {(id) => (
            <HTMLSelect
              id={id}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
              options={[...STOP_REASONS]}
            />
          )}
        </Field>
      )}
      <div aria-live="polite" className="rt-money-table rt-money-accounts">
        {problem && <p className="rt-danger">{problem}</p>}
        {found === null && !problem && <Spinner size={20} aria-label="Listing accounts" />}
        {found && (
          <>
            <p className="rt-muted">
              {found.all === 0
                ? 'No account of this asset has that text in it.'
                : `${plural(found.all, 'account')}, those that paid most first${found.all > found.accounts.length ? `; the first ${formatCount(found.accounts.length)}` : ''}. Without what failed.`}
            </p>
            <table>
              <thead>
                <tr>
                  <th scope="col">Account</th>
                  {['Payments', 'Paid', 'Received'].map((name) => (
                    <th key={name} scope="col" className="rt-money-sum">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {found.accounts.map(({ account, payments, paid, received }) => (
                  <tr key={account}>
                    <td>
                      <Checkbox
                        className="rt-money-check"
                        label={account}
                        checked={ticked.has(account)}
                        onChange={() => setTicked(ticked.symmetricDifference(new Set([account])))}
                      />
                    </td>
                    <td className="rt-money-sum">{formatCount(payments)}</td>
                    <td className="rt-money-sum">{paid}</td>
                    <td className="rt-money-sum">{received}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </div>
    </ConfirmDialog>
  );
}

function useAccounts(caseId: CaseId, asset: string, text: string) {
  const [state, setState] = useState<{ readonly found: Found | null; readonly problem: string }>({
    found: null,
    problem: '',
  });
  useEffect(() => {
    const stopped = new AbortController();
    const timer = setTimeout(() => {
      runJob('transfer.accounts', { caseId, asset, text }, { signal: stopped.signal }).then(
        (found) => !stopped.signal.aborted && setState({ found, problem: '' }),
        (error: unknown) => !stopped.signal.aborted && setState({ found: null, problem: messageOf(error) }),
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [caseId, asset, text]);
  return state;
}
