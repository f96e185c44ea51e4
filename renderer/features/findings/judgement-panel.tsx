import './judgement-panel.css';
import { Button, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Consistency, type Judgement } from '../../../shared/contract/judgements.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CONSISTENCY, flippedBy, HOLDS, isNonDiagnostic, ranked, unmarked } from '../../../shared/domain/hypotheses.ts';
import { useEdit } from '../../client/edits.ts';
import { useRead } from '../../client/hooks.ts';
import { useAutosave } from '../../ui/autosave.ts';
import { plural } from '../../ui/format.ts';
import { Changes, SaveMark } from '../../ui/saved-field.tsx';

type Part = Exclude<keyof Judgement, 'impact'>;
type Entry<P extends Part> = Judgement[P][number];

const fresh = (): string => crypto.randomUUID().slice(0, 13);

/** What the case is judged by beside its findings: competing hypotheses, assumptions, gaps, indicators, actions and impact. */
export function JudgementPanel({ caseId }: { readonly caseId: CaseId }) {
  const { data } = useRead('finding.judgement', { caseId });
  return data ? <JudgementForm caseId={caseId} saved={data} /> : null;
}

function JudgementForm({ caseId, saved }: { readonly caseId: CaseId; readonly saved: Judgement }) {
  const edit = useEdit('finding.judge', `judgement ${caseId}`);
  const { value, set, flush, state, problem } = useAutosave<Judgement>(
    saved,
    (change) => edit.end({ caseId, ...change }),
    { hold: (change) => edit.hold(Object.keys(change).length === 0 ? null : { caseId, ...change }) },
  );
  const put = <P extends Part>(part: P, key: string, change: Partial<Entry<P>>): void =>
    set({
      [part]: value[part].map((each) => (each.key === key ? { ...each, ...change } : each)),
    } as Partial<Judgement>);
  const add = <P extends Part>(part: P, entry: Entry<P>): void =>
    set({ [part]: [...value[part], entry] } as Partial<Judgement>);
  const drop = (part: Part, key: string): void =>
    set({
      [part]: (value[part] as readonly { key: string }[]).filter((each) => each.key !== key),
    } as Partial<Judgement>);
  const text = (label: string, of: string, onChange: (text: string) => void) => (
    <InputGroup aria-label={label} placeholder={label} maxLength={2000} value={of} onValueChange={onChange} fill />
  );
  const remove = (label: string, part: Part, key: string) => (
    <Button
      variant="minimal"
      size="small"
      icon="cross"
      aria-label={`Remove ${label}`}
      onClick={() => drop(part, key)}
    />
  );
  return (
    <article className="rt-finding-judgement" aria-label="Judgement" onBlur={() => void flush()}>
      <header className="rt-finding-head">
        <h2>Judgement</h2>
        <span className="rt-grow">
          <SaveMark state={state} problem={problem} />
        </span>
      </header>
      <Changes>
        <Hypotheses caseId={caseId} value={value} put={put} add={add} remove={remove} text={text} />
        <Section
          title="Key assumptions"
          button="Add an assumption"
          onAdd={() => add('assumptions', { key: fresh(), text: '', holds: 'not-judged', why: '', ifWrong: '' })}
        >
          {value.assumptions.map(({ key, text: words, holds, why, ifWrong }, at) => (
            <li key={key}>
              {text(`Assumption ${at + 1}`, words, (next) => put('assumptions', key, { text: next }))}
              <HTMLSelect
                aria-label={`How well assumption ${at + 1} holds`}
                value={holds}
                onChange={(event) => put('assumptions', key, { holds: event.currentTarget.value as typeof holds })}
                options={Object.entries(HOLDS).map(([option, label]) => ({ value: option, label }))}
              />
              {text('Why', why, (next) => put('assumptions', key, { why: next }))}
              {text('If it is wrong', ifWrong, (next) => put('assumptions', key, { ifWrong: next }))}
              {remove(`assumption ${at + 1}`, 'assumptions', key)}
            </li>
          ))}
        </Section>
        <Section title="Gaps" button="Add a gap" onAdd={() => add('gaps', { key: fresh(), text: '', closedBy: '' })}>
          {value.gaps.map(({ key, text: words, closedBy }, at) => (
            <li key={key}>
              {text(`Gap ${at + 1}`, words, (next) => put('gaps', key, { text: next }))}
              {text('What would tell', closedBy, (next) => put('gaps', key, { closedBy: next }))}
              {remove(`gap ${at + 1}`, 'gaps', key)}
            </li>
          ))}
        </Section>
        <Section
          title="Indicators to watch"
          button="Add an indicator"
          onAdd={() => add('indicators', { key: fresh(), text: '', means: '' })}
        >
          {value.indicators.map(({ key, text: words, means }, at) => (
            <li key={key}>
              {text(`Indicator ${at + 1}`, words, (next) => put('indicators', key, { text: next }))}
              {text('What it would point to', means, (next) => put('indicators', key, { means: next }))}
              {remove(`indicator ${at + 1}`, 'indicators', key)}
            </li>
          ))}
        </Section>
        <Section
          title="Recommended actions"
          button="Add an action"
          onAdd={() => add('actions', { key: fresh(), text: '', owner: '', due: null })}
        >
          {value.actions.map(({ key, text: words, owner, due }, at) => (
            <li key={key}>
              {text(`Action ${at + 1}`, words, (next) => put('actions', key, { text: next }))}
              <InputGroup
                aria-label={`Owner of action ${at + 1}`}
                placeholder="Owner"
                maxLength={200}
                value={owner}
                onValueChange={(next) => put('actions', key, { owner: next })}
              />
              <InputGroup
                type="date"
                aria-label={`Action ${at + 1} is due`}
                value={due ?? ''}
                onValueChange={(next) => put('actions', key, { due: next === '' ? null : next })}
              />
              {remove(`action ${at + 1}`, 'actions', key)}
            </li>
          ))}
        </Section>
        <section>
          <h3>Impact</h3>
          <TextArea
            aria-label="Impact"
            fill
            autoResize
            maxLength={20_000}
            value={value.impact}
            onChange={(event) => set({ impact: event.target.value })}
          />
        </section>
      </Changes>
    </article>
  );
}

/** A list whose line that was just asked for takes the focus. */
function useNewest<E extends HTMLElement = HTMLUListElement>(
  lines: number,
): { readonly list: RefObject<E | null>; readonly ask: () => void } {
  const list = useRef<E>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current && lines > 0) list.current?.lastElementChild?.querySelector('input')?.focus();
    asked.current = false;
  }, [lines]);
  return {
    list,
    ask: () => {
      asked.current = true;
    },
  };
}

function Section({
  title,
  button,
  onAdd,
  children,
}: {
  readonly title: string;
  readonly button: string;
  readonly onAdd: () => void;
  readonly children: readonly ReactNode[];
}) {
  const { list, ask } = useNewest(children.length);
  return (
    <section>
      <div className="rt-row">
        <h3 className="rt-grow">{title}</h3>
        <Button
          size="small"
          icon="plus"
          text={button}
          onClick={() => {
            ask();
            onAdd();
          }}
        />
      </div>
      {children.length > 0 && (
        <ul ref={list} className="rt-finding-judgement-entries">
          {children}
        </ul>
      )}
    </section>
  );
}

interface MatrixProps {
  readonly caseId: CaseId;
  readonly value: Judgement;
  readonly put: <P extends Part>(part: P, key: string, change: Partial<Entry<P>>) => void;
  readonly add: <P extends Part>(part: P, entry: Entry<P>) => void;
  readonly remove: (label: string, part: Part, key: string) => ReactNode;
  readonly text: (label: string, of: string, onChange: (text: string) => void) => ReactNode;
}
/** Evidence by hypothesis; what speaks against a hypothesis ranks it. */
function Hypotheses({ caseId, value, put, add, remove, text }: MatrixProps) {
  const { data: exhibits = [] } = useRead('evidence.list', { caseId });
  const { list, ask } = useNewest(value.hypotheses.length);
  const rows = useNewest<HTMLTableSectionElement>(value.evidence.length);
  const order = ranked(value);
  const flips = flippedBy(value).flatMap((id) => exhibits.find((each) => each.id === id)?.label ?? []);
  const open = unmarked(value);
  return (
    <section>
      <div className="rt-row">
        <h3 className="rt-grow">Competing hypotheses</h3>
        <Button
          size="small"
          icon="plus"
          text="Add a hypothesis"
          disabled={value.hypotheses.length >= 12}
          onClick={() => {
            ask();
            add('hypotheses', { key: fresh(), text: '' });
          }}
        />
        <Button
          size="small"
          icon="plus"
          text="Add evidence"
          disabled={value.hypotheses.length === 0}
          onClick={() => {
            rows.ask();
            add('evidence', { key: fresh(), exhibitId: null, text: '', marks: {} });
          }}
        />
      </div>
      <ul ref={list} className="rt-finding-judgement-entries">
        {value.hypotheses.map(({ key, text: words }, at) => (
          <li key={key}>
            <strong>H{at + 1}</strong>
            {text(`Hypothesis ${at + 1}`, words, (next) => put('hypotheses', key, { text: next }))}
            <span className="rt-muted">against it: {order.find((each) => each.key === key)?.against}</span>
            {remove(`hypothesis ${at + 1}`, 'hypotheses', key)}
          </li>
        ))}
      </ul>
      {value.evidence.length > 0 && value.hypotheses.length > 0 && (
        <div className="rt-finding-judgement-matrix">
          <table aria-label="Evidence by hypothesis">
            <thead>
              <tr>
                <th scope="col">Evidence</th>
                <th scope="col">Exhibit</th>
                {value.hypotheses.map(({ key, text: words }, nth) => (
                  <th key={key} scope="col" title={words}>
                    H{nth + 1}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody ref={rows.list}>
              {value.evidence.map((row, at) => (
                <tr key={row.key}>
                  <td>
                    {text(`Evidence ${at + 1}`, row.text, (next) => put('evidence', row.key, { text: next }))}
                    {isNonDiagnostic(value, row) && <span className="rt-muted">tells no hypothesis from another</span>}
                  </td>
                  <td>
                    <HTMLSelect
                      aria-label={`Exhibit of evidence ${at + 1}`}
                      value={row.exhibitId ?? ''}
                      onChange={(event) =>
                        put('evidence', row.key, {
                          exhibitId: (event.currentTarget.value || null) as typeof row.exhibitId,
                        })
                      }
                      options={[
                        { value: '', label: 'none' },
                        ...exhibits.map(({ id, label }) => ({ value: id, label })),
                      ]}
                    />
                  </td>
                  {value.hypotheses.map(({ key }, nth) => (
                    <td key={key}>
                      <HTMLSelect
                        aria-label={`Evidence ${at + 1} to H${nth + 1}`}
                        value={row.marks[key] ?? ''}
                        onChange={(event) => {
                          const mark = Consistency.safeParse(event.currentTarget.value);
                          const { [key]: _before, ...others } = row.marks;
                          put('evidence', row.key, { marks: mark.success ? { ...others, [key]: mark.data } : others });
                        }}
                        options={[
                          { value: '', label: '…' },
                          ...Consistency.options.map((option) => ({
                            value: option,
                            label: option,
                            title: CONSISTENCY[option],
                          })),
                        ]}
                      />
                    </td>
                  ))}
                  <td>{remove(`evidence ${at + 1}`, 'evidence', row.key)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="rt-muted">
            {Object.entries(CONSISTENCY)
              .map(([mark, words]) => `${mark} ${words}`)
              .join(' · ')}
          </p>
        </div>
      )}
      {value.hypotheses.length > 1 && (
        <p className="rt-muted">
          {order.length > 1 && `By what speaks against them: ${order.map(({ label }) => label).join(', ')}. `}
          The hypothesis with the least against it stands first: inconsistent counts once, very inconsistent twice, and
          what is consistent counts nothing.
          {open > 0 && ` ${plural(open, 'cell')} of the matrix not judged yet.`}
          {flips.length > 0 &&
            ` The ranking hangs on ${flips.join(' and ')}: without ${flips.length === 1 ? 'it' : 'one of them'} another hypothesis stands first, or none alone.`}
        </p>
      )}
    </section>
  );
}
