import type { Migration } from '../migration.ts';

/** How a column's text is understood beside how it is kept, records that were left out, and where a table came from. */
export const readings: Migration = {
  version: 5,
  name: 'readings',
  apply: (db) => db.script(SCHEMA),
};

const SCHEMA = `
-- 'text', 'integer' or 'real:<scale>': how cells lie in the table of the dataset. Their text comes back from it, cell by cell.
ALTER TABLE dataset_columns ADD COLUMN form TEXT NOT NULL DEFAULT 'text';
-- JSON: ColumnReading of shared/domain/readings.ts; '{}' for a column that was read before there were readings.
ALTER TABLE dataset_columns ADD COLUMN reading TEXT NOT NULL DEFAULT '{}';

-- JSON: the query that produced the file, its engine, job, time and zone, and who ran it; '{}' where nothing is known.
ALTER TABLE datasets ADD COLUMN origin TEXT NOT NULL DEFAULT '{}';
-- The name of the known export that the file was read as; '' for none.
ALTER TABLE datasets ADD COLUMN profile TEXT NOT NULL DEFAULT '';

-- Preamble, footer and blank records, with their text as rejected ones have it.
CREATE TABLE skipped_rows (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE, record INTEGER NOT NULL, line INTEGER NOT NULL,
  reason TEXT NOT NULL, raw TEXT NOT NULL,
  PRIMARY KEY (dataset_id, record)
) STRICT;
`;
