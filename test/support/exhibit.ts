import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cellsOf as storedCells, tableOf } from '../../electron/core/datasets/reads.ts';
import { storeExhibit } from '../../electron/core/evidence/staging.ts';
import { inTransaction, opened } from '../../electron/core/transaction.ts';
import type { Output } from '../../shared/contract/commands.ts';
import type { CaseId, DatasetId, ExhibitId } from '../../shared/contract/values.ts';
import type { TestCore } from './core.ts';

/** Stores bytes as an exhibit of the case, without the steps an import takes before and after. */
export function putExhibit({ core }: TestCore, caseId: CaseId, name: string, bytes: Uint8Array | string): ExhibitId {
  const facts = {
    caseId,
    kind: 'file',
    title: name,
    originalName: name,
    mediaType: 'text/csv',
    preview: 'table',
    how: 'test',
  } as const;
  return inTransaction(
    core,
    opened(core),
    'evidence.import',
    (context) => storeExhibit(context, facts, Buffer.from(bytes as string)),
    true,
  ).id;
}

export interface Table extends Output<'dataset.parse'> {
  /** Cells as they lie in the store. */
  readonly cells: (string | null)[][];
}

/** Reads bytes as a dataset of the case. */
export async function putTable(
  test: TestCore,
  caseId: CaseId,
  name: string,
  bytes: Uint8Array | string,
  dialect?: Output<'dataset.preview'>['dialect'],
): Promise<Table> {
  const exhibitId = putExhibit(test, caseId, name, bytes);
  const done = await test.run('dataset.parse', { exhibitId, ...(dialect && { dialect }) });
  return { ...done, cells: cellsOf(test, done.dataset.id) };
}

export const putFile = (test: TestCore, caseId: CaseId, path: string): Promise<Table> =>
  putTable(test, caseId, basename(path), readFileSync(path));

/** The stored rows of a dataset in their order, as text. */
export function cellsOf({ core }: TestCore, datasetId: DatasetId): (string | null)[][] {
  const { reader } = opened(core);
  const table = tableOf(reader, datasetId);
  return storedCells(reader, table, 0, table.rows);
}
