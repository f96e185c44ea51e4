import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CaseId, ExhibitId, Sha256 } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { caseExists, caseFacts } from '../cases/reads.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { insertRenumbered, renumberedIn } from '../evidence/renumbered.ts';
import { withheldOf } from '../reports/bundle.ts';
import { parentCase } from '../work/bundle.ts';
import { casesKnownAs, idsOf, manifestsBehind } from './exchanges.ts';

export const EXCHANGE = 'case/exchange.json';
const MOST = 5_000_000;
export const BundledExchange = z.strictObject({
  known: z
    .array(Sha256)
    .max(100_000)
    .describe('manifests of the bundles of this case that left or came, the last first'),
  ids: z
    .array(z.tuple([z.string().max(100), z.string().max(100)]))
    .max(MOST)
    .describe('ids under which others know a record, and that it has in this bundle'),
  /** Of the report of the case: redactions stay with the sender, marks go with a whole case alone, and the receiver is told so. */
  withheld: z.strictObject({ redactions: z.int().min(0), marks: z.array(z.string().max(1000)).max(50) }).optional(),
  /** The case that this one is a part of, by its ids and a digest of its title: it is found again, and told to nobody else. */
  parent: z
    .strictObject({ ids: z.array(z.string().max(100)).max(1000), label: z.string().max(20), titleSha256: Sha256 })
    .optional(),
  renumbered: z.array(z.strictObject({ exhibitId: ExhibitId, was: z.int().min(1), becomes: z.int().min(1) })).max(MOST),
});
export type BundledExchange = z.infer<typeof BundledExchange>;

/** By what a colleague's vault knows again what both have. Bundles of an older version do not hold it. */
export const exchangePart: BundlePart = {
  tables: ['exchanges', 'exchanged_ids', 'renumbered'],
  documents: () => [{ name: EXCHANGE, required: false, schema: BundledExchange }],
  gather: ({ db, caseId, scope, subjects }) => {
    const goes = (id: string): boolean => scope === 'case' || id === caseId || subjects.has(id);
    const value: BundledExchange = {
      known: manifestsBehind(db, caseId),
      ids: idsOf(db, caseId).flatMap(({ there, here }): [string, string][] => (goes(here) ? [[there, here]] : [])),
      renumbered: renumberedIn(db, caseId).filter(({ exhibitId }) => goes(exhibitId)),
    };
    const withheld = withheldOf(db, caseId, scope === 'case' ? null : subjects);
    const whole = { ...(withheld && { withheld }), ...(scope === 'case' && parentIn(db, caseId)) };
    const holds = value.known.length + value.ids.length + value.renumbered.length + Object.keys(whole).length > 0;
    return holds ? [{ name: EXCHANGE, value: { ...value, ...whole } }] : [];
  },
  restore: ({ write, references, document }) => {
    for (const { exhibitId, ...numbers } of document(EXCHANGE, BundledExchange)?.renumbered ?? [])
      if (references.has(exhibitId))
        insertRenumbered(write.db, { exhibitId: references.find('exhibit', exhibitId), ...numbers });
    joinParent(write, references.caseId, document(EXCHANGE, BundledExchange)?.parent);
    return {};
  },
};

function parentIn(db: ReadDb, caseId: CaseId): Pick<BundledExchange, 'parent'> {
  const parent = parentCase.of(db, caseId);
  if (parent === undefined) return {};
  const { number, title } = caseFacts(db, parent);
  const titleSha256 = createHash('sha256').update(title).digest('hex');
  const ids = [parent, ...idsOf(db, parent).flatMap(({ there, here }) => (here === parent ? [there] : []))];
  return { parent: { ids, label: caseLabel(number), titleSha256 } };
}

/** A case that is a part of none here becomes a part of the one that it was a part of, if that is here. */
function joinParent(write: WriteContext, caseId: CaseId, parent: BundledExchange['parent']): void {
  const { db, at, session, record } = write;
  const found = parent && casesKnownAs(db, parent.ids).find((id) => id !== caseId && caseExists(db, id));
  if (!found || parentCase.of(db, caseId) !== undefined || isAbove(db, found, caseId)) return;
  const reason = `It was a part of ${parent.label} where the bundle comes from`;
  parentCase.put(db, caseId, found, { reason, at, by: session.investigator });
  const detail = { parent: caseLabel(caseFacts(db, found).number), reason };
  record({ caseId, action: 'work.setParent', subject: caseLabel(caseFacts(db, caseId).number), detail });
}

/** Whether a case is a part of another, be it over several. */
function isAbove(db: ReadDb | WriteDb, part: CaseId, of: CaseId): boolean {
  for (let each: CaseId | undefined = part; each !== undefined; each = parentCase.of(db, each))
    if (each === of) return true;
  return false;
}

/** What is said of a parent case: it is not in the bundle. */
export function parentWords(db: ReadDb, caseId: CaseId, parent: BundledExchange['parent']): string[] {
  if (!parent || parentCase.of(db, caseId) !== undefined) return [];
  return [
    `It is a part of ${parent.label} of the sender, which is not in this vault. Set its parent in the queue once it is here.`,
  ];
}
