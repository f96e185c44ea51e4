import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { WriteContext } from '../context.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { canonicalBytes } from './canonical.ts';
import type { Kept } from './results.ts';
import { insertFrozen } from './store.ts';

/** How the canonical rows of a result may be shown, here and where a bundle brings them. */
export const ROWS_SHOWN = { mediaType: 'application/jsonl', preview: 'query' } as const;

/** Makes a result an exhibit whose bytes are the canonical rows, with the statement and the hashes of what it read. */
export function freeze(
  context: WriteContext,
  { caseId, ranAt, result, blocks }: Kept,
  title: string,
  note?: string,
): Exhibit {
  const { sql, columns, rowCount, rowLimit, limitedBy, inputs } = result;
  const exhibit = storeExhibit(
    context,
    {
      caseId,
      kind: 'query',
      title: title.trim(),
      originalName: `${fileName(title)}.jsonl`,
      ...ROWS_SHOWN,
      how: 'frozen query',
      source: inputs.map(({ exhibitLabel, name }) => (exhibitLabel ? `${exhibitLabel} (${name})` : name)).join(', '),
      note,
      acquiredAt: ranAt,
      action: 'query.freeze',
      detail: { sql, rows: rowCount, rowLimit, limitedBy, inputs },
    },
    canonicalBytes(columns, blocks),
  );
  insertFrozen(context.db, exhibit.id, result, ranAt);
  return exhibit;
}

const fileName = (title: string): string =>
  title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80) || 'query';
