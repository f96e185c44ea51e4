import type { Certificate } from '../../../shared/contract/datasets.ts';
import type { Dialect } from './dialect.ts';
import type { ReadRecord, ReadTotals } from './records.ts';

/** Records that come from elsewhere than a delimited text: a sheet of a workbook, an array of JSON, messages. */
export interface RecordSource {
  /** `header`, `skipLines` and `skipFooter` hold for its records; `format` says what they were read from. */
  readonly dialect: Dialect;
  /** What a record is, where the format and not the file names the columns: "message". */
  readonly each?: string | null;
  /** Fields of a record. */
  readonly width: number;
  /** What a reader of the rows has to know, once they are read: hidden columns, formulas without a value. They join the certificate's warnings. */
  readonly notes: Certificate['warnings'];
  /** @param each called for every record in order @param pause awaited now and then, with the bytes of text taken so far */
  read(each: (record: ReadRecord) => void, pause: (bytes: number) => Promise<void>): Promise<ReadTotals>;
}
