import './reference-card.css';
import { Button } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { type RowRange, rowsWithin, rowsWords } from '../../../shared/domain/cited-rows.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { CodeBox, Hash } from '../../ui/hash.tsx';

const ROWS = 5;

const NONE: readonly RowRange[] = [];

interface Props {
  readonly exhibit: Exhibit;
  /** Rows that the sentence cites, from 1, in their order. */
  readonly rows?: readonly RowRange[];
}

/** What stands behind a sentence: the exhibit that it names, its hash, what it was made from, and of a query its statement and rows. */
export function ReferenceCard({ exhibit, rows: cited = NONE }: Props) {
  const { go } = useNavigation();
  const { id, label, title, kind, sha256, removedAt } = exhibit;
  const query = kind === 'query' && removedAt === null;
  const offset = Math.max(0, (cited[0]?.from ?? 1) - 1);
  const { data } = useRead('query.frozen', { exhibitId: id, offset, limit: ROWS }, { enabled: query });
  const { data: origin } = useRead('copy.origin', { exhibitId: id }, { enabled: kind === 'file' });
  const isCited = (row: number): boolean => cited.some(({ from, to }) => row >= from && row <= to);
  const missing = data ? rowsWithin(cited, data.rowCount + 1, Number.MAX_SAFE_INTEGER) : NONE;
  return (
    <aside className="rt-reference" aria-label={`Behind ${label}`}>
      <div className="rt-row">
        <span className="rt-grow rt-cut">
          <strong>{label}</strong> {title}
        </span>
        <Hash value={sha256} short />
        <Button
          size="small"
          icon="arrow-right"
          text={`Open ${label}`}
          onClick={() => go({ screen: 'evidence', focus: id })}
        />
      </div>
      {removedAt !== null && <p className="rt-warn">It was removed: its record stays, its bytes are gone.</p>}
      {origin && (
        <p>
          Working copy of <strong>{origin.label}</strong> <Hash value={origin.sha256} short />
        </p>
      )}
      {data && (
        <>
          <CodeBox label={`Statement of ${label}`} text={data.sql} />
          <div className="rt-reference-rows">
            <table aria-label={`${offset === 0 ? 'First rows' : 'Rows'} of ${label}`}>
              <thead>
                <tr>
                  <th scope="col">Row</th>
                  {data.columns.map(({ name }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name, and none moves
                    <th key={at} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.rows.map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity, and none moves
                  <tr key={at} data-cited={isCited(offset + at + 1) || undefined}>
                    <th scope="row">{offset + at + 1}</th>
                    {row.map((cell, column) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: as the columns
                      <td key={column}>{cellText(cell, 'shown')}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="rt-muted">
            {offset > 0 || data.rowCount > ROWS
              ? `${data.rows.length === 0 ? 'None' : `Rows ${offset + 1} to ${offset + data.rows.length}`} of ${plural(data.rowCount, 'row')}`
              : plural(data.rowCount, 'row')}
            {cited.length > 0 && `; cited: ${rowsWords(cited)}`}
            {data.inputs.length > 0 &&
              `, from ${data.inputs.map(({ name, exhibitLabel }) => (exhibitLabel === null ? name : `${name} (${exhibitLabel})`)).join(', ')}`}
            .
          </p>
          {missing.length > 0 && <p className="rt-warn">It has no {rowsWords(missing)}.</p>}
        </>
      )}
    </aside>
  );
}
