import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Entity, Link } from '../../../shared/contract/entities.ts';
import type { EntityMarks } from '../../../shared/contract/pages.ts';
import { entityKind, normalKey } from '../../../shared/domain/entities.ts';
import { requireCase } from '../cases/reads.ts';
import type { ReadContext } from '../context.ts';
import { ownTypes } from '../entities/own-types.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { exhibitById } from '../evidence/reads.ts';
import { lastRuns, standingDecisions } from '../screening/reads.ts';

const FEWEST = 3; // neighbours of one type that are worth a word
const TIMES = 3; // as many as the median of its peers
const PEERS = 4; // of which a median says something
const MOST_HITS = 50;

/** Why a value deserves a look: hits on lists that were screened, and what is unusual of it beside its like. */
export function marksOf({ db }: ReadContext, { caseId, type, label }: Parsed<'page.marks'>): EntityMarks {
  requireCase(db, caseId);
  const key = normalKey({ type, label });
  const all = listEntities(db, caseId);
  const own = all.filter((each) => normalKey(each) === key);
  const ids = new Set<string>(own.map(({ id }) => id));
  const isIt = (id: string, name: string): boolean => ids.has(id) || normalKey({ type, label: name }) === key;
  const standing = standingDecisions(db, caseId);
  const runs = lastRuns(db, caseId, (name) => normalKey({ type, label: name }) === key);
  const hits = runs.flatMap(({ exhibitId, label: run, newestOf, run: { hits: found } }) =>
    found
      .filter(({ subject, list }) => newestOf.has(list) && isIt(subject.id, subject.name))
      .map((hit) => {
        const held = standing(hit, exhibitId);
        return {
          ...{ exhibitId, run, list: hit.list, entry: hit.entry.id, name: hit.name, points: hit.points },
          ...{ verdict: hit.verdict, decision: held && !held.outdated ? held.verdict : null },
          against: held && !held.outdated ? held.against : '',
        };
      }),
  );
  const entity = own[0];
  const types = ownTypes(db);
  return {
    hits: hits.slice(0, MOST_HITS),
    hitCount: hits.length,
    screened: runs.map(({ exhibitId, label: run, at, newestOf, run: { subjects, hitsLeft } }) => ({
      ...{ exhibitId, run, at, hitsLeft },
      lists: [...newestOf],
      asked: subjects.some((name) => normalKey({ type, label: name }) === key),
    })),
    unusual: entity
      ? [
          ...resting(own, (id) => exhibitById(db, id).removedAt !== null),
          ...shared(ids, entity.type, all, listLinks(db, caseId), (each) => entityKind(each, types)),
        ]
      : [],
  };
}

function resting(own: readonly Entity[], isRemoved: (id: Entity['exhibits'][number]) => boolean): string[] {
  const exhibits = own.flatMap((each) => each.exhibits);
  if (exhibits.length === 0) return ['No exhibit shows it: it was entered by hand.'];
  return exhibits.every(isRemoved) ? ['Every exhibit that shows it was removed.'] : [];
}

/** Where it is linked to many of one type, beside others of its own type that are linked to that type at all. */
function shared(
  ids: ReadonlySet<string>,
  type: Entity['type'],
  all: readonly Entity[],
  links: readonly Link[],
  kindOf: (type: Entity['type']) => { words: string },
): string[] {
  const byId = new Map<string, Entity>(all.map((each) => [each.id, each]));
  const reached = new Map<Entity['type'], Map<string, Set<string>>>();
  for (const { from, to } of links)
    for (const [a, b] of [
      [from.id, to.id],
      [to.id, from.id],
    ] as const) {
      const [one, other] = [byId.get(a), byId.get(b)];
      if (one?.type !== type || !other || a === b) continue;
      const peers = reached.get(other.type) ?? new Map<string, Set<string>>();
      reached.set(other.type, peers);
      const peer = ids.has(a) ? 'it' : a;
      peers.set(peer, (peers.get(peer) ?? new Set()).add(b));
    }
  return [...reached].flatMap(([other, peers]) => {
    const count = peers.get('it')?.size ?? 0;
    const others = [...peers].filter(([peer]) => peer !== 'it').map(([, held]) => held.size);
    if (count < FEWEST || others.length < PEERS) return [];
    const middle = median(others);
    if (count < middle * TIMES) return [];
    const { words } = kindOf(type);
    return [
      `Linked to ${count} ${kindOf(other).words.toLowerCase()}: the median of the other ${others.length} ${words.toLowerCase()} that are linked to one is ${middle}. What many share may also be a service, an office or a household.`,
    ];
  });
}

function median(counts: readonly number[]): number {
  const inOrder = counts.toSorted((a, b) => a - b);
  const half = inOrder.length >> 1;
  const upper = inOrder[half] ?? 0;
  return inOrder.length % 2 === 1 ? upper : (upper + (inOrder[half - 1] ?? 0)) / 2;
}
