import './print-bar.css';
import { Button, HTMLSelect, InputGroup, ProgressBar, SegmentedControl } from '@blueprintjs/core';
import { type ReactNode, useRef, useState } from 'react';
import { Tlp } from '../../../shared/contract/cases.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { Edition, type EditionSetup } from '../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { openPoints } from '../../../shared/domain/report-points.ts';
import { holds } from '../../../shared/domain/report-sections.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import { NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { useActions } from '../../state/actions.ts';
import { useStore } from '../../state/store.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { REPORT } from './actions.ts';
import { EDITIONS } from './editions.ts';
import { changeRow, copiesOf, isPdfAlone, orderOf, orders, orderWords, tooMany } from './order.ts';
import { canLock, type Lock, lockInput, NO_LOCK, PrintOptions } from './print-options.tsx';
import { PrintOutcome } from './print-outcome.tsx';
import { cancelPrint, dismissPrint, IDLE, prints, startPrint } from './printing.ts';

interface Props {
  readonly caseId: CaseId;
  readonly tlpOfCase: Tlp | undefined;
  /** Of the edition on screen. */
  readonly setup: EditionSetup;
  /** Who gets it where no copy says so; empty where nobody is named. */
  readonly recipient: string;
  readonly findings: readonly Finding[];
  /** Open points of the report check, as far as no query has to run again for them; undefined while they are not known yet. */
  readonly open: number | undefined;
  /** Saves what was typed and tells whether that worked: what is printed is what is seen. */
  readonly settle: () => Promise<boolean>;
  readonly onTlp: (tlp: Tlp | null) => void;
  /** Leads to a panel of the screen, by its title. */
  readonly onShow: (panel: string) => void;
}

/** What is printed, for whom and under which label, and the button that does it: in sight whatever is being edited. */
export function PrintBar(props: Props) {
  const { caseId, tlpOfCase, setup, recipient, findings, open, settle, onTlp, onShow } = props;
  const order = orderOf(useStore(orders), caseId);
  const printing = useStore(prints).get(caseId) ?? IDLE;
  const [lock, setLock] = useState<Lock>(NO_LOCK);
  const [options, setOptions] = useState(false);
  const [warning, setWarning] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const [first] = order.rows;
  const { edition } = first;
  const copies = copiesOf(order, findings);
  const alone = isPdfAlone(order);
  const running = printing.state === 'running';
  const problem =
    tooMany(copies.length) || (canLock(lock) ? '' : 'The password is missing, too short or not repeated.');
  const ready = !running && problem === '';
  const draft = (open ?? 0) > 0 ? 'draft ' : '';

  const print = async (paper: boolean): Promise<void> => {
    const { marked, parts } = order;
    const input = { caseId, marked, ...(!paper && lockInput(lock)) };
    const [whole] = copiesOf({ rows: [{ ...first, finding: '' }] }, findings);
    setOptions(false);
    const made = await startPrint(
      paper || alone
        ? { kind: 'pdf', input: { ...input, ...whole, paper } }
        : { kind: 'delivery', input: { ...input, copies, parts: [...parts] } },
      settle,
    );
    if (made && !paper) setLock((now) => ({ ...now, password: NO_PASSPHRASE, owner: NO_PASSPHRASE }));
  };
  useActions(REPORT, {
    print: { when: ready, perform: () => void print(false) },
    paper: { when: !running, perform: () => setWarning(true) },
  });

  return (
    <section className="rt-report-bar" aria-label="Print and deliver">
      {options && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from any control within
        <div
          className="rt-report-drawer"
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.defaultPrevented) return;
            event.stopPropagation();
            setOptions(false);
            toggle.current?.focus();
          }}
        >
          <PrintOptions {...{ caseId, order, findings, lock }} copies={copies.length} onLock={setLock} />
        </div>
      )}
      <div role="status" className="rt-report-outcome">
        {printing.state === 'running' ? (
          <div className="rt-row">
            <span className="rt-muted">
              {printing.words}
              {printing.total !== null && `, step ${printing.done} of ${printing.total}`}
            </span>
            <ProgressBar
              className="rt-grow"
              {...(printing.total ? { value: printing.done / printing.total } : {})}
              aria-label="Printing"
            />
            <Button size="small" text="Cancel" onClick={() => cancelPrint(caseId)} />
          </div>
        ) : (
          printing.state !== 'idle' && (
            <div className="rt-report-made">
              <div className="rt-column">
                <PrintOutcome printing={printing} />
              </div>
              <Button size="small" text="Delivery record" onClick={() => onShow('Delivery record')} />
              <Button
                size="small"
                variant="minimal"
                icon="cross"
                aria-label="Close the outcome"
                onClick={() => dismissPrint(caseId)}
              />
            </div>
          )
        )}
      </div>
      {problem !== '' && (
        <p className="rt-report-why rt-warn" role="status">
          {problem}
        </p>
      )}
      <div className="rt-report-order">
        <Labelled label="Edition">
          <SegmentedControl
            aria-label="Edition"
            size="medium"
            value={edition}
            onValueChange={(value) => changeRow(caseId, first.key, { edition: Edition.parse(value) })}
            options={Edition.options.map((value) => ({ label: EDITIONS[value].name, value }))}
          />
        </Labelled>
        <Field label="Recipient of this copy" className="rt-grow">
          {(id) => (
            <InputGroup
              id={id}
              placeholder={recipient === '' ? 'Not stated' : recipient}
              maxLength={500}
              value={first.recipient}
              onValueChange={(next) => changeRow(caseId, first.key, { recipient: next })}
            />
          )}
        </Field>
        <Changes>
          <Field label="TLP label" className="rt-report-tlp">
            {(id) => (
              <HTMLSelect
                id={id}
                value={setup.tlp ?? ''}
                onChange={(event) => onTlp(Tlp.safeParse(event.target.value).data ?? null)}
                options={[
                  {
                    label: tlpOfCase === undefined ? 'As the case' : `${TLP[tlpOfCase].label} (case)`,
                    value: '',
                  },
                  ...Tlp.options.map((tlp) => ({ label: TLP[tlp].label, value: tlp })),
                ]}
              />
            )}
          </Field>
        </Changes>
        <Labelled label="Report check">
          <Button
            className={open === undefined ? '' : open > 0 ? 'rt-report-open' : 'rt-report-clean'}
            icon={open === undefined ? 'time' : open > 0 ? 'warning-sign' : 'tick'}
            text={open === undefined ? 'Checking' : open > 0 ? openPoints(open) : 'No open point'}
            title={(open ?? 0) > 0 ? 'Each page says DRAFT until they are put right, or accepted with a reason.' : ''}
            onClick={() => onShow('Report check')}
          />
        </Labelled>
        <Labelled label={orderWords(order, copies.length, lock.locked)}>
          <Button
            ref={toggle}
            icon={options ? 'chevron-down' : 'chevron-up'}
            text="Copies and files"
            aria-expanded={options}
            onClick={() => setOptions(!options)}
          />
        </Labelled>
        <Labelled label={`${EDITIONS[edition].reader}, ${plural(copies.length, 'copy', 'copies')}`}>
          <div className="rt-row">
            <Button
              className={running ? 'rt-report-go bp6-disabled' : 'rt-report-go'}
              intent="primary"
              icon={alone ? 'print' : 'archive'}
              text={alone ? `Print ${draft}to PDF` : `Deliver ${plural(copies.length, 'copy', 'copies')}`}
              disabled={!ready && !running}
              aria-disabled={running} // while it works it keeps the focus, which would be lost otherwise
              title={alone ? holds(edition) : ''}
              onClick={() => ready && void print(false)}
            />
            <Button
              icon="document"
              aria-label={`Print ${draft}on paper`}
              title={`Print ${draft}on paper`}
              disabled={running}
              onClick={() => setWarning(true)}
            />
          </div>
        </Labelled>
      </div>
      {warning && (
        <ConfirmDialog
          title="Print on paper"
          confirm="Print"
          onClose={() => setWarning(false)}
          onConfirm={async () => void print(true)}
        >
          <p>
            The system’s print queue gets the pages <strong>unencrypted</strong>. They lie on the disk of this computer
            or of a print server until they are printed, a printer may keep them, and Redthread cannot remove them.
          </p>
          <p>
            {!alone && 'The whole report goes to the printer, as one copy for the recipient of copy 1. '}
            {lock.locked && 'The password of the PDF does not protect paper. '}
            The custody log records this print for paper, also when the system’s dialog is cancelled afterwards.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

/** A control under a word of its own, as fields are, where no label element can name it. */
const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="rt-report-labelled">
    <span className="rt-muted">{label}</span>
    {children}
  </div>
);
