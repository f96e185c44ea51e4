import { Button, Checkbox, HTMLSelect, MenuItem } from '@blueprintjs/core';
import { MultiSelect } from '@blueprintjs/select';
import { useEffect, useRef } from 'react';
import { Confidence, type Finding, type FindingLikelihood } from '../../../shared/contract/findings.ts';
import type { Question } from '../../../shared/contract/requests.ts';
import type { CaseId, FindingId } from '../../../shared/contract/values.ts';
import { findingLabel, questionLabel } from '../../../shared/domain/labels.ts';
import { bandsOf, confidenceText, likelihoodText } from '../../../shared/domain/likelihood.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { instantOf, wallOf } from '../../parts/due-text.tsx';
import { QuestionTag } from '../../parts/request-clocks.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { Time } from '../../ui/hash.tsx';
import { Changes, Field, SavedLine, SavedText } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

const NOT = 'not-judged';

interface Props {
  readonly of: Question;
  /** Of its requester. */
  readonly zone: string;
  readonly isFocused: boolean;
}

/** One question: its answer, what that is built from, how likely and how sure, and what went out. */
export function QuestionCard({ of, zone, isFocused }: Props) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isFocused) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isFocused]);
  const update = useWrite('question.update');
  const remove = useWrite('question.remove');
  const { data: findings = [] } = useRead('finding.list', { caseId: of.caseId });
  const { data: profile } = useRead('vault.profile', {});
  const bands = bandsOf(profile?.yardstick ?? 'icd-203');
  const likelihoods = [
    ...new Set<FindingLikelihood>([NOT, ...(of.taken.includes('likelihood') ? [] : [of.likelihood]), ...bands]),
  ];
  const label = questionLabel(of.number);
  const set = (change: Omit<Parameters<typeof update.mutate>[0], 'questionId'>): void =>
    update.mutate({ questionId: of.id, ...change }, { onError: showError });
  const save = (change: Omit<Parameters<typeof update.mutate>[0], 'questionId'>): Promise<unknown> =>
    update.mutateAsync({ questionId: of.id, ...change });
  /** The claims of the findings, where nothing was written yet. */
  const chosen = findings.filter((each) => of.findings.includes(each.id));
  const build = (): void =>
    set({
      answer: chosen
        .map(
          ({ claim, exhibitLabels }) => `${claim}${exhibitLabels.length > 0 ? ` (${exhibitLabels.join(', ')})` : ''}`,
        )
        .join('\n'),
    });
  return (
    <article ref={card} className="rt-panel rt-request-card" aria-label={label} data-focused={isFocused}>
      <header className="rt-row">
        <strong>{label}</strong>
        <span className="rt-grow rt-break">{of.text}</span>
        <QuestionTag of={of} />
        {!of.delivered && (
          <Changes>
            <Button
              size="small"
              variant="minimal"
              icon="trash"
              aria-label={`Remove ${label}`}
              title="Remove the question"
              onClick={() => remove.mutate({ questionId: of.id }, { onError: showError })}
            />
          </Changes>
        )}
      </header>
      <Changes>
        <Field
          label="Answer"
          help="Names exhibits as E-0001 and figures as {E-0012:1:paid_usd}: row and column of a frozen query. Saved when the field is left."
        >
          {(field, describedBy) => (
            <SavedText
              id={field}
              describedBy={describedBy}
              value={of.answer}
              rows={3}
              maxLength={100_000}
              onSave={(answer) => save({ answer })}
            />
          )}
        </Field>
        <div className="rt-request-support">
          <Field label="Built from findings">
            {(field) => (
              <FindingPicker
                id={field}
                caseId={of.caseId}
                all={findings}
                value={of.findings}
                onChange={(next) => set({ findings: next })}
              />
            )}
          </Field>
          <Field label="Further exhibits">
            {(field) => (
              <ExhibitPicker
                id={field}
                caseId={of.caseId}
                value={of.exhibits}
                onChange={(next) => set({ exhibits: next })}
              />
            )}
          </Field>
        </div>
        <div className="rt-request-judged">
          <Field label="Likelihood">
            {(field) => (
              <HTMLSelect
                id={field}
                fill
                value={of.taken.includes('likelihood') ? NOT : of.likelihood}
                onChange={(event) => set({ likelihood: event.target.value as Question['likelihood'] })}
                options={likelihoods.map((value) => ({
                  value,
                  label:
                    value === NOT && of.byFindings
                      ? `From its findings: ${likelihoodText(of.byFindings.likelihood)}`
                      : likelihoodText(value),
                }))}
              />
            )}
          </Field>
          <Field label="Confidence">
            {(field) => (
              <HTMLSelect
                id={field}
                fill
                value={of.taken.includes('confidence') ? NOT : of.confidence}
                onChange={(event) => set({ confidence: event.target.value as Question['confidence'] })}
                options={[NOT, ...Confidence.options].map((value) => ({
                  value,
                  label:
                    value === NOT && of.byFindings
                      ? `From its findings: ${confidenceText(of.byFindings.confidence)}`
                      : confidenceText(value as Question['confidence']),
                }))}
              />
            )}
          </Field>
          <Field label="Owner">
            {(field) => <SavedLine id={field} value={of.owner} maxLength={500} onSave={(owner) => save({ owner })} />}
          </Field>
          <Field label={`Due (${zone === 'America/Los_Angeles' ? 'Pacific' : zone})`}>
            {(field) => (
              <input
                id={field}
                type="datetime-local"
                className="bp6-input bp6-fill"
                value={of.dueAt ? wallOf(of.dueAt, zone) : ''}
                onChange={(event) => set({ dueAt: event.target.value ? instantOf(event.target.value, zone) : null })}
              />
            )}
          </Field>
        </div>
        <FindingsJudged of={of} findings={chosen} onTake={() => set({ likelihood: NOT, confidence: NOT })} />
        <div className="rt-row rt-row-wrap">
          <Checkbox
            className="rt-request-ready"
            checked={of.ready}
            disabled={of.answer.trim() === ''}
            label="The answer may go out"
            onChange={(event) => set({ ready: event.currentTarget.checked })}
          />
          {of.answer.trim() === '' && of.findings.length > 0 && (
            <Button size="small" icon="endorsed" text="Write it from the findings" onClick={build} />
          )}
          <span className="rt-grow" />
          <span className={of.exhibitLabels.length > 0 ? 'rt-muted' : 'rt-warn'}>
            {of.exhibitLabels.length > 0
              ? `Rests on ${of.exhibitLabels.join(', ')}`
              : 'Rests on no exhibit: an assessment'}
          </span>
        </div>
      </Changes>
      {of.delivered && (
        <p className="rt-line-detail">
          Delivered to {of.delivered.to}, <Time at={of.delivered.at} />
          {of.delivered.changed && `: "${of.delivered.answer}"`}
        </p>
      )}
    </article>
  );
}

interface JudgedProps {
  readonly of: Question;
  readonly findings: readonly Finding[];
  readonly onTake: () => void;
}
/** What the findings of an answer say where it says otherwise, and one act that takes it over. */
function FindingsJudged({ of, findings, onTake }: JudgedProps) {
  const differs =
    findings.length > 0 &&
    findings.some(({ likelihood, confidence }) => likelihood !== of.likelihood || confidence !== of.confidence);
  if (!differs) return null;
  const canTake =
    of.byFindings !== null &&
    (of.byFindings.likelihood !== of.likelihood || of.byFindings.confidence !== of.confidence);
  return (
    <div className="rt-row rt-row-wrap">
      <span className="rt-muted">
        {findings
          .map(
            ({ number, likelihood, confidence }) =>
              `${findingLabel(number)}: ${likelihoodText(likelihood)}, ${confidenceText(confidence)}`,
          )
          .join('; ')}
        .
      </span>
      {canTake && <Button size="small" text="Take likelihood and confidence from the findings" onClick={onTake} />}
    </div>
  );
}

interface PickerProps {
  readonly id: string;
  readonly caseId: CaseId;
  readonly all: readonly Finding[];
  readonly value: readonly FindingId[];
  readonly onChange: (value: FindingId[]) => void;
}
function FindingPicker({ id, all, value, onChange }: PickerProps) {
  const toggle = (finding: Finding): void =>
    onChange(value.includes(finding.id) ? value.filter((each) => each !== finding.id) : [...value, finding.id]);
  const words = ({ number, claim }: Finding): string => `${findingLabel(number)} ${claim}`;
  return (
    <MultiSelect<Finding>
      fill
      items={[...all]}
      selectedItems={all.filter((each) => value.includes(each.id))}
      itemPredicate={(query, finding) => words(finding).toLowerCase().includes(query.trim().toLowerCase())}
      itemRenderer={(finding, { handleClick, handleFocus, modifiers, ref }) =>
        modifiers.matchesPredicate ? (
          <MenuItem
            key={finding.id}
            ref={ref}
            active={modifiers.active}
            icon={value.includes(finding.id) ? 'tick' : 'blank'}
            text={words(finding)}
            roleStructure="listoption"
            selected={value.includes(finding.id)}
            onClick={handleClick}
            onFocus={handleFocus}
          />
        ) : null
      }
      itemsEqual="id"
      tagRenderer={(finding) => findingLabel(finding.number)}
      noResults={
        <MenuItem
          disabled
          text={all.length === 0 ? 'The case has no finding yet' : 'No finding fits'}
          roleStructure="listoption"
        />
      }
      onItemSelect={toggle}
      onRemove={toggle}
      placeholder="None"
      popoverProps={{ minimal: true, matchTargetWidth: true }}
      tagInputProps={{ inputProps: { id } }}
      resetOnSelect
    />
  );
}
