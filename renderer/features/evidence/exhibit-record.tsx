import { Button, Callout, HTMLSelect, TagInput } from '@blueprintjs/core';
import { Fragment } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { ordinal } from '../../../shared/domain/acquisitions.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { useEdit } from '../../client/edits.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Hash, Time } from '../../ui/hash.tsx';
import { Changes, Field, SavedLine, SavedText } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { CREDIBILITY, RELIABILITY, SENSITIVITY } from './exhibit-words.ts';

type Change = Omit<Input<'evidence.update'>, 'exhibitId'>;

const graded = (words: Record<string, string>) => [
  { value: '', label: 'not graded' },
  ...Object.entries(words).map(([value, text]) => ({ value, label: `${value}: ${text}` })),
];

/** One text of the record: held while it is typed, recorded when its field is left. */
function useText({ id: exhibitId }: Exhibit, name: 'title' | 'note' | 'source') {
  const edit = useEdit('evidence.update', `${exhibitId} ${name}`);
  return {
    onSave: (text: string) => edit.end({ exhibitId, [name]: text }),
    onHold: (text: string | null) => edit.hold(text === null ? null : { exhibitId, [name]: text }),
  };
}

/** What is known of an exhibit: what was measured and cannot be changed, and what the investigator says of it. */
export function ExhibitRecord({ exhibit }: { exhibit: Exhibit }) {
  const update = useWrite('evidence.update');
  const save = (change: Change): void => update.mutate({ exhibitId: exhibit.id, ...change }, { onError: showError });
  const texts = {
    title: useText(exhibit, 'title'),
    note: useText(exhibit, 'note'),
    source: useText(exhibit, 'source'),
  };
  const disabled = exhibit.removedAt !== null;
  return (
    <div className="rt-evidence-record">
      {exhibit.removedAt && (
        <Callout icon="trash" compact intent="warning">
          Removed <Time at={exhibit.removedAt} />: {exhibit.removedReason}. Its number, hash and record stay.
        </Callout>
      )}
      {exhibit.typeWarning && (
        <Callout icon="warning-sign" compact intent="warning">
          {exhibit.typeWarning}
        </Callout>
      )}
      <CopyFacts exhibit={exhibit} />
      <AttachmentFacts exhibit={exhibit} />
      <Changes>
        <Field label="Title">
          {(id) => (
            <SavedLine id={id} value={exhibit.title} maxLength={500} required disabled={disabled} {...texts.title} />
          )}
        </Field>
        <Field label="Note">
          {(id) => (
            <SavedText id={id} value={exhibit.note} maxLength={100_000} rows={4} disabled={disabled} {...texts.note} />
          )}
        </Field>
        <Field label="Tags">
          {(id) => (
            <TagInput
              fill
              addOnBlur
              disabled={disabled}
              inputProps={{ id }}
              values={exhibit.tags}
              onChange={(tags) => save({ tags: [...new Set(tags.map(String))] })}
            />
          )}
        </Field>
        <Field label="Source">
          {(id) => <SavedLine id={id} value={exhibit.source} maxLength={500} disabled={disabled} {...texts.source} />}
        </Field>
        <Field label="Source reliability">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              disabled={disabled}
              value={exhibit.reliability ?? ''}
              options={graded(RELIABILITY)}
              onChange={(event) => save({ reliability: (event.target.value || null) as Exhibit['reliability'] })}
            />
          )}
        </Field>
        <Field label="Information credibility">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              disabled={disabled}
              value={exhibit.credibility ?? ''}
              options={graded(CREDIBILITY)}
              onChange={(event) => save({ credibility: (event.target.value || null) as Exhibit['credibility'] })}
            />
          )}
        </Field>
        <Field label="Sensitivity">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              disabled={disabled}
              value={exhibit.sensitivity}
              options={Object.entries(SENSITIVITY).map(([value, label]) => ({ value, label }))}
              onChange={(event) => save({ sensitivity: event.target.value as Exhibit['sensitivity'] })}
            />
          )}
        </Field>
      </Changes>
      <dl className="rt-facts">
        <dt className="rt-whole">SHA-256</dt>
        <dd className="rt-whole">
          <Hash value={exhibit.sha256} />
        </dd>
        <dt>File name</dt>
        <dd>{exhibit.originalName}</dd>
        <dt>Type</dt>
        <dd>{exhibit.mediaType}</dd>
        <dt>Size</dt>
        <dd>
          {formatBytes(exhibit.bytes)} ({formatCount(exhibit.bytes)} bytes)
        </dd>
        {exhibit.width !== null && exhibit.height !== null && (
          <>
            <dt>Pixels</dt>
            <dd>
              {exhibit.width} × {exhibit.height}
            </dd>
          </>
        )}
        <dt>Acquired</dt>
        <dd>
          <Time at={exhibit.acquiredAt} zone={exhibit.acquiredZone} />
        </dd>
        <dt>By</dt>
        <dd>{exhibit.acquiredBy}</dd>
        <dt>How</dt>
        <dd>{exhibit.acquiredHow}</dd>
        <FormerNumber exhibit={exhibit} />
      </dl>
      <LaterAcquisitions exhibit={exhibit} />
    </div>
  );
}

/** One that came with a colleague's bundle, under a number that was taken here. */
function FormerNumber({ exhibit: { id, caseId, label } }: { exhibit: Exhibit }) {
  const { data = [] } = useRead('bundle.formerNumbers', { caseId });
  const former = data.find(({ exhibitId, becomes }) => exhibitId === id && becomes === label);
  return former ? (
    <>
      <dt>Former number</dt>
      <dd>{former.was}, where it came from</dd>
    </>
  ) : null;
}

/** How the same bytes came in again. None can be changed: each is what was said that time. */
function LaterAcquisitions({ exhibit }: { exhibit: Exhibit }) {
  const { laterAcquisitions: all } = exhibit;
  if (all.length === 0) return null;
  return (
    <section aria-label="Later acquisitions">
      <h3 className="rt-evidence-later">The same bytes were acquired {plural(all.length, 'more time')}</h3>
      <ol className="rt-evidence-later-list">
        {all.map((each) => (
          <li key={each.position}>
            <dl className="rt-facts">
              <dt>Acquired</dt>
              <dd>
                <Time at={each.acquiredAt} zone={each.acquiredZone} /> ({ordinal(each.position)})
              </dd>
              {laterFacts(each).map(([term, words]) => (
                <Fragment key={term}>
                  <dt>{term}</dt>
                  <dd>{words}</dd>
                </Fragment>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}

const laterFacts = (each: Exhibit['laterAcquisitions'][number]): (readonly [term: string, words: string])[] =>
  (
    [
      ['By', each.acquiredBy],
      ['How', each.acquiredHow],
      ['Source', each.source],
      ['File name', each.originalName],
      ['Title', each.title],
      ['Note', each.note],
      ['Tags', each.tags.join(', ')],
      ['Sensitivity', each.sensitivity === 'normal' ? '' : each.sensitivity],
    ] as const
  ).filter(([, words]) => words !== '');

/** What a picture was made from, and what was made from it. */
function CopyFacts({ exhibit }: { exhibit: Exhibit }) {
  const picture = isPicture(exhibit);
  const { data: origin } = useRead('copy.origin', { exhibitId: exhibit.id }, { enabled: exhibit.copyOf !== null });
  const { data: copies } = useRead('copy.of', { exhibitId: exhibit.id }, { enabled: picture });
  return (
    <>
      {origin && (
        <Callout icon="duplicate" compact>
          <div className="rt-evidence-copy-links">
            <span>
              A working copy of <To id={origin.exhibitId} label={origin.label} />
              {origin.removed && ', which was removed'}
            </span>
            <details>
              <summary>{plural(origin.words.length, 'step')}</summary>
              <ol className="rt-evidence-copy-words">
                {origin.words.map((words, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list
                  <li key={index} className="rt-break">
                    {words}
                  </li>
                ))}
              </ol>
            </details>
          </div>
        </Callout>
      )}
      {copies && copies.length > 0 && (
        <Callout icon="duplicate" compact>
          <div className="rt-evidence-copy-links">
            <span>{copies.length === 1 ? 'A working copy was made' : `${copies.length} working copies were made`}</span>
            {copies.map(({ exhibitId, label, title, removed }) => (
              <span key={exhibitId} className="rt-cut">
                <To id={exhibitId} label={label} /> {title}
                {removed && ' (removed)'}
              </span>
            ))}
          </div>
        </Callout>
      )}
    </>
  );
}

/** The messages that it came with, and what was saved from its own. */
function AttachmentFacts({ exhibit }: { exhibit: Exhibit }) {
  const { data } = useRead('attachment.of', { exhibitId: exhibit.id }, { enabled: exhibit.kind === 'file' });
  const { broughtBy = [], saved = [] } = data ?? {};
  return (
    <>
      {broughtBy.length > 0 && (
        <Callout icon="paperclip" compact>
          <div className="rt-evidence-copy-links">
            {broughtBy.slice(0, LISTED).map(({ exhibitId, label, message, part, removed }) => (
              <span key={`${exhibitId} ${message} ${part}`}>
                Attachment {part} of message {message} of <To id={exhibitId} label={label} />
                {removed && ', which was removed'}
              </span>
            ))}
            {broughtBy.length > LISTED && <span>and {formatCount(broughtBy.length - LISTED)} more</span>}
          </div>
        </Callout>
      )}
      {saved.length > 0 && (
        <Callout icon="paperclip" compact>
          <div className="rt-evidence-copy-links">
            <span>{plural(saved.length, 'attachment')} saved as exhibits</span>
            {saved.slice(0, LISTED).map(({ exhibitId, label, title, message, part, removed }) => (
              <span key={`${message} ${part}`} className="rt-cut">
                <To id={exhibitId} label={label} /> {title}
                {removed && ' (removed)'}
              </span>
            ))}
            {saved.length > LISTED && <span>and {formatCount(saved.length - LISTED)} more</span>}
          </div>
        </Callout>
      )}
    </>
  );
}
const LISTED = 12;

function To({ id, label }: { id: ExhibitId; label: string }) {
  const { go } = useNavigation();
  return (
    <Button
      size="small"
      variant="minimal"
      className="rt-mono rt-evidence-copy-to"
      text={label}
      onClick={() => go({ screen: 'evidence', focus: id })}
    />
  );
}
