import { Button, InputGroup, Menu, MenuItem, Popover, TextArea } from '@blueprintjs/core';
import { useContext, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { SavedQuery } from '../../../shared/contract/query.ts';
import type { CaseId, SavedQueryId } from '../../../shared/contract/values.ts';
import type { FiledQuery } from '../../../shared/domain/sql-files.ts';
import { host, runJob } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field, Writable } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { CarryDialog } from './carry-dialog.tsx';

/** What is asked about a saved query, or about a statement that is to be one. */
export type SavedDialog =
  | { readonly kind: 'save'; readonly of: 'tab' | 'saved'; readonly query: FiledQuery }
  | { readonly kind: 'describe'; readonly saved: SavedQuery }
  | { readonly kind: 'export'; readonly query: FiledQuery }
  | { readonly kind: 'elsewhere'; readonly query: FiledQuery };

interface ListProps {
  readonly caseId: CaseId;
  readonly onOpen: (saved: SavedQuery) => void;
  readonly onAsk: (dialog: SavedDialog) => void;
}

/** The queries of the case that are kept under a name. */
export function SavedQueries({ caseId, onOpen, onAsk }: ListProps) {
  const { data: all = [] } = useRead('query.saved', { caseId });
  const disabled = !useContext(Writable);
  const { mutateAsync: remove } = useWrite('query.remove');
  const { mutateAsync: restore } = useWrite('query.restore');
  const removed = async ({ id, name }: SavedQuery): Promise<void> => {
    await remove({ savedId: id });
    showToast({
      message: `The saved query "${name}" was deleted.`,
      action: { text: 'Undo', onClick: () => void restore({ savedId: id }).catch(showError) },
    });
  };
  if (all.length === 0) return null;
  return (
    <section aria-label="Saved queries" className="rt-data-saved">
      <h2 className="rt-data-schema-group">Saved queries</h2>
      <ul>
        {all.map((saved) => (
          <li key={saved.id} className="rt-data-schema-table">
            <button
              type="button"
              className="rt-data-saved-name rt-cut"
              title={saved.description || saved.sql.slice(0, 300)}
              onClick={() => onOpen(saved)}
            >
              {saved.name}
            </button>
            <Popover
              placement="bottom-end"
              content={
                <Menu>
                  <MenuItem icon="document-open" text="Open" onClick={() => onOpen(saved)} />
                  <MenuItem
                    icon="edit"
                    disabled={disabled}
                    text="Rename or describe…"
                    onClick={() => onAsk({ kind: 'describe', saved })}
                  />
                  <MenuItem
                    icon="duplicate"
                    disabled={disabled}
                    text="Duplicate…"
                    onClick={() =>
                      onAsk({ kind: 'save', of: 'saved', query: { ...saved, name: `${saved.name} (copy)` } })
                    }
                  />
                  <MenuItem
                    icon="share"
                    text="Copy for another database…"
                    onClick={() => onAsk({ kind: 'elsewhere', query: saved })}
                  />
                  <MenuItem
                    icon="export"
                    text="Export as .sql…"
                    onClick={() => onAsk({ kind: 'export', query: saved })}
                  />
                  <MenuItem
                    icon="trash"
                    disabled={disabled}
                    intent="danger"
                    text="Delete"
                    onClick={() => void removed(saved).catch(showError)}
                  />
                </Menu>
              }
            >
              <Button variant="minimal" size="small" icon="more" aria-label={`More about ${saved.name}`} />
            </Popover>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface DialogProps {
  readonly caseId: CaseId;
  readonly asked: SavedDialog;
  readonly tables: Output<'query.schema'>;
  readonly onSaved: (saved: SavedQuery) => void;
  readonly onClose: () => void;
}
export function SavedQueryDialog({ caseId, asked, tables, onSaved, onClose }: DialogProps) {
  if (asked.kind === 'elsewhere') return <CarryDialog query={asked.query} tables={tables} onClose={onClose} />;
  if (asked.kind === 'export') return <ExportSql caseId={caseId} query={asked.query} onClose={onClose} />;
  const { name, description } = asked.kind === 'describe' ? asked.saved : asked.query;
  return (
    <NameDialog
      title={asked.kind === 'describe' ? 'Rename or describe' : 'Save query'}
      caseId={caseId}
      given={
        asked.kind === 'describe'
          ? { savedId: asked.saved.id }
          : { sql: asked.query.sql, parameters: [...asked.query.parameters] }
      }
      first={{ name, description }}
      onSaved={onSaved}
      onClose={onClose}
    />
  );
}

interface NameProps extends Omit<DialogProps, 'asked' | 'tables'> {
  readonly title: string;
  readonly given: { savedId?: SavedQueryId; sql?: string; parameters?: SavedQuery['parameters'] };
  readonly first: Pick<SavedQuery, 'name' | 'description'>;
}
function NameDialog({ title, caseId, given, first, onSaved, onClose }: NameProps) {
  const [name, setName] = useState(first.name);
  const [description, setDescription] = useState(first.description);
  const save = useWrite('query.save');
  return (
    <ConfirmDialog
      title={title}
      confirm="Save"
      disabled={name.trim() === ''}
      onClose={onClose}
      onConfirm={async () => onSaved(await save.mutateAsync({ caseId, ...given, name: name.trim(), description }))}
    >
      <Field label="Name">
        {(id) => <InputGroup id={id} autoFocus maxLength={200} value={name} onValueChange={setName} />}
      </Field>
      <Field label="Description" help="What the query shows, for whoever runs it next. Search finds it.">
        {(id, describedBy) => (
          <TextArea
            id={id}
            aria-describedby={describedBy}
            fill
            rows={3}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

function ExportSql({ caseId, query, onClose }: { caseId: CaseId; query: FiledQuery; onClose: () => void }) {
  const { name, description, sql, parameters } = query;
  const write = async (): Promise<void> => {
    const input = { caseId, name: name || 'Query', description, sql, parameters: [...parameters] };
    const made = await runJob('query.exportSql', input);
    if ((await host().save(made.ticket, made.name)) === 'cancelled') return;
    showToast({ message: `${made.name} was exported.`, intent: 'success' });
  };
  return (
    <ConfirmDialog title="Export as .sql" confirm="Export" onClose={onClose} onConfirm={write}>
      <p>
        The file holds the SQL, with its name, its description and the values of its parameters as comments. It names
        the tables of the case, and whom the SQL looks for.
      </p>
      <p className="rt-muted">The exported file is not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}
