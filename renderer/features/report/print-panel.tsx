import { Button, Callout, Checkbox, ProgressBar, Radio, RadioGroup } from '@blueprintjs/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { Edition } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { holds } from '../../../shared/domain/report-sections.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { isUsable, type NewPassphrase, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { useActions } from '../../state/actions.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { messageOf, showError } from '../../ui/toaster.ts';
import { REPORT } from './actions.ts';
import { EDITIONS } from './editions.ts';

type Printed = Output<'report.print'>;
type Printing =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number; readonly total: number | null }
  | { readonly state: 'done'; readonly printed: Printed; readonly saved: boolean }
  | { readonly state: 'failed'; readonly message: string };

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  readonly onEdition: (edition: Edition) => void;
  /** Saves what was typed and tells whether that worked: what is printed is what is seen. */
  readonly settle: () => Promise<boolean>;
}

/** Which edition, behind which password, and the printing itself. */
export function PrintPanel({ caseId, edition, onEdition, settle }: Props) {
  const [locked, setLocked] = useState(false);
  const [password, setPassword] = useState<NewPassphrase>(NO_PASSPHRASE);
  const [printing, setPrinting] = useState<Printing>({ state: 'idle' });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const ready = printing.state !== 'running' && (!locked || isUsable(password));

  const print = useCallback(async (): Promise<void> => {
    abort.current = new AbortController();
    setPrinting({ state: 'running', done: 0, total: null });
    try {
      if (!(await settle()))
        throw new CallError(
          'conflict',
          'What was typed could not be saved, so nothing was printed. See the top right.',
        );
      const printed = await runJob(
        'report.print',
        { caseId, edition, ...(locked ? { password: password.first } : {}) },
        {
          signal: abort.current.signal,
          onProgress: ({ progress }) =>
            setPrinting({ state: 'running', done: progress?.done ?? 0, total: progress?.total ?? null }),
        },
      );
      const saved = (await host().save(printed.ticket, printed.name)) === 'saved';
      setPrinting({ state: 'done', printed, saved });
      setPassword(NO_PASSPHRASE);
    } catch (error) {
      const stopped = error instanceof CallError && error.code === 'cancelled';
      setPrinting(stopped ? { state: 'idle' } : { state: 'failed', message: messageOf(error) });
    }
  }, [caseId, edition, locked, password, settle]);

  useActions(REPORT, { print: { when: ready, perform: () => void print() } });

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
          </>
        )}
        {printing.state === 'running' ? (
          <div className="rt-row">
            <ProgressBar
              className="rt-grow"
              {...(printing.total ? { value: printing.done / printing.total } : {})}
              aria-label="Printing"
            />
            <Button size="small" text="Cancel" onClick={() => abort.current?.abort()} />
          </div>
        ) : (
          <Button
            intent="primary"
            icon="print"
            text="Print to PDF"
            fill
            disabled={!ready}
            onClick={() => void print()}
          />
        )}
        <div role="status" className="rt-column">
          {printing.state === 'failed' && (
            <Callout compact intent="danger">
              {printing.message}
            </Callout>
          )}
          {printing.state === 'done' && <Outcome printed={printing.printed} saved={printing.saved} />}
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

function Outcome({ printed, saved }: { printed: Printed; saved: boolean }) {
  const { name, pages, bytes, sha256, warnings } = printed;
  return (
    <>
      <Callout compact intent={saved ? 'success' : 'none'}>
        {saved
          ? `${name}: ${plural(pages, 'page')}, ${formatBytes(bytes)}.`
          : `The report was printed (${plural(pages, 'page')}) and then not saved. Print again to save it.`}
        <Hash value={sha256} name="SHA-256 of the PDF" />
        {saved && <SaveSignature signature={printed.signature} />}
      </Callout>
      {warnings.length > 0 && (
        <Callout compact intent="warning">
          <strong>{plural(warnings.length, 'warning')}</strong>
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
