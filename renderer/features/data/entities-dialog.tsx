import { HTMLSelect, HTMLTable } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import { type EntityType, LONGEST_LABEL } from '../../../shared/contract/entities.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { alikeAmong, detectEntity, sameValues } from '../../../shared/domain/entities.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';
import { useRead } from '../../client/hooks.ts';
import { useShowBoard } from '../../parts/show-board.ts';
import { kindOf, typeOptions } from '../../state/entity-kinds.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { addToBoard, canName, type Found, type Source, saidOf } from './put-on-board.ts';
import { fetchRows, fetchRowsAt } from './result-rows.ts';

export interface EntitySource {
  readonly result: QueryResult;
  readonly column: number;
  /** Positions of the rows to take the values from; null for all. */
  readonly rows: readonly number[] | null;
}
interface Props {
  readonly caseId: CaseId;
  readonly source: EntitySource;
  readonly restsOn: Source;
  readonly onClose: () => void;
}

const MOST_ROWS = 50_000; // read to find different values
const MOST = 500; // entities made at once: more than that on one board is not looked at, but searched

interface Values {
  readonly different: readonly string[];
  readonly unfit: number;
  readonly rowsRead: number;
}
async function valuesOf({ result, rows }: EntitySource, column: number): Promise<Values> {
  const read = rows
    ? await fetchRowsAt(result, rows.slice(0, MOST_ROWS))
    : await fetchRows(result, 0, Math.min(result.rowCount, MOST_ROWS));
  const all = new Set(read.map((row) => cellText(row[column] ?? null)));
  const different = [...all].filter(canName);
  return { different, unfit: all.size - different.length, rowsRead: read.length };
}

/** Shows which entities would be created, and of which type, before they are. */
export function EntitiesDialog({ caseId, source, restsOn, onClose }: Props) {
  const showBoard = useShowBoard();
  const [column, setColumn] = useState(source.column);
  const [type, setType] = useState<EntityType | 'detect'>('detect');
  const [values, setValues] = useState<Values | null>(null);
  const [problem, setProblem] = useState('');
  const { data: known = [] } = useRead('entity.list', { caseId });
  useEffect(() => {
    let wanted = true;
    setValues(null);
    valuesOf(source, column).then(
      (found) => wanted && setValues(found),
      (error: unknown) => wanted && setProblem(messageOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [source, column]);

  const named = source.result.columns[column]?.name ?? '';
  const found = useMemo<Found[]>(
    () =>
      (values?.different ?? [])
        .slice(0, MOST)
        .map((label) => ({ label, type: type === 'detect' ? detectEntity(label, named) : type })),
    [values, type, named],
  );
  const same = useMemo(() => sameValues(known), [known]);
  const among = useMemo(() => alikeAmong(found), [found]);
  const rowCount = source.rows?.length ?? source.result.rowCount;
  const notes = values && [
    values.unfit > 0 &&
      `${plural(values.unfit, 'value')} cannot name an entity (empty, over ${formatCount(LONGEST_LABEL)} characters, or with a line break) and will be skipped.`,
    values.different.length > MOST &&
      `Only the first ${MOST} of ${plural(values.different.length, 'distinct value')} are used; filter the rows to get the others.`,
    values.rowsRead < rowCount &&
      `Only the first ${plural(values.rowsRead, 'row')} of ${plural(rowCount, 'row')} were read.`,
  ];

  return (
    <ConfirmDialog
      title="Make entities"
      confirm={found.length === 0 ? 'Add to board' : `Add ${plural(found.length, 'entity', 'entities')} to board`}
      disabled={found.length === 0}
      onClose={onClose}
      onConfirm={async () => {
        const step = await addToBoard(caseId, found, restsOn);
        showToast({
          message: saidOf(step),
          intent: 'success',
          action: { text: 'Show board', onClick: () => showBoard() },
        });
      }}
    >
      <div className="rt-data-entities-fields">
        <Field label="Column">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              value={column}
              onChange={(event) => setColumn(Number(event.target.value))}
              options={source.result.columns.map(({ name }, value) => ({ label: name, value }))}
            />
          )}
        </Field>
        <Field label="Entity type">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              value={type}
              onChange={(event) => setType(event.target.value as EntityType | 'detect')}
              options={[{ label: 'Detect automatically', value: 'detect' }, ...typeOptions()]}
            />
          )}
        </Field>
      </div>
      <p className="rt-muted">
        {source.rows ? `${plural(source.rows.length, 'selected row')}` : `All ${plural(rowCount, 'row')}`}. Equal values
        become one entity, labelled exactly as in the data.
      </p>
      <p className="rt-muted">{saidOfSource(restsOn)}</p>
      {notes?.filter(Boolean).map((note) => (
        <p key={String(note)} className="rt-warn">
          {note}
        </p>
      ))}
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      <div className="rt-data-entities-preview">
        <HTMLTable compact>
          <thead>
            <tr>
              <th scope="col">Entity</th>
              <th scope="col">Type</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {found.map((each) => (
              <tr key={each.label}>
                <td className="rt-mono rt-break">{each.label}</td>
                <td>{kindOf(each.type).word}</td>
                <td className="rt-muted">{remarkOn(each, same, among)}</td>
              </tr>
            ))}
          </tbody>
        </HTMLTable>
      </div>
    </ConfirmDialog>
  );
}

function remarkOn(found: Found, same: ReturnType<typeof sameValues>, among: ReturnType<typeof alikeAmong>): string {
  if (same.exact(found)) return 'already in the case';
  const alike = same.alike(found)?.label ?? among(found);
  return [alike && `same as ${alike}?`, typedProblem(found.type, found.label)].filter(Boolean).join(' ');
}

function saidOfSource(source: Source): string {
  if (source.kind === 'result') return `Each is entered as seen in ${source.exhibit.label}, which holds this result.`;
  if (source.kind === 'dataset')
    return `Entered as seen in ${source.dataset.exhibitLabel} are those that stand in its table as they are; others are seen in no exhibit.`;
  return 'They are entered as seen in no exhibit: this result rests on several tables or on the case itself. Save it as an exhibit first, and they are seen in that.';
}
