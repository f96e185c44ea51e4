import type { EntityType } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Identity, IdentityEntry } from '../../../shared/contract/identities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { identitySets, standing } from '../../../shared/domain/identities.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { entitiesAmong, entityNaming, namesOfCase } from '../entities/reads.ts';
import { exhibitNumbers } from '../evidence/support.ts';
import { type LedgerRow, ledgerOf } from './store.ts';

type Db = ReadDb | WriteDb;

export interface Ledger {
  readonly identities: readonly Identity[];
  readonly entries: readonly IdentityEntry[];
}

/** What is decided in a case, and what it comes to. */
export function ledger(db: Db, caseId: CaseId): { identities: Identity[]; entries: IdentityEntry[] } {
  const rows = ledgerOf(db, caseId);
  if (rows.length === 0) return { identities: [], entries: [] };
  const names = new Map(namesOfCase(db, caseId).map((each) => [each.id as string, each]));
  const numbers = exhibitNumbers(db, caseId);
  const counting = new Set(standing(rows).map(({ number }) => number));
  const named = (id: LedgerRow['a'], type: string, label: string) => {
    const now = names.get(id);
    return { id, type: now?.type ?? (type as EntityType), label: now?.label ?? label, gone: now === undefined };
  };
  const byId = (id: string) => named(id as LedgerRow['a'], '', '');
  return {
    identities: identitySets(rows, [...names.keys()]).map(({ members, basis }) => ({
      members: members.map(byId),
      basis: [...basis],
    })),
    entries: rows.map(({ number, a, b, aType, bType, aLabel, bLabel, verdict, reason, exhibitId, undoes, at, by }) => ({
      ...{ number, verdict, reason, undoes, at, by },
      a: named(a, aType, aLabel),
      b: named(b, bType, bLabel),
      exhibit: exhibitId && { id: exhibitId, label: exhibitLabel(numbers.get(exhibitId) ?? 0) },
      counts: counting.has(number),
    })),
  };
}

/** How a person names an entity: by what it is called, and what else it is held to be. */
export function identityNaming(db: ReadDb, id: string): { label: string; title: string } | null {
  const named = entityNaming(db, id);
  if (!named) return null;
  const { identities } = ledger(db, named.caseId);
  const set = identities.find(({ members }) => members.some((each) => each.id === id));
  const others = (set?.members ?? []).filter((each) => each.id !== id).map(({ label }) => label);
  const title = others.length > 0 ? `${named.label}, held to be the same as ${others.join(', ')}` : named.label;
  return { label: named.label, title };
}

/** What is held to be one stays of one type. @throws Fault `conflict` for a change of type that would part the two */
export function requireTypeOfIdentity(
  db: Db,
  caseId: CaseId,
  { id, type }: { readonly id: string; readonly type?: EntityType | undefined },
): void {
  if (type === undefined) return;
  for (const { a, b, aType, bType, aLabel, bLabel, verdict } of standing(ledgerOf(db, caseId))) {
    if (verdict !== 'same' || (a !== id && b !== id)) continue;
    const [other, then, called] = a === id ? [b, bType, bLabel] : [a, aType, aLabel];
    const [now] = entitiesAmong(db, caseId, [other]);
    if ((now?.type ?? then) === type) continue;
    const label = entityNaming(db, id)?.label ?? (a === id ? aLabel : bLabel);
    throw new Fault(
      'conflict',
      `${label} is held to be the same as ${now?.label ?? called}, and entities of two types cannot be the same. Decide first that the two are no longer held to be one, then change the type.`,
    );
  }
}
