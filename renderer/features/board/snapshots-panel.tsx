import { Button, ButtonGroup, Checkbox } from '@blueprintjs/core';
import { useState } from 'react';
import type { Snapshot } from '../../../shared/contract/snapshots.ts';
import type { CaseId, SnapshotId } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { formatCount, formatUtc, plural } from '../../ui/format.ts';
import { Changes, Field, SavedLine, SavedText } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

interface Props {
  readonly caseId: CaseId;
  /** The one that is shown in the place of the board. */
  readonly current: SnapshotId | null;
  readonly onShow: (id: SnapshotId | null) => void;
  /** None where a snapshot is shown: of that, none is taken. */
  readonly onTake?: () => void;
}

/** The snapshots of a case in their order, which is that of the report's figures. */
export function SnapshotsPanel({ caseId, current, onShow, onTake }: Props) {
  const { data: snapshots = NONE } = useRead('snapshot.list', { caseId });
  const [edited, setEdited] = useState<SnapshotId | null>(null);
  const run = (work: Promise<unknown>): void => void work.catch(showError);
  const remove = ({ id, title }: Snapshot): void => {
    if (id === current) onShow(null);
    const undo = { text: 'Undo', onClick: () => run(call('snapshot.restore', { snapshotId: id })) };
    run(
      call('snapshot.remove', { snapshotId: id }).then(() =>
        showToast({ message: `Snapshot “${title}” was deleted.`, action: undo }),
      ),
    );
  };
  return (
    <div className="rt-column">
      {onTake && (
        <Changes>
          <Button icon="camera" text="Take a snapshot" fill onClick={onTake} />
        </Changes>
      )}
      {snapshots.length === 0 && (
        <p className="rt-muted">
          A snapshot keeps what the board shows now: items, places, view, filter and groups. Later changes do not change
          it. It can be a figure of the report.
        </p>
      )}
      <ol className="rt-board-snapshots" aria-label="Snapshots">
        {snapshots.map((snapshot, at) => (
          <li key={snapshot.id} data-current={snapshot.id === current}>
            <div className="rt-row">
              <span className="rt-grow rt-cut" title={snapshot.title}>
                <strong>{snapshot.title}</strong>
              </span>
              <ButtonGroup variant="minimal">
                <Button
                  size="small"
                  icon={snapshot.id === current ? 'eye-off' : 'eye-open'}
                  title={snapshot.id === current ? 'Back to the board' : 'Show'}
                  aria-label={`${snapshot.id === current ? 'Back to the board from' : 'Show'} ${snapshot.title}`}
                  onClick={() => onShow(snapshot.id === current ? null : snapshot.id)}
                />
                <Button
                  size="small"
                  icon="edit"
                  title="Title, caption, order"
                  aria-label={`Edit ${snapshot.title}`}
                  aria-expanded={edited === snapshot.id}
                  onClick={() => setEdited(edited === snapshot.id ? null : snapshot.id)}
                />
              </ButtonGroup>
            </div>
            <div className="rt-muted rt-board-kind">{wordsOf(snapshot)}</div>
            {snapshot.caption !== '' && edited !== snapshot.id && (
              <div className="rt-board-caption">{snapshot.caption}</div>
            )}
            {edited === snapshot.id && (
              <Changes>
                <Edit snapshot={snapshot} />
                <div className="rt-row">
                  <Button
                    size="small"
                    icon="arrow-up"
                    text="Up"
                    disabled={at === 0}
                    onClick={() => run(call('snapshot.move', { snapshotId: snapshot.id, position: at - 1 }))}
                  />
                  <Button
                    size="small"
                    icon="arrow-down"
                    text="Down"
                    disabled={at === snapshots.length - 1}
                    onClick={() => run(call('snapshot.move', { snapshotId: snapshot.id, position: at + 1 }))}
                  />
                  <span className="rt-grow" />
                  <Button
                    size="small"
                    icon="trash"
                    intent="danger"
                    variant="minimal"
                    text="Delete"
                    onClick={() => remove(snapshot)}
                  />
                </div>
              </Changes>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Edit({ snapshot: { id, title, caption, inReport } }: { readonly snapshot: Snapshot }) {
  const save = (change: { title?: string; caption?: string; inReport?: boolean }): Promise<unknown> =>
    call('snapshot.update', { snapshotId: id, ...change });
  return (
    <div className="rt-column">
      <Field label="Title">
        {(field) => <SavedLine id={field} value={title} required onSave={(text) => save({ title: text })} />}
      </Field>
      <Field label="Caption" help="Printed with it in the report">
        {(field, note) => (
          <SavedText id={field} describedBy={note} value={caption} onSave={(text) => save({ caption: text })} />
        )}
      </Field>
      <Checkbox
        checked={inReport}
        label="Figure of the report"
        onChange={(event) => void save({ inReport: event.currentTarget.checked }).catch(showError)}
      />
    </div>
  );
}

const wordsOf = ({ items, of, links, takenAt, inReport }: Snapshot): string =>
  [
    items === of ? plural(of, 'item') : `${formatCount(items)} of ${plural(of, 'item')}`,
    plural(links, 'link'),
    `${formatUtc(takenAt)} UTC`,
    inReport ? 'in the report' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');

const NONE: Snapshot[] = [];
