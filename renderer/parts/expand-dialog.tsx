import { Button, Checkbox, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Expansion, MappingFit } from '../../shared/contract/mapping.ts';
import type { BoardId, EntityId } from '../../shared/contract/values.ts';
import { rowCount, rowsWords } from '../../shared/domain/row-ranges.ts';
import { quoteName } from '../../shared/domain/sql-names.ts';
import { runJob } from '../client/call.ts';
import { kindOf } from '../state/entity-kinds.ts';
import { useNavigation } from '../state/navigation.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { messageOf, showToast } from '../ui/toaster.ts';

interface Props {
  readonly boardId: BoardId;
  readonly entityIds: readonly EntityId[];
  /** What is expanded, in words. */
  readonly name: string;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

const MOST_SHOWN = 120; // characters of a list of rows
const keyOf = ({ mapping, datasetId }: Pick<MappingFit, 'mapping' | 'datasetId'>): string => `${datasetId} ${mapping}`;

/** What the data of the case links entities to, counted before it is made. */
export function ExpandDialog({ boardId, entityIds, name, onDone, onClose }: Props) {
  const { go } = useNavigation();
  const [fits, setFits] = useState<readonly MappingFit[] | null>(null);
  const [found, setFound] = useState<Expansion | null>(null);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState('');
  const only = fits?.filter((fit) => !off.has(keyOf(fit))).map(({ mapping, datasetId }) => ({ mapping, datasetId }));
  const asked = JSON.stringify({ boardId, entityIds, only: off.size === 0 ? null : only });
  useEffect(() => {
    const stopped = new AbortController();
    setFound(null);
    runJob('mapping.reach', JSON.parse(asked), { signal: stopped.signal }).then(
      (expansion) => {
        if (stopped.signal.aborted) return;
        setFits(expansion.fits);
        setFound(expansion);
      },
      (error: unknown) => !stopped.signal.aborted && setProblem(messageOf(error)),
    );
    return () => stopped.abort();
  }, [asked]);
  const makes = found !== null && found.total.links.made + found.total.placed > 0;
  const expand = async (): Promise<void> => {
    const { total } = await runJob('mapping.expand', JSON.parse(asked));
    showToast({ message: `${saidOf(total)} Undo on the board takes it back.`, intent: 'success' });
    onDone?.();
  };
  return (
    <ConfirmDialog
      title={`Expand ${name} from data`}
      confirm="Add to board"
      disabled={!makes}
      onClose={onClose}
      onConfirm={expand}
    >
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      {fits?.map((fit) => (
        <Checkbox
          key={keyOf(fit)}
          checked={!off.has(keyOf(fit))}
          onChange={() => setOff((before) => before.symmetricDifference(new Set([keyOf(fit)])))}
        >
          {saidOf(fit)} From <span className="rt-mono">{fit.view}</span>, {fit.exhibit} {rowsOf(fit.rows)}, by the
          mapping “{fit.mapping}”.
        </Checkbox>
      ))}
      <div aria-live="polite" className="rt-column">
        {found === null && !problem && <Spinner size={20} aria-label="Looking through the data" />}
        {found && found.fits.length === 0 && (
          <p>
            No saved mapping finds links of it. Show the rows of a dataset, choose Map to board (Alt+M) there, and save
            the mapping: the next time it is found here.
          </p>
        )}
        {found && found.fits.length > 0 && (
          <p>
            <strong>{saidOf(found.total)}</strong> {makes ? '' : 'All of it is on the board already.'}
          </p>
        )}
        {found && found.total.leftOut > 0 && (
          <p className="rt-warn">
            {plural(found.total.leftOut, 'further entity', 'further entities')} not taken: those in most rows come
            first, 200 of each mapping.
          </p>
        )}
        {found && found.total.unclear > 0 && (
          <p className="rt-muted">
            {plural(found.total.unclear, 'known link stays as it is', 'known links stay as they are')}: it may rest on
            the same rows, or in another unit.
          </p>
        )}
        {found?.notes.map((note) => (
          <p key={note} className="rt-muted">
            {note}
          </p>
        ))}
        {found?.unmapped.map(({ view, exhibit, columns, rows }) => (
          <p key={view} className="rt-row">
            <span className="rt-grow">
              <span className="rt-mono">{view}</span> ({exhibit}) holds it in {plural(rows, 'row')} (
              {columns.join(', ')}), but no saved mapping fits.
            </span>
            <Button
              size="small"
              text="Show rows to map"
              onClick={() => {
                onClose();
                go({ screen: 'data', sql: `SELECT * FROM ${quoteName(view)}` });
              }}
            />
          </p>
        ))}
      </div>
    </ConfirmDialog>
  );
}

/** "12 links to 9 entities (8 accounts, 1 device), 3 known." */
function saidOf({ links, entities, byType }: Pick<MappingFit, 'links' | 'entities' | 'byType'>): string {
  const types = byType.map(({ type, count }) =>
    plural(count, kindOf(type).word.toLowerCase(), kindOf(type).words.toLowerCase()),
  );
  const known = entities.known > 0 ? `, ${formatCount(entities.known)} known` : '';
  const drawn = links.known > 0 ? ` ${plural(links.known, 'link is', 'links are')} known.` : '';
  return `${plural(links.made + links.known, 'link')} to ${types.join(', ') || 'each other'}${known}.${drawn}`;
}
const rowsOf = (rows: string): string => {
  const words = rowsWords(rows);
  return words.length <= MOST_SHOWN ? words : plural(rowCount(rows), 'row');
};
