import type { ExportFormat } from '../../../shared/contract/datasets.ts';
import type { OutTable } from './out-table.ts';
import { asLines } from './write-lines.ts';
import { asParquet } from './write-parquet.ts';
import { asWorkbook } from './write-workbook.ts';

interface Written {
  readonly mediaType: string;
  /** Whether a spreadsheet opens it, so that cells may run there. */
  readonly guarded: boolean;
  write(table: OutTable, guard: boolean): AsyncIterable<Uint8Array>;
}

/** What tables with typed values are exported as, beside CSV and JSON, which carry texts. */
export const TYPED_FORMATS = {
  parquet: { mediaType: 'application/vnd.apache.parquet', guarded: false, write: (table) => asParquet(table) },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    guarded: true,
    write: asWorkbook,
  },
  ndjson: { mediaType: 'application/x-ndjson', guarded: false, write: asLines },
} as const satisfies Record<Exclude<ExportFormat, 'csv'>, Written>;
