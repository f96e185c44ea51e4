import { Button } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { CodeBox, Hash } from '../../ui/hash.tsx';

const ROWS = 5;

/** What stands behind a sentence: the exhibit that it names, its hash, and of a query its statement and first rows. */
export function ReferenceCard({ exhibit }: { readonly exhibit: Exhibit }) {
  const { go } = useNavigation();
  const { id, label, title, kind, sha256, removedAt } = exhibit;
  const query = kind === 'query' && removedAt === null;
  const { data } = useRead('query.frozen', { exhibitId: id, limit: ROWS }, { enabled: query });
  return (
    <aside className="rt-finding-text-card" aria-label={`Behind ${label}`}>
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
      {data && (
        <>
          <CodeBox label={`Statement of ${label}`} text={data.sql} />
          <div className="rt-finding-text-card-rows">
            <table aria-label={`First rows of ${label}`}>
              <thead>
                <tr>
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
                  <tr key={at}>
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
            {data.rowCount > ROWS
              ? `The first ${ROWS} of ${plural(data.rowCount, 'row')}`
              : plural(data.rowCount, 'row')}
            {data.inputs.length > 0 &&
              `, from ${data.inputs.map(({ name, exhibitLabel }) => (exhibitLabel === null ? name : `${name} (${exhibitLabel})`)).join(', ')}`}
            .
          </p>
        </>
      )}
    </aside>
  );
}
