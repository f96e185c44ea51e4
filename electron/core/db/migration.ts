import type { WriteDb } from './open.ts';

/** One step of the store's schema, in a file of its own; `apply` runs in a transaction with its bookkeeping row. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /**
   * For a step that makes a table anew under its old name (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table
   * Schema Changes"): references are not enforced while it runs, and all of them are checked before it is committed.
   */
  readonly rebuilds?: true;
  readonly apply: (db: WriteDb) => void;
}
