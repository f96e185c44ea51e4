import './finding-review.css';
import { Button, InputGroup, Tag, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { Finding, ReviewState } from '../../../shared/contract/findings.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import {
  handedIn,
  NEXT_STATES,
  REVIEW_STATES,
  reviewProblem,
  reviewVerb,
  SELF_DECLARED,
  sameName,
  stateOf,
} from '../../../shared/domain/reviews.ts';
import { useWrite } from '../../client/hooks.ts';
import { useSession } from '../../state/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Time } from '../../ui/hash.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';

const INTENT = { draft: 'none', 'in-review': 'primary', 'changes-asked': 'warning', final: 'success' } as const;

interface Props {
  readonly finding: Finding;
  /** Saves what was typed. @returns whether all of it could be saved */
  readonly flush: () => Promise<boolean>;
}

/** How far a finding is reviewed, the last word on it, and the steps that can be taken. */
export function FindingReview({ finding, flush }: Props) {
  const [asked, ask] = useState<ReviewState | null>(null);
  const { review, version } = finding;
  const state = stateOf(review);
  const last = review.at(-1);
  const own = useSession().vault?.investigator ?? '';
  // Names are declared: another person at this computer reviews under their own, and is told that it takes one.
  const isOwn = state === 'in-review' && sameName(handedIn(review)?.by ?? '', own);
  return (
    <section className="rt-finding-review" aria-label="Review">
      <Tag minimal intent={INTENT[state]}>
        {REVIEW_STATES[state]}
      </Tag>
      <span className="rt-grow rt-muted">
        {last ? (
          <>
            {last.by}, <Time at={last.at} />
            {last.note && <span className="rt-break">: {last.note}</span>}
            {state !== 'draft' && last.version < version && (
              <span className="rt-warn">
                {' '}
                The text has changed since (version {last.version}, now {version}).
              </span>
            )}
          </>
        ) : (
          'Nobody has reviewed it.'
        )}
      </span>
      <Changes>
        {NEXT_STATES[state].map((to) => (
          <Button
            key={to}
            size="small"
            text={
              isOwn && to !== 'draft'
                ? `Second person: ${reviewVerb(state, to).toLowerCase()}…`
                : `${reviewVerb(state, to)}…`
            }
            onClick={() => ask(to)}
          />
        ))}
      </Changes>
      {asked && <ReviewDialog finding={finding} to={asked} flush={flush} onClose={() => ask(null)} />}
    </section>
  );
}

const NOTES: Readonly<Record<ReviewState, string>> = {
  draft: 'Why',
  'in-review': 'What the reviewer should look at',
  'changes-asked': 'Which changes are asked for',
  final: 'What was checked',
};

function ReviewDialog({
  finding,
  to,
  flush,
  onClose,
}: Props & { readonly to: ReviewState; readonly onClose: () => void }) {
  const { mutateAsync } = useWrite('finding.review');
  const own = useSession().vault?.investigator ?? '';
  const from = stateOf(finding.review);
  const reviews = to === 'changes-asked' || to === 'final';
  const [by, setBy] = useState(reviews ? '' : own);
  const [note, setNote] = useState('');
  const problem = by.trim() === '' ? '' : reviewProblem(finding, to, { by, note });
  const author = handedIn(finding.review)?.by;
  return (
    <ConfirmDialog
      title={`${reviewVerb(from, to)}: ${findingLabel(finding.number)}`}
      confirm={reviewVerb(from, to)}
      disabled={problem !== null}
      onClose={onClose}
      onConfirm={async () => {
        if (await flush()) await mutateAsync({ findingId: finding.id, state: to, by: by.trim(), note });
        else throw new Error('What was typed is not saved yet: give the finding a claim first.');
      }}
    >
      <Field
        label={reviews ? 'Name of the reviewer' : 'Your name'}
        help={reviews && author ? `${SELF_DECLARED} A second person reviews what ${author} handed in.` : SELF_DECLARED}
      >
        {(id, describedBy) => (
          <InputGroup id={id} aria-describedby={describedBy} maxLength={200} value={by} onValueChange={setBy} />
        )}
      </Field>
      <Field label={NOTES[to]}>
        {(id) => (
          <TextArea
            id={id}
            fill
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {problem && (
        <p className="rt-warn" role="status">
          {problem}
        </p>
      )}
    </ConfirmDialog>
  );
}
