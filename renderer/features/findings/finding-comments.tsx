import './finding-review.css';
import { Button, InputGroup, Tag, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { CommentedField, Finding, FindingComment } from '../../../shared/contract/findings.ts';
import { placeOf } from '../../../shared/domain/comment-anchor.ts';
import { SELF_DECLARED } from '../../../shared/domain/reviews.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useSession } from '../../state/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

/** Words that are selected in one of the texts, in UTF-16 units. */
export interface Chosen {
  readonly field: CommentedField;
  readonly at: number;
  readonly length: number;
}

interface Props {
  readonly finding: Finding;
  /** The texts as they stand in their fields. */
  readonly texts: Readonly<Record<CommentedField, string>>;
  /** Selects words where they stand. */
  readonly onShow: (words: Chosen) => void;
}

/** What was said about words of the text, each with the words; those that were rewritten say that their place is gone. */
export function FindingComments({ finding, texts, onShow }: Props) {
  const { data = [] } = useRead('finding.comments', { findingId: finding.id });
  const { mutateAsync: resolve } = useWrite('finding.resolveComment');
  const [all, showAll] = useState(false);
  if (data.length === 0) return null;
  const open = data.filter(({ resolved }) => resolved === null);
  const shown = all ? data : open;
  return (
    <section className="rt-finding-comments" aria-label="Comments">
      <div className="rt-row">
        <h3 className="rt-grow">{open.length === 0 ? 'No open comment' : plural(open.length, 'open comment')}</h3>
        {data.length > open.length && (
          <Button
            variant="minimal"
            size="small"
            text={all ? 'Hide resolved' : `Show ${data.length - open.length} resolved`}
            onClick={() => showAll(!all)}
          />
        )}
      </div>
      <ul>
        {shown.map((comment) => (
          <CommentLine
            key={comment.id}
            comment={comment}
            text={texts[comment.field]}
            onShow={onShow}
            onResolve={(resolved) => void resolve({ commentId: comment.id, resolved }).catch(showError)}
          />
        ))}
      </ul>
    </section>
  );
}

function CommentLine({
  comment: { field, anchor, text: said, by, at, resolved },
  text,
  onShow,
  onResolve,
}: {
  readonly comment: FindingComment;
  readonly text: string;
  readonly onShow: (words: Chosen) => void;
  readonly onResolve: (resolved: boolean) => void;
}) {
  const place = placeOf(text, anchor);
  return (
    <li data-resolved={resolved !== null}>
      {place ? (
        <button type="button" className="rt-finding-quote" onClick={() => onShow({ field, ...place })}>
          “{anchor.quote}”
        </button>
      ) : (
        <span className="rt-muted">
          “{anchor.quote}”{' '}
          <Tag minimal intent="warning">
            its place is gone
          </Tag>
        </span>
      )}
      <p className="rt-break">{said}</p>
      <div className="rt-row rt-muted">
        <span className="rt-grow">
          {by}, <Time at={at} />
          {resolved && (
            <>
              {' '}
              · resolved by {resolved.by}, <Time at={resolved.at} />
            </>
          )}
        </span>
        <Changes>
          <Button
            variant="minimal"
            size="small"
            icon={resolved ? 'undo' : 'tick'}
            text={resolved ? 'Reopen' : 'Resolve'}
            onClick={() => onResolve(resolved === null)}
          />
        </Changes>
      </div>
    </li>
  );
}

interface CommentProps {
  readonly finding: Finding;
  readonly chosen: Chosen;
  /** Saves what was typed, as a comment is about saved words. */
  readonly flush: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly quote: string;
}
/** Asks for a comment on the words that are selected. */
export function CommentDialog({ finding, chosen, quote, flush, onClose }: CommentProps) {
  const { mutateAsync } = useWrite('finding.comment');
  const own = useSession().vault?.investigator ?? '';
  const [text, setText] = useState('');
  const [by, setBy] = useState(own);
  return (
    <ConfirmDialog
      title="Comment on the selected words"
      confirm="Add comment"
      disabled={text.trim() === '' || by.trim() === ''}
      onClose={onClose}
      onConfirm={async () => {
        if (!(await flush())) throw new Error('What was typed is not saved yet: give the finding a claim first.');
        await mutateAsync({ findingId: finding.id, ...chosen, text: text.trim(), by: by.trim() });
      }}
    >
      <blockquote className="rt-finding-quoted rt-break">{quote}</blockquote>
      <Field label="Comment">
        {(id) => (
          <TextArea
            id={id}
            fill
            autoFocus
            rows={3}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field label="Name" help={SELF_DECLARED}>
        {(id, describedBy) => (
          <InputGroup id={id} aria-describedby={describedBy} maxLength={200} value={by} onValueChange={setBy} />
        )}
      </Field>
    </ConfirmDialog>
  );
}
