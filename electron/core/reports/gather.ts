import type { CaseId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { openReader, type ReadDb } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import type { Beside } from './companions/beside.ts';
import { fullRows } from './companions/rows.ts';
import { readContents } from './contents.ts';
import { readMaterial } from './material.ts';
import { redactedColumns } from './redacted-columns.ts';
import { exactEntries } from './resolve/custody.ts';
import { type Decisions, decide } from './resolve/decide.ts';
import type { Material, Occasion } from './resolve/material.ts';
import { POLICIES } from './resolve/policy.ts';
import { columnRules, redacted, secretsOf, withoutCharts } from './resolve/redact.ts';
import { barePictures, coversOf } from './resolve/regions.ts';
import { abridged, absentFindings, type Resolved, resolve } from './resolve/resolve.ts';
import type { Secrets } from './resolve/seek.ts';

/** Custody entries that go beside a report at most: 100,000 are some 40 MB of JSON. */
const MOST_EXACT = 100_000;

export interface Gathered extends Resolved {
  readonly material: Material;
  readonly decisions: Decisions;
  readonly secrets: Secrets;
  /** Where it was asked for. */
  readonly beside: Beside | null;
}
interface Options {
  readonly policy?: (typeof POLICIES)[keyof typeof POLICIES];
  /** Narrows what was read, as to one finding. */
  readonly only?: (material: Material) => Material;
  /** Whether what goes beside the print is wanted too. */
  readonly beside?: boolean;
}
/** Awaited before each exhibit that is printed, so that other work can run; throws when the print was stopped. */
type Between = (done: number, total: number) => Promise<void>;

/** Reads the vault as it stands when this begins: what is written meanwhile is in nothing that `work` reads. */
export async function inSnapshot<T>(context: JobContext, work: (db: ReadDb) => Promise<T>): Promise<T> {
  const { storeFile, key } = context.session;
  const db = openReader(storeFile, key);
  try {
    return await db.snapshot(() => work(db));
  } finally {
    db.close();
  }
}

/** Everything that an edition of the report says, as the vault stood when this began. @throws Fault `not-found` */
export const gather = (
  context: JobContext,
  caseId: CaseId,
  occasion: Occasion,
  between: Between,
  policy = POLICIES[occasion.edition],
): Promise<Gathered> => inSnapshot(context, (db) => gatherFrom(db, context, caseId, occasion, between, { policy }));

/** The same from a snapshot that others read too. @throws Fault `not-found` */
export async function gatherFrom(
  db: ReadDb,
  context: JobContext,
  caseId: CaseId,
  occasion: Occasion,
  between: Between,
  { policy = POLICIES[occasion.edition], only = (material) => material, beside: wanted = false }: Options = {},
): Promise<Gathered> {
  const material = only(readMaterial(db, caseId, occasion.edition, ...(wanted ? [MOST_EXACT] : [])));
  const decisions = decide(material, policy);
  const contents = await readContents({ ...context, db }, material, decisions, between);
  const resolved = resolve(material, decisions, contents, { ...occasion, unabridged: wanted });
  const reached = redactedColumns(db, caseId, material.exhibits, material.reached ?? new Map());
  const columns = columnRules(material, occasion.edition, reached);
  const named = { ...material, entities: listEntities(db, caseId), columns: reached };
  const drawn = withoutCharts(resolved.model, columns);
  const covered = [...coversOf(material, occasion.edition)].flatMap(([exhibitId, covers]) =>
    covers.map((cover) => ({ ...cover, exhibitId })),
  );
  const secrets = { ...secretsOf(named, drawn), pictures: barePictures(material, contents, occasion.edition), covered };
  const model = redacted(drawn, secrets, columns);
  let beside: Beside | null = null;
  if (wanted) {
    const exact = exactEntries(material.entries, decisions, absentFindings(material, decisions));
    // A chart or trace that is left out for a redacted column has no rows either; names of columns are those of the store.
    const exhibits = drawn.exhibits.map((each, at) =>
      each.content?.kind === 'query' ? each : { ...each, content: model.exhibits[at]?.content ?? null },
    );
    const rows = fullRows(db, exhibits, decisions, { secrets, columns });
    beside = { model, entries: redacted(exact, secrets, columns), rows };
  }
  return { ...resolved, model: abridged(model), material, decisions, secrets, beside };
}
