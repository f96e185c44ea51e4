import type { EntityType } from '../../../shared/contract/entities.ts';
import type { Identity, IdentityEntry } from '../../../shared/contract/identities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { identitySets, standing } from '../../../shared/domain/identities.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { entityNaming, namesOfCase } from '../entities/reads.ts';
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
