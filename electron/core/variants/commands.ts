import { doubleMetaphone } from 'double-metaphone';
import { distance } from 'fastest-levenshtein';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Dialect } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { MOST_CLUSTERS, MOST_VALUES, SHOWN_OF_CLUSTER } from '../../../shared/contract/variants.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { quoted } from '../../../shared/domain/sql-names.ts';
import {
  clustersByDistance,
  clustersByKey,
  fingerprintOf,
  lettersOf,
  plainForm,
  REVIEWED,
  reviewName,
  VARIANT_METHODS,
  type Variant,
} from '../../../shared/domain/variants.ts';
import type { Handlers, JobContext } from '../context.ts';
import { exhibitById } from '../evidence/reads.ts';
import { csvLines } from '../files/csv.ts';
import { inMemory } from '../files/tickets.ts';
import { importEvidence } from '../intake/import.ts';
import { readLines } from '../query/results.ts';
import { runQuery } from '../query/run-query.ts';

type Comparison = Parsed<'variant.find'>;
const TIME_LIMIT = 120; // seconds

export const variantHandlers: Handlers<'variant'> = { 'variant.find': find, 'variant.record': record };

/** The words of a value by their sound, in order of their writing; none for one without a letter that is spoken. */
const soundOf = (text: string): string =>
  [...new Set(plainForm(text).split(' '))]
    .map((word) => doubleMetaphone(word)[0] || word)
    .toSorted()
    .join(' ');

const KEYS = { fingerprint: fingerprintOf, letters: lettersOf, sound: soundOf } as const;

async function find(context: JobContext, comparison: Comparison): Promise<Output<'variant.find'>> {
  const { method, edits, sameDigits } = comparison;
  context.label(`Comparing the values of ${comparison.column}`);
  const { values, sql, cut } = await valuesOf(context, comparison);
  const clusters =
    method === 'distance'
      ? await clustersByDistance(values, { edits, sameDigits }, distance, () => context.breathe())
      : clustersByKey(values, KEYS[method]);
  return {
    sql,
    distinct: values.length,
    cut,
    clusters: clusters.slice(0, MOST_CLUSTERS).map((values) => ({
      values: values.slice(0, SHOWN_OF_CLUSTER),
      more: Math.max(0, values.length - SHOWN_OF_CLUSTER),
    })),
    more: Math.max(0, clusters.length - MOST_CLUSTERS),
  };
}

/** The different values of the column with their rows, blank ones apart. */
async function valuesOf(context: JobContext, { caseId, sql, column }: Comparison) {
  const name = quoted(column);
  const asked = [
    `SELECT CAST(${name} AS TEXT) AS value, count(*) AS rows FROM (`,
    sql.trim().replace(/;$/, ''),
    `) WHERE trim(CAST(${name} AS TEXT)) <> '' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ].join('\n');
  const statement = { caseId, sql: asked, rowLimit: MOST_VALUES, timeoutSeconds: TIME_LIMIT };
  const { result, blocks } = await runQuery(context, statement);
  const values = blocks.flatMap(({ lines }) =>
    readLines(lines).map(([text, rows]): Variant => ({ text: cellText(text ?? null), rows: Number(rows) })),
  );
  return { values, sql: asked, cut: result.limitedBy !== null, inputs: result.inputs };
}

/** As `csvLines` writes. */
const WRITTEN = Dialect.parse({
  encoding: 'utf-8',
  bom: false,
  delimiter: ',',
  quote: '"',
  escape: '"',
  newline: '\r\n',
  header: true,
  skipLines: 0,
  skipFooter: 0,
});
const HEADER = ['cluster', 'value', 'rows', 'verdict', 'stands_for', 'reason'];

async function record(context: JobContext, asked: Parsed<'variant.record'>): Promise<Output<'variant.record'>> {
  const { clusters, title, note, caseId, column, method, edits, sameDigits } = asked;
  for (const { verdict, as } of clusters)
    if ((as !== null) !== (verdict === 'same'))
      throw new Fault('bad-request', 'A cluster of one thing has a writing that stands for it, any other has none.');
  // What is recorded is compared with the data once more: a value that is not there now is nobody's to decide.
  const { values, sql, inputs } = await valuesOf(context, asked);
  const held = new Map(values.map(({ text, rows }) => [text, rows]));
  for (const { values: those } of clusters)
    for (const { text, rows } of those)
      if (held.get(text) !== rows)
        throw new Fault(
          'changed',
          `The data has changed: "${text}" is no longer in ${counted(rows, 'row')}. Compare again.`,
        );
  const lines = clusters.flatMap(({ values: those, verdict, as, reason }, at) =>
    those.map(({ text, rows }) => [String(at + 1), text, String(rows), verdict, as, reason]),
  );
  const bytes = csvLines([HEADER, ...lines]);
  const tables = inputs.map(({ exhibitLabel, name: table }) => exhibitLabel ?? table);
  const name = reviewName(column, [...new Set(tables)]);
  const ticket = context.core.tickets.issue({
    kind: 'file',
    name,
    size: bytes.length,
    open: () => inMemory(bytes),
  });
  const from = tables.join(', ');
  const how = method === 'distance' ? `${edits} edits at most${sameDigits ? ', no digit apart' : ''}` : '';
  const words = [
    `Values of ${column} compared by "${VARIANT_METHODS[method].word}"${how && ` (${how})`}: ${counted(clusters.length, 'cluster')} reviewed.`,
    from && `Read from ${from}.`,
    note,
  ];
  const { exhibitId, dataset } = await importEvidence(context, {
    caseId,
    ticket,
    title,
    how: REVIEWED,
    source: from,
    note: words.filter(Boolean).join('\n'),
    dialect: WRITTEN,
    origin: { query: sql, engine: 'Redthread', job: '', ranAt: '', zone: '', ranBy: '' },
  });
  return { exhibit: exhibitById(context.db, exhibitId), view: dataset?.view ?? null };
}
