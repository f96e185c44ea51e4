import { Button } from '@blueprintjs/core';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useWorkspace } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

const NONE: never[] = [];

type Shared = Output<'request.related'>['cases'][number];
/** "2 shared entities, 1 same file" */
const sharedWords = ({ shared, files, pictures, methods }: Shared): string =>
  [
    shared > 0 && plural(shared, 'shared entity', 'shared entities'),
    files > 0 && plural(files, 'same file'),
    pictures > 0 && plural(pictures, 'picture that looks alike', 'pictures that look alike'),
    methods.length > 0 && plural(methods.length, 'same method'),
  ]
    .filter(Boolean)
    .join(', ');

/** Cases that share entities, files, pictures or methods with this one, once somebody asks. */
export function Related({ caseId }: { caseId: CaseId }) {
  const { openCase } = useWorkspace();
  const look = useWrite('request.related');
  const { data: standings = NONE } = useRead('work.standings', {});
  const { data: cases = NONE } = useRead('case.list', {});
  const setParent = useWrite('work.setParent');
  const parent = standings.find((each) => each.caseId === caseId)?.parent ?? null;
  const parts = standings.filter((each) => each.parent === caseId);
  const nameOf = (id: CaseId): string => {
    const found = cases.find((each) => each.id === id);
    return found ? `${caseLabel(found.number)} ${found.title}` : '';
  };
  return (
    <Panel
      title="Seen in other cases"
      actions={
        <Changes>
          <Button
            size="small"
            icon="search"
            text="Look"
            loading={look.isPending}
            onClick={() => look.mutate({ caseId }, { onError: showError })}
          />
        </Changes>
      }
    >
      {!look.data && (
        <p className="rt-panel-note rt-muted">
          Compares entities, files, pictures and methods of this case with all others. Shows counts, merges nothing, and
          is recorded.
        </p>
      )}
      {look.data?.cases.length === 0 && (
        <p className="rt-panel-note rt-muted">No other case holds an entity, file, picture or method of this one.</p>
      )}
      {look.data?.picturesCompared === false && (
        <p className="rt-panel-note rt-warn">Pictures were not compared: there are too many for one look.</p>
      )}
      {(parent !== null || parts.length > 0) && (
        <ul className="rt-list" aria-label="Parent and parts">
          {parent !== null && (
            <li className="rt-line">
              <Button variant="minimal" text={`Part of ${nameOf(parent)}`} onClick={() => openCase(parent)} />
              <span className="rt-grow" />
              <Changes>
                <Button
                  size="small"
                  text="No longer a part"
                  onClick={() => setParent.mutate({ caseId, parent: null, reason: '' }, { onError: showError })}
                />
              </Changes>
            </li>
          )}
          {parts.map((each) => (
            <li key={each.caseId} className="rt-line">
              <Button
                variant="minimal"
                text={`Has the part ${nameOf(each.caseId)}`}
                onClick={() => openCase(each.caseId)}
              />
              <span className="rt-muted">{each.parentReason}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className="rt-list">
        {look.data?.cases.map((each) => (
          <li key={each.caseId} className="rt-row">
            <button type="button" className="rt-line rt-grow" onClick={() => openCase(each.caseId)}>
              <span className="rt-mono">{each.label}</span>
              <span className="rt-grow rt-muted">{[each.types, ...each.methods].filter(Boolean).join(' · ')}</span>
              <span className={each.shared + each.files + each.pictures > 0 ? 'rt-warn' : 'rt-muted'}>
                {sharedWords(each)}
              </span>
            </button>
            {parent !== each.caseId && (
              <Changes>
                <Button
                  size="small"
                  variant="minimal"
                  text={`Make this case a part of ${each.label}`}
                  onClick={() =>
                    setParent.mutate(
                      {
                        caseId,
                        parent: each.caseId,
                        reason: `shares ${[each.types, sharedWords(each)].filter(Boolean).join('; ')}`,
                      },
                      { onError: showError },
                    )
                  }
                />
              </Changes>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
