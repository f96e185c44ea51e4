import { randomUUID } from 'node:crypto';
import { EXHIBITS_SECTION } from '../../bundle-part.ts';
import { EXCHANGE } from '../exchange-part.ts';
import type { Planned } from './plan.ts';
import { inside, PER_EXHIBIT, rows, type Taken } from './taken.ts';
import { type Documents, type Fields, isFields } from './translate.ts';

/** What a record becomes that is kept beside the one of this case. */
export interface Beside {
  readonly name: string;
  readonly self: Fields;
}

/**
 * The documents of a bundle that holds nothing but what comes in: the parts restore these as they restore a bundle, into the case
 * that is here.
 * @param ours of this case @param numbers what new records are numbered here, by kind and id
 */
export function picked(
  theirs: Documents,
  ours: Documents,
  plan: readonly Planned[],
  numbers: ReadonlyMap<string, number>,
): Map<string, unknown> {
  const taken = new Set<string>();
  const beside = new Map<string, Beside[]>();
  for (const { kind, pair, does } of plan) {
    if (!pair.theirs) continue;
    if (does === 'theirs' && (!pair.ours || APPENDED.has(kind))) taken.add(`${kind}/${pair.theirs.id}`);
    if (does === 'both' && pair.ours) {
      const document = pair.kind.documents[0] ?? '';
      const self = besideOurs(kind, pair.theirs, numbers);
      if (self) beside.set(document, [...(beside.get(document) ?? []), { name: kind, self }]);
    }
  }
  const has = (kind: string, id: unknown): boolean => taken.has(`${kind}/${String(id)}`);
  const renumber =
    (kind: string) =>
    (self: Fields): Fields => {
      const number = numbers.get(`${kind}/${String(self.id)}`);
      return number === undefined ? self : { ...self, number };
    };
  const extra = (document: string, kind: string): Fields[] =>
    (beside.get(document) ?? []).filter(({ name }) => name === kind).map(({ self }) => self);
  const keys = keysOf(plan);
  const found = new Map<string, unknown>();
  const put = (name: string, value: unknown, holds: boolean): void => {
    if (holds) found.set(name, value);
  };

  const exhibits = rows(theirs.get(EXHIBITS_SECTION)).filter(({ id }) => has('exhibit', id));
  found.set(EXHIBITS_SECTION, exhibits);
  const fresh = new Set(exhibits.map(({ number }) => Number(number)));
  for (const [name, document] of theirs) {
    const [, folder, label = ''] = PER_EXHIBIT.exec(name) ?? [];
    if (!folder) continue;
    const isNew = fresh.has(Number(label.slice(2)));
    if (folder === 'datasets' || folder === 'attachments') {
      const kept = rows(document).filter((self) => keys.has(self));
      put(name, kept, kept.length > 0);
    } else put(name, document, isNew);
  }
  const flat = (name: string, kind: string): void => {
    const kept = [
      ...rows(theirs.get(name))
        .filter((self) => keys.has(self))
        .map(renumber(kind)),
      ...extra(name, kind),
    ];
    put(name, kept, kept.length > 0);
  };
  const all = rows(theirs.get('roles.json'));
  const tables = new Set(
    plan.flatMap(({ kind, pair, does }) =>
      kind === 'dataset' && does === 'theirs' && pair.theirs ? [`${pair.theirs.under}|${pair.theirs.title}`] : [],
    ),
  );
  const roles = all.filter(({ exhibit, view }) => tables.has(`${exhibit}|${view}`));
  put('roles.json', roles, roles.length > 0);
  put('case/entity-types.json', theirs.get('case/entity-types.json'), theirs.has('case/entity-types.json'));
  flat('transfers.json', 'transfer mapping');
  flat('case/saved-queries.json', 'saved query');
  flat('case/entities.json', 'entity');
  flat('case/links.json', 'link');
  flat('case/snapshots.json', 'snapshot');
  flat('case/findings.json', 'finding');
  flat('case/checklist.json', 'checklist entry');
  flat('case/events.json', 'event');
  flat('case/replies.json', 'reply');

  const ledger = entriesToAppend(plan, ours);
  put('case/identities.json', ledger, ledger.length > 0);

  const boards = rows(theirs.get('case/boards.json')).flatMap((board) => {
    const notes = inside(board, 'notes').filter(({ id }) => has('note', id));
    const items = inside(board, 'items').filter(({ subject }) =>
      has('place', `${String(board.id)}|${String((subject as Fields).id)}`),
    );
    if (has('board', board.id)) return [{ ...board, notes, items }];
    const { style: _style, ...rest } = board;
    return notes.length + items.length > 0 ? [{ ...rest, notes, items }] : [];
  });
  put('case/boards.json', boards, boards.length > 0);

  const history = rows(theirs.get('case/finding-history.json')).flatMap((each) => {
    if (has('finding', each.findingId)) return [each];
    const comments = rows(each.comments).filter(
      (comment) => keys.has(comment) || has('comment', commentId(each, comment)),
    );
    return comments.length > 0 ? [{ ...each, versions: [], review: [], comments }] : [];
  });
  put('case/finding-history.json', history, history.length > 0);
  put('case/judgement.json', theirs.get('case/judgement.json'), has('judgement', 'judgement'));

  const asked = theirs.get('case/requests.json');
  const requests = inside(asked, 'requests').flatMap((request) => {
    const isNew = has('request', request.id);
    const log = rows(request.log).filter((step) => has('request step', stepId(request, step)));
    const questions = rows(request.questions)
      .filter((question) => has('question', question.id))
      .map(renumber('question'));
    return isNew || log.length + questions.length > 0 ? [{ ...renumber('request')(request), log, questions }] : [];
  });
  put('case/requests.json', { ...(asked as Fields), requests }, requests.length > 0);

  const screened = theirs.get('case/screening.json');
  const runs = inside(screened, 'runs').filter((self) => keys.has(self));
  const decisions = saidOf(plan, 'screening decision');
  put('case/screening.json', { runs, decisions }, runs.length + decisions.length > 0);

  const work = theirs.get('case/work.json');
  const tasks = [
    ...inside(work, 'tasks')
      .filter((self) => keys.has(self))
      .map(renumber('task')),
    ...extra('case/work.json', 'task'),
  ];
  const log = inside(work, 'log').filter((self) => keys.has(self));
  const ends = inside(work, 'ends').filter((self) => keys.has(self));
  put('case/work.json', { ...(work as Fields), tasks, log, ends }, tasks.length + log.length + ends.length > 0);

  const [kept, own] = [theirs.get('case/retention.json'), ours.get('case/retention.json')];
  const holds = inside(kept, 'holds').filter((self) => keys.has(self));
  const until =
    has('retention', 'retention') && isFields(kept) ? kept : isFields(own) ? own : { until: null, basis: '' };
  put('case/retention.json', { until: until.until, basis: until.basis, holds }, holds.length > 0 || until === kept);

  const countries = theirs.get('case/countries.json');
  const lists = inside(countries, 'lists').filter((self) => keys.has(self));
  const notes = inside(countries, 'notes').filter((self) => keys.has(self));
  put('case/countries.json', { lists, notes }, lists.length + notes.length > 0);

  put(EXCHANGE, theirs.get(EXCHANGE), theirs.has(EXCHANGE));
  return found;
}

/** Of these, every word is kept, and the last one counts: what is taken is added at the end. */
export const APPENDED: ReadonlySet<string> = new Set(['identity', 'screening decision']);

const commentId = ({ findingId }: Fields, { at, by, text }: Fields): string => [findingId, at, by, text].join('|');
const stepId = ({ id }: Fields, { kind, at, note, by }: Fields): string => [id, kind, at, note, by].join('|');

/** The objects of the bundle's documents that come in whole. */
function keysOf(plan: readonly Planned[]): ReadonlySet<Fields> {
  return new Set(
    plan.flatMap(({ pair, does }) => (does === 'theirs' && pair.theirs && !pair.ours ? [pair.theirs.self] : [])),
  );
}

function besideOurs(kind: string, { self, id }: Taken, numbers: ReadonlyMap<string, number>): Fields | null {
  switch (kind) {
    case 'finding':
    case 'event':
    case 'task':
      return {
        ...self,
        id: randomUUID(),
        ...(numbers.has(`${kind}/${id}+`) ? { number: numbers.get(`${kind}/${id}+`) } : {}),
      };
    case 'saved query':
      return { ...self, name: `${String(self.name)} (theirs)` };
    default:
      return null; // put together with ours (changes.ts)
  }
}

const saidIn = ({ self }: Taken): Fields[] => rows(self.said);
const saidOf = (plan: readonly Planned[], of: string): Fields[] =>
  plan.flatMap(({ kind, pair, does }) => {
    if (kind !== of || does !== 'theirs' || !pair.theirs) return [];
    const here = new Set((pair.ours ? saidIn(pair.ours) : []).map(wordOf));
    return saidIn(pair.theirs).filter((said) => !here.has(wordOf(said)));
  });
const wordOf = ({ verdict, reason, at, by }: Fields): string => [verdict, reason, at, by].join('|');

/** Entries of the ledger of identities, numbered on from ours. */
function entriesToAppend(plan: readonly Planned[], ours: Documents): Fields[] {
  const fresh = saidOf(plan, 'identity').toSorted((a, b) => Number(a.number) - Number(b.number));
  let last = Math.max(0, ...rows(ours.get('case/identities.json')).map(({ number }) => Number(number)));
  const numbers = new Map(fresh.map(({ number }) => [number, ++last]));
  return fresh.map((entry) => ({
    ...entry,
    number: numbers.get(entry.number),
    undoes: numbers.get(entry.undoes) ?? null,
  }));
}
