import type { Output } from '../../../shared/contract/commands.ts';
import type { Entity, EntityType, Link } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { handleForm, isPage } from '../../../shared/domain/entity-forms.ts';
import { pairKey } from '../../../shared/domain/identities.ts';
import { type ComparedName, comparedName, likenessKeys, nameLikeness } from '../../../shared/domain/name-likeness.ts';
import type { JobContext } from '../context.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { ledger } from './reads.ts';

/** Types that are named by words, and so written in more than one way. */
const NAMED: ReadonlySet<EntityType> = new Set(['person', 'organisation', 'account', 'exchange']);
const HANDLES: ReadonlySet<EntityType> = new Set(['username', 'profile']);
/** What two who share it have most likely in common for a reason. */
const TELLING: ReadonlySet<EntityType> = new Set([
  'phone',
  'device',
  'email',
  'bank',
  'payout',
  'card',
  'wallet',
  'address',
]);
const MOST_AT_KEY = 300; // names at one key: more are so common that they tell nothing
const MOST_AT_VALUE = 20; // that share one device: more are a shop or a carrier
const MOST_SHOWN = 500;

type Found = Output<'identity.suggest'>;
interface Named {
  readonly entity: Entity;
  readonly name: ComparedName;
}

/** Pairs of one type that may be one, with why, those that more speaks for first. Nothing is merged. */
export async function suggestions(context: JobContext, caseId: CaseId): Promise<Found> {
  const { db } = context;
  const entities = listEntities(db, caseId);
  const { entries, identities } = ledger(db, caseId);
  const settled = new Set(
    entries.filter(({ counts, verdict }) => counts && verdict !== 'withdrawn').map(({ a, b }) => pairKey(a.id, b.id)),
  );
  for (const { members } of identities)
    for (const a of members) for (const b of members) if (a.id < b.id) settled.add(pairKey(a.id, b.id));
  const shared = sharedBy(entities, listLinks(db, caseId));
  const found = new Map<string, Found['suggestions'][number]>();
  const propose = (a: Entity, b: Entity, reasons: readonly string[], rank: number): void => {
    const key = pairKey(a.id, b.id);
    if (settled.has(key) || found.has(key)) return;
    const support = shared(a.id, b.id);
    found.set(key, {
      a: briefly(a),
      b: briefly(b),
      reasons: [...reasons],
      support,
      rank: Math.min(1, rank + 0.1 * support.length),
    });
  };
  for (const type of NAMED) {
    const names = entities
      .filter((each) => each.type === type)
      .map((entity): Named => ({ entity, name: comparedName(entity.label) }));
    if (type === 'account' && names.every(({ name }) => name.words.length < 2)) continue;
    const seen = new Set<string>();
    for (const group of byKey(names)) {
      await context.breathe();
      for (const [at, one] of group.entries())
        for (const other of group.slice(at + 1)) {
          const key = pairKey(one.entity.id, other.entity.id);
          if (seen.has(key)) continue;
          seen.add(key);
          const like = nameLikeness(one.name, other.name);
          if (like) propose(one.entity, other.entity, like.reasons, like.rank);
        }
    }
  }
  const handles = entities.filter(({ type, label }) => HANDLES.has(type) && !isPage(handleForm(label)));
  for (const group of Map.groupBy(
    handles,
    ({ type, label }) => `${type} ${handleForm(label).replace(/^.*\//, '')}`,
  ).values()) {
    if (group.length > MOST_AT_VALUE || handleForm(group[0]?.label ?? '').replace(/^.*\//, '').length < 5) continue;
    for (const [at, one] of group.entries())
      for (const other of group.slice(at + 1)) propose(one, other, ['the same handle, on another service'], 0.5);
  }
  const all = [...found.values()].toSorted((x, y) => y.rank - x.rank || x.a.label.localeCompare(y.a.label));
  return {
    suggestions: all.slice(0, MOST_SHOWN),
    more: Math.max(0, all.length - MOST_SHOWN),
    compared: entities.length,
  };
}

const briefly = ({ id, type, label, exhibits }: Entity) => ({ id, type, label, exhibits: exhibits.length });

function byKey(names: readonly Named[]): Named[][] {
  const groups = new Map<string, Named[]>();
  for (const named of names)
    for (const key of likenessKeys(named.name)) {
      const held = groups.get(key);
      if (held) held.push(named);
      else groups.set(key, [named]);
    }
  return [...groups.values()].filter(({ length }) => length > 1 && length <= MOST_AT_KEY);
}

/** What both are linked to, in words: "both: phone +1 202 555 0143". */
function sharedBy(entities: readonly Entity[], links: readonly Link[]): (a: string, b: string) => string[] {
  const values = new Map<string, Entity>(entities.flatMap((each) => (TELLING.has(each.type) ? [[each.id, each]] : [])));
  const at = new Map<string, Set<string>>();
  const users = new Map<string, number>();
  for (const { from, to } of links)
    for (const [one, value] of [
      [from.id, to.id],
      [to.id, from.id],
    ] as const) {
      if (!values.has(value)) continue;
      const held = at.get(one) ?? new Set();
      if (!held.has(value)) users.set(value, (users.get(value) ?? 0) + 1);
      at.set(one, held.add(value));
    }
  return (a, b) =>
    [...(at.get(a) ?? [])]
      .filter((value) => at.get(b)?.has(value) && (users.get(value) ?? 0) <= MOST_AT_VALUE)
      .map((value) => `both: ${values.get(value)?.type} ${values.get(value)?.label}`)
      .slice(0, 5);
}
