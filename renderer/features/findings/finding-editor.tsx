import { Callout, Radio, RadioGroup, TextArea } from '@blueprintjs/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { type CommentedField, Confidence, type Finding } from '../../../shared/contract/findings.ts';
import { Title } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { CONFIDENCE } from '../../../shared/domain/likelihood.ts';
import { labelsIn } from '../../../shared/domain/references.ts';
import { stateOf } from '../../../shared/domain/reviews.ts';
import { ownWords } from '../../../shared/domain/statements.ts';
import { bandsIn } from '../../../shared/domain/wording.ts';
import { useEdit } from '../../client/edits.ts';
import { useRead } from '../../client/hooks.ts';
import { ProofreadingPanel } from '../../parts/wording/proofreading-panel.tsx';
import { WordingPanel } from '../../parts/wording/wording-panel.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { useAutosave } from '../../ui/autosave.ts';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { Changes, Field, SaveMark } from '../../ui/saved-field.tsx';
import { showWordsOf } from '../../ui/show-words.ts';
import { showToast } from '../../ui/toaster.ts';
import { ExplanationField } from './explanation-field.tsx';
import { type Chosen, CommentDialog, FindingComments } from './finding-comments.tsx';
import { FindingReview } from './finding-review.tsx';
import { FindingVersions } from './finding-versions.tsx';
import { LikelihoodScale } from './likelihood-scale.tsx';
import type { TextHandle } from './text-editor.tsx';

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
  /** Words that were asked for from elsewhere. */
  readonly shown: Place['words'];
}

/** One finding: what is claimed, why, how likely it is, how good the information is, and what it rests on. */
export function FindingEditor({ finding, actions, asked, onAsked, shown }: EditorProps) {
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
  const { claim: claimNow, explanation: explanationNow, format: formatNow, likelihood: likelihoodNow } = value;
  const told = useMemo(() => [claimNow, explanationNow], [claimNow, explanationNow]);
  const readTexts = useMemo(
    () => [
      { field: 'claim', text: claimNow, bands: (text: string) => bandsIn(text, likelihoodNow) } as const,
      { field: 'explanation', text: ownWords(explanationNow, formatNow), bands: () => [] } as const,
    ],
    [claimNow, explanationNow, formatNow, likelihoodNow],
  );
  const final = stateOf(finding.review) === 'final';
  const [chosen, choose] = useState<Chosen | null>(null);
  const claimed = useRef<HTMLTextAreaElement | null>(null);
  const explained = useRef<TextHandle | null>(null);
  const last = useRef<CommentedField>('explanation');
  /** Somebody writes: whoever reads a finding needs no proofreader. */
  const [written, setWritten] = useState(false);
  const showWords = ({ field, at, length }: Chosen): void => {
    if (field === 'explanation') return explained.current?.select(at, length);
    claimed.current?.focus();
    claimed.current?.setSelectionRange(at, at + length);
  };
  const selectWords = useRef(showWords);
  selectWords.current = showWords;
  useEffect(() => {
    if (shown?.field === 'claim' || shown?.field === 'explanation')
      selectWords.current({ ...shown, field: shown.field });
    else if (shown) showWordsOf(shown.field, shown);
  }, [shown]);
  const replaceWords = ({ field, at, length }: Chosen, by: string): void => {
    if (field === 'explanation') return explained.current?.replace(at, length, by);
    set({ claim: `${texts.current.claim.slice(0, at)}${by}${texts.current.claim.slice(at + length)}` });
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
                setWritten(true);
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
            setWritten(true);
          }}
        />
        {problems.length > 0 && (
          <Callout compact intent="warning" icon="warning-sign" role="status" aria-label="References in the text">
            {problems.map((problem) => (
              <div key={problem}>{problem}</div>
            ))}
          </Callout>
        )}
        <WordingPanel texts={readTexts} told={told} onShow={showWords} />
        {written && !final && (
          <ProofreadingPanel caseId={caseId} texts={readTexts} onShow={showWords} onReplace={replaceWords} />
        )}
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
          <Field
            name="reasons"
            label="Reasons for the confidence"
            help="Sources and their access, corroboration, what is missing"
          >
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
            <Field name="exhibits" label="Exhibits behind it, in the order they are cited">
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
