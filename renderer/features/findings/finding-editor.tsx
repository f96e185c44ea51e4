import { Callout, Radio, RadioGroup, TextArea } from '@blueprintjs/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import {
  type CommentedField,
  Confidence,
  type Finding,
  type FindingLikelihood,
  Likelihood,
} from '../../../shared/contract/findings.ts';
import { Title } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { CONFIDENCE, LIKELIHOOD } from '../../../shared/domain/likelihood.ts';
import { labelsIn } from '../../../shared/domain/references.ts';
import { stateOf } from '../../../shared/domain/reviews.ts';
import { useEdit } from '../../client/edits.ts';
import { useRead } from '../../client/hooks.ts';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useAutosave } from '../../ui/autosave.ts';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { Changes, Field, SaveMark } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';
import { ExplanationField } from './explanation-field.tsx';
import { type Chosen, CommentDialog, FindingComments } from './finding-comments.tsx';
import { FindingReview } from './finding-review.tsx';
import { FindingVersions } from './finding-versions.tsx';
import type { TextHandle } from './text-editor.tsx';
import { WordingPanel } from './wording-panel.tsx';

interface Props {
  readonly value: FindingLikelihood;
  readonly onChange: (value: Likelihood) => void;
}

/** The seven expressions of ICD 203 in their order, each with its share of the range from 0 to 100 per cent. */
export function LikelihoodScale({ value, onChange }: Props) {
  const name = useId();
  const fill = value === 'not-judged' ? null : LIKELIHOOD[value];
  return (
    <fieldset className="rt-finding-scale">
      <legend>How likely is it that the claim is true?</legend>
      <div className="rt-finding-scale-bands">
        {Likelihood.options.map((band) => (
          <label key={band} className="rt-finding-scale-band" title={`also: ${LIKELIHOOD[band].other}`}>
            <input
              type="radio"
              className="rt-visually-hidden"
              name={name}
              value={band}
              checked={band === value}
              onChange={() => onChange(band)}
            />
            <span className="rt-finding-scale-words">{LIKELIHOOD[band].words}</span>
            <span className="rt-finding-scale-range">
              {LIKELIHOOD[band].low}–{LIKELIHOOD[band].high} %
            </span>
          </label>
        ))}
      </div>
      <div className="rt-finding-scale-track" aria-hidden="true">
        {fill && (
          <span className="rt-finding-scale-fill" style={{ left: `${fill.low}%`, width: `${fill.high - fill.low}%` }} />
        )}
      </div>
      <div className="rt-finding-scale-ends" aria-hidden="true">
        <span>0 %</span>
        <span>50 %</span>
        <span>100 %</span>
      </div>
      {fill === null && <p className="rt-warn">Not judged yet: nothing is chosen.</p>}
      <p className="rt-field-help">
        Expressions of likelihood of ICD 203 (ODNI, 2015). How good the information is belongs to confidence, below.
      </p>
    </fieldset>
  );
}

type Body = Pick<Finding, 'claim' | 'explanation' | 'format' | 'likelihood' | 'confidence' | 'reasons' | 'exhibits'>;

/** An empty claim is not saved; the last one that was stays in the vault until there is another. */
function fits(change: Partial<Body>): Partial<Body> {
  if (change.claim === undefined || Title.safeParse(change.claim).success) return change;
  const { claim: _empty, ...rest } = change;
  return rest;
}

/** What is wrong with the exhibits that a text names, a sentence each. */
export function referenceProblems(
  named: readonly string[],
  exhibits: readonly Pick<Exhibit, 'id' | 'label' | 'removedAt'>[],
  excluded: readonly string[],
): string[] {
  return named.flatMap((label) => {
    const exhibit = exhibits.find((each) => each.label === label);
    if (!exhibit) return [`${label} is not an exhibit of this case.`];
    return [
      ...(exhibit.removedAt === null ? [] : [`${label} was removed: its record stays, its bytes are gone.`]),
      ...(excluded.includes(exhibit.id) ? [`${label} is left out of the report.`] : []),
    ];
  });
}

interface EditorProps {
  readonly finding: Finding;
  readonly actions: Readonly<Record<'remove' | 'versions' | 'comment', Action>>;
  readonly asked: 'versions' | 'comment' | null;
  readonly onAsked: (asked: null) => void;
}

/** One finding: what is claimed, why, how likely it is, how good the information is, and what it rests on. */
export function FindingEditor({ finding, actions, asked, onAsked }: EditorProps) {
  const { go } = useNavigation();
  const {
    id: findingId,
    caseId,
    claim,
    explanation,
    format,
    likelihood,
    confidence,
    reasons,
    exhibits: behind,
  } = finding;
  const edit = useEdit('finding.update', findingId);
  const { data: exhibits } = useRead('evidence.list', { caseId });
  const { data: report } = useRead('report.settings', { caseId });
  const draft = useAutosave<Body>(
    { claim, explanation, format, likelihood, confidence, reasons, exhibits: behind },
    (change) => edit.end({ findingId, ...whole(change) }),
    { fits, hold: (change) => edit.hold(Object.keys(change).length === 0 ? null : { findingId, ...whole(change) }) },
  );
  const { value, set, flush } = draft;
  /** A text goes with what stands in it, also where that is the same as before. */
  const whole = (change: Partial<Body>): Partial<Body> =>
    change.explanation === undefined ? change : { ...change, format: change.format ?? format };
  const texts = useRef(value);
  texts.current = value;
  const behindIt = value.exhibits.flatMap((id) => exhibits?.find((exhibit) => exhibit.id === id) ?? []);
  const named = labelsIn(value.claim, value.explanation);
  const typed = named.flatMap(
    (label) => exhibits?.find((each) => each.label === label && !behindIt.includes(each)) ?? [],
  );
  const problems = exhibits ? referenceProblems(named, exhibits, report?.excludedExhibits ?? []) : [];
  const final = stateOf(finding.review) === 'final';
  const [chosen, choose] = useState<Chosen | null>(null);
  const claimed = useRef<HTMLTextAreaElement | null>(null);
  const explained = useRef<TextHandle | null>(null);
  const last = useRef<CommentedField>('explanation');
  const showWords = ({ field, at, length }: Chosen): void => {
    if (field === 'explanation') return explained.current?.select(at, length);
    claimed.current?.focus();
    claimed.current?.setSelectionRange(at, at + length);
  };
  useEffect(() => {
    // A field keeps its selection when the button takes the focus.
    const { selectionStart = 0, selectionEnd = 0 } = claimed.current ?? {};
    const field = last.current;
    const inClaim = { at: selectionStart, length: selectionEnd - selectionStart };
    const { at, length } = (field === 'claim' ? inClaim : explained.current?.selected()) ?? inClaim;
    if (asked !== 'comment') choose(null);
    else if (texts.current[field].slice(at, at + length).trim() !== '') choose({ field, at, length });
    else {
      showToast({ message: 'Select the words of the claim or the explanation that the comment is about.' });
      onAsked(null);
    }
  }, [asked, onAsked]);
  const quote = chosen && value[chosen.field].slice(chosen.at, chosen.at + chosen.length);
  return (
    <article className="rt-finding" aria-label={findingLabel(finding.number)} onBlur={() => void flush()}>
      <header className="rt-finding-head">
        <h2>{findingLabel(finding.number)}</h2>
        <span className="rt-grow">
          <SaveMark state={draft.state} problem={draft.problem} />
        </span>
        <ActionButton action={actions.versions} variant="minimal" text={`Version ${finding.version}`} />
        <ActionButton action={actions.comment} variant="minimal" text="Comment" />
        <ActionButton action={actions.remove} variant="minimal" text="Delete" />
      </header>
      <FindingReview finding={finding} flush={flush} />
      {final && <p className="rt-muted">A final finding is read-only. Reopen it with a reason to change it.</p>}
      <Changes>
        <Field
          label="Claim"
          help="One sentence that can be true or false"
          error={
            value.claim.trim() === ''
              ? 'A finding needs a claim. The last one stays saved until there is another.'
              : undefined
          }
        >
          {(id, describedBy) => (
            <TextArea
              id={id}
              aria-describedby={describedBy}
              className="rt-finding-claim-field"
              fill
              autoResize
              rows={1}
              maxLength={500}
              readOnly={final}
              inputRef={claimed}
              onFocus={() => {
                last.current = 'claim';
              }}
              value={value.claim}
              onChange={(event) => set({ claim: event.target.value.replace(/[\r\n]+/g, ' ') })}
            />
          )}
        </Field>
        <ExplanationField
          ref={explained}
          finding={finding}
          value={value}
          readOnly={final}
          exhibits={exhibits}
          onChange={set}
          onFocus={() => {
            last.current = 'explanation';
          }}
        />
        {problems.length > 0 && (
          <Callout compact intent="warning" icon="warning-sign" role="status" aria-label="References in the text">
            {problems.map((problem) => (
              <div key={problem}>{problem}</div>
            ))}
          </Callout>
        )}
        <WordingPanel texts={value} format={value.format} likelihood={value.likelihood} onShow={showWords} />
        <FindingComments finding={finding} texts={value} onShow={showWords} />
        <fieldset className="rt-changes" disabled={final}>
          <LikelihoodScale value={value.likelihood} onChange={(next) => set({ likelihood: next })} />
          <RadioGroup
            className="rt-finding-confidence"
            label="How good is the information behind it?"
            selectedValue={value.confidence}
            onChange={(event) => set({ confidence: Confidence.parse(event.currentTarget.value) })}
          >
            {Confidence.options.map((level) => (
              <Radio key={level} value={level} label={sentence(CONFIDENCE[level])} />
            ))}
            {value.confidence === 'not-judged' ? <p className="rt-warn">Not judged yet: nothing is chosen.</p> : null}
          </RadioGroup>
          <Field label="Reasons for the confidence" help="Sources and their access, corroboration, what is missing">
            {(id, describedBy) => (
              <TextArea
                id={id}
                aria-describedby={describedBy}
                fill
                autoResize
                maxLength={4000}
                value={value.reasons}
                onChange={(event) => set({ reasons: event.target.value })}
              />
            )}
          </Field>
        </fieldset>
      </Changes>
      <section className="rt-column" aria-label="Exhibits behind it">
        <Changes>
          <fieldset className="rt-changes" disabled={final}>
            <Field label="Exhibits behind it, in the order they are cited">
              {(id) => (
                <ExhibitPicker
                  id={id}
                  caseId={caseId}
                  value={value.exhibits}
                  onChange={(next) => set({ exhibits: next })}
                />
              )}
            </Field>
          </fieldset>
        </Changes>
        {exhibits && behindIt.length + typed.length === 0 ? (
          <Callout compact icon="lightbulb">
            <strong>Assessment.</strong> No exhibit is behind this finding, so it is marked and printed as an
            assessment: the reader is told that it is a judgement of the investigator and cannot be traced to evidence.
            Name the exhibits it rests on, if there are any, here or in the text.
          </Callout>
        ) : (
          <ul className="rt-finding-exhibits">
            {[...behindIt, ...typed].map((exhibit) => (
              <li key={exhibit.id}>
                <ExhibitThumb exhibit={exhibit} size={56} />
                <button
                  type="button"
                  className="rt-finding-exhibit"
                  onClick={() => go({ screen: 'evidence', focus: exhibit.id })}
                >
                  <strong>{exhibit.label}</strong>
                  <span className="rt-cut">{exhibit.title}</span>
                  {typed.includes(exhibit) && <span className="rt-muted">named in the text</span>}
                  {exhibit.removedAt !== null && (
                    <span className="rt-warn">removed: its record stays, its bytes are gone</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {asked === 'versions' && <FindingVersions finding={finding} open={!final} onClose={() => onAsked(null)} />}
      {chosen && quote && (
        <CommentDialog finding={finding} chosen={chosen} quote={quote} flush={flush} onClose={() => onAsked(null)} />
      )}
    </article>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
