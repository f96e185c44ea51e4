import { Button } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { runJob } from '../../client/call.ts';
import type { Navigation } from '../../state/navigation.tsx';
import { formatCount } from '../../ui/format.ts';
import { messageOf, showError, showToast } from '../../ui/toaster.ts';
import type { CellPlace } from './result-grid.tsx';

type RowPlace = Output<'query.rowPlace'>;
type Found = Extract<RowPlace, { known: true }>['places'][number];
export type Places = (row: number) => Promise<RowPlace>;

/** A statement that took longer is not run a second time unless somebody asks. */
export const UNASKED_MS = 2000;
const RESTS_MS = 150;
/** Characters of a cell's text in the file. */
const SHOWN = 200;

/** Where the rows of a result come from, each asked once. */
export const usePlaces = ({ resultId }: QueryResult): Places =>
  useMemo(() => {
    const asked = new Map<number, Promise<RowPlace>>();
    return (row) => {
      const held = asked.get(row) ?? runJob('query.rowPlace', { resultId, row });
      asked.set(row, held);
      held.catch(() => asked.delete(row));
      return held;
    };
  }, [resultId]);

const lineWords = ({ exhibit, line, row, view }: Found): string =>
  line === null ? `${exhibit}, row ${formatCount(row)} of ${view}` : `${exhibit}, line ${formatCount(line)}`;
const notKnown = (why: string): string => `No one line of a file: ${why}.`;

/** Opens the exhibit at the row; of a joined one the first, and says so. */
export async function showInExhibit(places: Places, row: number, go: Navigation['go']): Promise<void> {
  try {
    const place = await places(row);
    if (!place.known) return showToast({ message: notKnown(place.why) });
    const [first, ...others] = place.places;
    if (!first) return;
    openPlace(first, go);
    if (others.length > 0) showToast({ message: `The row joins ${place.places.map(lineWords).join(' and ')}.` });
  } catch (error) {
    showError(error);
  }
}
const openPlace = ({ exhibitId, datasetId, row, line }: Found, go: Navigation['go']): void =>
  go({ screen: 'evidence', focus: exhibitId, row: { datasetId, row, line } });

interface Props {
  readonly result: QueryResult;
  readonly at: CellPlace | null;
  readonly places: Places;
  readonly go: Navigation['go'];
}
/** Below the grid: where the row of the cell in focus stands, and the text of the cell in the file where another is shown. */
export function CellBar({ result, at, places, go }: Props) {
  const [place, setPlace] = useState<RowPlace | string | null>(null);
  const [asked, setAsked] = useState(result.elapsedMs < UNASKED_MS);
  const row = at?.row ?? null;
  useEffect(() => {
    setPlace(null);
    if (row === null || !asked) return;
    let wanted = true;
    const rests = window.setTimeout(() => {
      places(row).then(
        (found) => wanted && setPlace(found),
        (error: unknown) => wanted && setPlace(messageOf(error)),
      );
    }, RESTS_MS);
    return () => {
      wanted = false;
      window.clearTimeout(rests);
    };
  }, [row, asked, places]);
  if (!at) return null;
  const name = result.columns[at.column]?.name ?? '';
  const known = place !== null && typeof place === 'object' && place.known ? place : null;
  const original = known?.originals[at.column] ?? null;
  return (
    <div className="rt-data-cell-bar">
      <span role="status" className="rt-cut">
        Row {formatCount(at.row + 1)}, {name}
        {original !== null && (
          <>
            . In the file: <span className="rt-mono">{original === '' ? '(empty)' : original.slice(0, SHOWN)}</span>
            {original.length > SHOWN &&
              ` … (the first ${SHOWN} of ${formatCount(original.length)} characters; the rest stands in the exhibit)`}
          </>
        )}
        {place !== null && !known && <>. {typeof place === 'string' ? place : place.known || notKnown(place.why)}</>}
      </span>
      {known?.places.map((each) => (
        <Button
          key={`${each.datasetId} ${each.row}`}
          size="small"
          variant="minimal"
          icon="document-open"
          text={lineWords(each)}
          title={`Show row ${formatCount(each.row)} of ${each.view} in ${each.exhibit}`}
          onClick={() => openPlace(each, go)}
        />
      ))}
      {!asked && <Button size="small" variant="minimal" text="Find its line" onClick={() => setAsked(true)} />}
    </div>
  );
}
