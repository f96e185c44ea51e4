import type { Origin } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { call } from '../../client/call.ts';

export const NO_ORIGIN: Origin = { query: '', engine: '', job: '', ranAt: '', zone: '', ranBy: '' };

/** What is to be kept of a form: null where nothing was said. A time without a zone is said to be UTC. */
export function saidOrigin(form: Origin): Origin | null {
  const trimmed: Origin = {
    query: form.query.trim(),
    engine: form.engine.trim(),
    job: form.job.trim(),
    ranAt: form.ranAt,
    zone: form.ranAt === '' ? '' : form.zone || 'UTC',
    ranBy: form.ranBy.trim(),
  };
  return Object.values(trimmed).every((value) => value === '') ? null : trimmed;
}

/** "payouts.csv" and "payouts.sql" belong together. */
const stem = (name: string): string =>
  name.replace(/(?:\.(?:csv|tsv|txt|gz|zip|json|ndjson|jsonl|parquet|xlsx|sql))+$/i, '').toLowerCase();

/** Whether a file has the name of another but for what follows the dot. */
export const isNamedAlike = (one: string, other: string): boolean => stem(one) === stem(other);
export const isBeside = ({ originalName }: Exhibit, fileName: string): boolean => isNamedAlike(originalName, fileName);

/** The query that lies beside a file: by its own name, or by that under which the same query came again. */
export function queryBeside(
  exhibits: readonly Exhibit[],
  came: readonly { readonly name: string; readonly exhibitId: string | undefined }[],
  fileName: string,
): Exhibit | undefined {
  const queries = queriesBeside(exhibits, fileName);
  const again = came.find(({ name }) => /\.sql$/i.test(name) && isNamedAlike(name, fileName));
  return queries.find((each) => isBeside(each, fileName)) ?? queries.find(({ id }) => id === again?.exhibitId);
}

/** The `.sql` exhibits of a case, the one of the same name first. */
export function queriesBeside(exhibits: readonly Exhibit[], fileName: string): Exhibit[] {
  return exhibits
    .filter(({ originalName, removedAt }) => removedAt === null && /\.sql$/i.test(originalName))
    .toSorted((one, other) => Number(isBeside(other, fileName)) - Number(isBeside(one, fileName)));
}

export const MAX_QUERY = 100_000;
export async function queryTextOf(exhibit: Exhibit): Promise<string> {
  const { text, nextOffset } = await call('evidence.text', { exhibitId: exhibit.id });
  if (nextOffset !== null || text.length > MAX_QUERY)
    throw new Error(`${exhibit.label} is longer than ${MAX_QUERY.toLocaleString('en')} characters.`);
  return text;
}
