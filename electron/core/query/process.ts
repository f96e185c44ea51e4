import { serve } from '../process/serve.ts';
import { columnFacts as chartColumns, chartData } from './aggregate/chart-data.ts';
import { onRows } from './aggregate/held-rows.ts';
import { columnFacts, facetsOf } from './dictionary/facets.ts';
import { enterStore } from './kept-connection.ts';
import { rowOrigins } from './row-origins.ts';
import { runStatement } from './run-statement.ts';

/** Runs an analyst's SQL apart from everything else: the process is ended when a statement takes too much of anything. */
serve({
  enter: enterStore,
  run: runStatement,
  origins: rowOrigins,
  facets: facetsOf,
  facts: columnFacts,
  chart: onRows(chartData),
  columns: onRows(chartColumns),
});
