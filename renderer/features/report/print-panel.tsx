import { Button, Callout, Checkbox, InputGroup, ProgressBar, Radio, RadioGroup } from '@blueprintjs/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PrintOutcome } from '../../../shared/contract/bridge.ts';
import type { Output } from '../../../shared/contract/commands.ts';
import { Edition } from '../../../shared/contract/report-setup.ts';
import type { Permissions } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { draftWords, openIn } from '../../../shared/domain/report-points.ts';
import { holds } from '../../../shared/domain/report-sections.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { isUsable, type NewPassphrase, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { useActions } from '../../state/actions.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { messageOf, showError } from '../../ui/toaster.ts';
import { REPORT } from './actions.ts';
import { EDITIONS } from './editions.ts';

type Printed = Output<'report.print'>;
type Fate = 'saved' | PrintOutcome;
type Printing =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly words: string; readonly done: number; readonly total: number | null }
  | { readonly state: 'done'; readonly printed: Printed; readonly fate: Fate }
  | { readonly state: 'failed'; readonly message: string };

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  readonly onEdition: (edition: Edition) => void;
  /** Open points of the report check, as far as no query has to run again for them; undefined while they are not known yet. */
  readonly open: number | undefined;
  /** Saves what was typed and tells whether that worked: what is printed is what is seen. */
  readonly settle: () => Promise<boolean>;
}

/** Which edition, behind which password, and the printing itself. */
export function PrintPanel({ caseId, edition, onEdition, open = 0, settle }: Props) {
  const [locked, setLocked] = useState(false);
  const [password, setPassword] = useState<NewPassphrase>(NO_PASSPHRASE);
  const [owner, setOwner] = useState<NewPassphrase>(NO_PASSPHRASE);
  const [limited, setLimited] = useState(false);
  const [allowed, setAllowed] = useState<Permissions>({ print: true, copy: false });
  const [recipient, setRecipient] = useState('');
  const [marked, setMarked] = useState(false);
  const [printing, setPrinting] = useState<Printing>({ state: 'idle' });
  const [warning, setWarning] = useState(false);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const ready = printing.state !== 'running' && (!locked || (isUsable(password) && (!limited || isUsable(owner))));

  const print = useCallback(
    async (paper: boolean): Promise<void> => {
      abort.current = new AbortController();
      setPrinting({ state: 'running', words: 'Saving what was typed', done: 0, total: null });
      try {
        if (!(await settle()))
          throw new CallError(
            'conflict',
            'What was typed could not be saved, so nothing was printed. See the top right.',
          );
        const printed = await runJob(
          'report.print',
          {
            ...{ caseId, edition, marked },
            ...(recipient.trim() !== '' && { recipient: recipient.trim() }),
            ...(paper && { paper }),
            ...(!paper && locked && { password: password.first }),
            ...(!paper && locked && limited && { ownerPassword: owner.first, permissions: allowed }),
          },
          {
            signal: abort.current.signal,
            onProgress: ({ label, progress }) =>
              setPrinting({
                state: 'running',
                words: label,
                done: progress?.done ?? 0,
                total: progress?.total ?? null,
              }),
          },
        );
        const fate = paper
          ? await host().print(printed.ticket, printed.name)
          : await host().save(printed.ticket, printed.name);
        setPrinting({ state: 'done', printed, fate });
        if (!paper) {
          setPassword(NO_PASSPHRASE);
          setOwner(NO_PASSPHRASE);
        }
      } catch (error) {
        const stopped = error instanceof CallError && error.code === 'cancelled';
        setPrinting(stopped ? { state: 'idle' } : { state: 'failed', message: messageOf(error) });
      }
    },
    [caseId, edition, locked, password, limited, owner, allowed, recipient, marked, settle],
  );

  useActions(REPORT, {
    print: { when: ready, perform: () => void print(false) },
    paper: { when: printing.state !== 'running', perform: () => setWarning(true) },
  });

  return (
    <Panel title="Print">
      <div className="rt-column rt-report-print">
        <RadioGroup
          className="rt-report-editions"
          label="Edition"
          selectedValue={edition}
          onChange={(event) => onEdition(Edition.parse(event.currentTarget.value))}
        >
          {Edition.options.map((each) => (
            <Radio key={each} value={each}>
              <strong>{EDITIONS[each].name}</strong> <span className="rt-muted">{EDITIONS[each].reader}</span>
              <span className="rt-report-edition-holds rt-muted">{holds(each)}</span>
            </Radio>
          ))}
        </RadioGroup>
        <InputGroup
          aria-label="Recipient of this copy"
          placeholder="Recipient of this copy; empty: as on the left"
          maxLength={500}
          value={recipient}
          onValueChange={setRecipient}
        />
        <Checkbox
          className="rt-report-encrypt"
          checked={marked}
          onChange={(event) => setMarked(event.currentTarget.checked)}
          label="Mark each page with recipient and copy number"
        />
        <Checkbox
          className="rt-report-encrypt"
          checked={locked}
          onChange={(event) => setLocked(event.currentTarget.checked)}
          label="Encrypt with a password (AES-256)"
        />
        {locked && (
          <>
            <NewPassphraseFields label="Password of the PDF" value={password} onChange={setPassword} />
            <p className="rt-field-help">
              It is stored nowhere. Send it by a different channel from the file, and keep a note of it.
            </p>
            <Checkbox
              className="rt-report-encrypt"
              checked={limited}
              onChange={(event) => setLimited(event.currentTarget.checked)}
              label="Limit what its reader may do, with an owner password of its own"
            />
            {limited && (
              <>
                <NewPassphraseFields label="Owner password" value={owner} onChange={setOwner} />
                <div className="rt-row">
                  {(['print', 'copy'] as const).map((each) => (
                    <Checkbox
                      key={each}
                      className="rt-report-encrypt"
                      checked={allowed[each]}
                      onChange={(event) => setAllowed({ ...allowed, [each]: event.currentTarget.checked })}
                      label={each === 'print' ? 'May print' : 'May copy text'}
                    />
                  ))}
                </div>
              </>
            )}
          </>
        )}
        {open > 0 && (
          <p className="rt-field-help rt-warn">
            {draftWords(open)}. Each page says DRAFT until they are put right, or accepted with a reason under Report
            check.
          </p>
        )}
        {printing.state === 'running' ? (
          <div className="rt-row">
            <span role="status" className="rt-muted">
              {printing.words}
              {printing.total !== null && `, step ${printing.done} of ${printing.total}`}
            </span>
            <ProgressBar
              className="rt-grow"
              {...(printing.total ? { value: printing.done / printing.total } : {})}
              aria-label="Printing"
            />
            <Button size="small" text="Cancel" onClick={() => abort.current?.abort()} />
          </div>
        ) : (
          <div className="rt-row">
            <Button
              className="rt-grow"
              intent="primary"
              icon="print"
              text={open > 0 ? 'Print draft to PDF' : 'Print to PDF'}
              disabled={!ready}
              onClick={() => void print(false)}
            />
            <Button
              icon="document"
              text={open > 0 ? 'Print draft on paper' : 'Print on paper'}
              onClick={() => setWarning(true)}
            />
          </div>
        )}
        {warning && (
          <ConfirmDialog
            title="Print on paper"
            confirm="Print"
            onClose={() => setWarning(false)}
            onConfirm={async () => void print(true)}
          >
            <p>
              The system’s print queue gets the pages <strong>unencrypted</strong>. They lie on the disk of this
              computer or of a print server until they are printed, a printer may keep them, and Redthread cannot remove
              them.
            </p>
            <p>
              {locked && 'The password of the PDF does not protect paper. '}
              The custody log records this print for paper, also when the system’s dialog is cancelled afterwards.
            </p>
          </ConfirmDialog>
        )}
        <div role="status" className="rt-column">
          {printing.state === 'failed' && (
            <Callout compact intent="danger">
              {printing.message}
            </Callout>
          )}
          {printing.state === 'done' && <Outcome printed={printing.printed} fate={printing.fate} />}
        </div>
      </div>
    </Panel>
  );
}

/** The signature proves that the PDF came out of this vault as it is; it is a file of its own, so that the PDF stays one. */
function SaveSignature({ signature }: { signature: Printed['signature'] }) {
  const [state, setState] = useState<'offered' | 'saved'>('offered');
  const save = async (): Promise<void> => {
    try {
      if ((await host().save(signature.ticket, signature.name)) === 'saved') setState('saved');
    } catch (error) {
      showError(error);
    }
  };
  if (state === 'saved')
    return <p>{signature.name} is saved. The public key that checks it is in the vault settings.</p>;
  return <Button size="small" icon="endorsed" text="Save the signature too" onClick={() => void save()} />;
}

const FATES: Readonly<Record<Fate, (printed: Printed) => string>> = {
  saved: ({ name, pages, bytes }) => `${name}: ${plural(pages, 'page')}, ${formatBytes(bytes)}.`,
  cancelled: ({ pages }) => `The report was laid out (${plural(pages, 'page')}) and then neither saved nor sent.`,
  sent: ({ pages }) => `${plural(pages, 'page')} went to the system’s printing.`,
  offered: ({ pages }) =>
    `${plural(pages, 'page')} were given to the browser’s print dialog. It does not tell whether they were printed.`,
};

function Outcome({ printed, fate }: { printed: Printed; fate: Fate }) {
  const { sha256, warnings, points } = printed;
  const open = openIn(points);
  const saved = fate === 'saved';
  return (
    <>
      <Callout compact intent={fate === 'cancelled' ? 'none' : 'success'}>
        {FATES[fate](printed)}
        {open > 0 && <div className="rt-warn">{draftWords(open)}</div>}
        <Hash value={sha256} name="SHA-256 of the PDF" />
        {saved && <SaveSignature signature={printed.signature} />}
      </Callout>
      {warnings.length > 0 && (
        <Callout compact intent="warning">
          <strong>To know before it leaves</strong>
          <ul className="rt-report-warnings">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Callout>
      )}
    </>
  );
}
