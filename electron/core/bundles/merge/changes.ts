import type { CaseId } from '../../../../shared/contract/values.ts';
import type { ReadDb } from '../../db/open.ts';
import { savedQueries } from '../../query/saved.ts';
import { checklistOf } from '../../typologies/reads.ts';
import type { Planned } from './plan.ts';
import { type Act, act } from './restrictions.ts';
import { type Fields, isFields } from './translate.ts';

const STEP = 'Merged from a bundle';
const isIn = (all: readonly unknown[], each: unknown): boolean =>
  all.some((other) => JSON.stringify(other) === JSON.stringify(each));
const union = (a: unknown, b: unknown): unknown[] => {
  const [first, second] = [a, b].map((value) => (Array.isArray(value) ? value : []));
  return [...(first ?? []), ...(second ?? []).filter((each) => !isIn(first ?? [], each))];
};
const together = (a: unknown, b: unknown): string =>
  [String(a ?? ''), String(b ?? '')].filter((text, at, all) => text !== '' && all.indexOf(text) === at).join('\n\n');

/**
 * The commands by which the version of a colleague takes the place of ours, or is put together with it: the same that the window
 * uses, with all that they check and record.
 */
export function changesFor(db: ReadDb, caseId: CaseId, { kind, pair, does, fields }: Planned): Act[] {
  const { theirs, ours } = pair;
  if (!theirs || !ours || does === 'ours') return [];
  const differing = new Set(fields.map(({ field }) => field));
  const set: Fields = Object.fromEntries(Object.entries(theirs.fields).filter(([field]) => differing.has(field)));
  const id = ours.id as never;
  const [there, here] = [theirs.fields, ours.fields];
  if (does === 'both')
    switch (kind) {
      case 'exhibit':
        return [
          act('evidence.update', {
            exhibitId: id,
            note: together(here.note, there.note),
            tags: union(here.tags, there.tags) as string[],
          }),
        ];
      case 'entity': {
        const rows = { ...(there.rows as Fields), ...(here.rows as Fields) };
        const exhibits = union(here.exhibits, there.exhibits);
        const forms = union(here.forms, there.forms);
        const merged = { note: together(here.note, there.note), exhibits, rows, forms };
        return [{ name: 'entity.update', input: { caseId, entities: [{ id, ...merged }] } }];
      }
      case 'note':
        return onBoard(ours.under, [{ op: 'note.update', id, text: together(here.text, there.text) }]);
      default:
        return []; // stands beside ours as one of its own (pick.ts)
    }
  switch (kind) {
    case 'case':
      return [{ name: 'case.update', input: { ...set, caseId } }];
    case 'exhibit':
      return [{ name: 'evidence.update', input: { ...set, exhibitId: id } }];
    case 'entity':
      return [{ name: 'entity.update', input: { caseId, entities: [{ ...set, id }] } }];
    case 'link':
      return [{ name: 'link.update', input: { caseId, links: [{ ...set, id }] } }];
    case 'board':
      return [
        ...('title' in set ? [{ name: 'board.rename' as const, input: { boardId: id, title: set.title } }] : []),
        ...('style' in set ? [{ name: 'board.style' as const, input: { boardId: id, style: set.style } }] : []),
      ];
    case 'note':
      return onBoard(ours.under, [{ op: 'note.update', id, text: there.text }]);
    case 'place': {
      const { x, y, width, height, locked, hidden, group, folded } = there;
      const item = ours.self.id;
      return onBoard(ours.under, [
        { op: 'item.move', moves: [{ id: item, x, y }] },
        { op: 'item.resize', id: item, width, height },
        { op: 'item.mark', ids: [item], locked, hidden, group, folded },
      ]);
    }
    case 'snapshot':
      return [{ name: 'snapshot.update', input: { ...set, snapshotId: id } }];
    case 'finding':
      return [
        {
          name: 'finding.update',
          input: { findingId: id, ...set, ...('explanation' in set ? { format: there.format } : {}) },
        },
      ];
    case 'judgement':
      return [{ name: 'finding.judge', input: { ...set, caseId } }];
    case 'checklist entry': {
      const entry = checklistOf(db, caseId).find(
        ({ typology, text }) => typology === ours.self.typology && text === ours.self.text,
      );
      return entry ? [{ name: 'checklist.mark', input: { ...set, id: entry.id } }] : [];
    }
    case 'event':
      return [{ name: 'event.update', input: { ...there, eventId: id } }];
    case 'request':
      return [{ name: 'request.update', input: { ...set, requestId: id } }];
    case 'question':
      return [{ name: 'question.update', input: { ...set, questionId: id } }];
    case 'task':
      return [{ name: 'work.changeTask', input: { ...set, id } }];
    case 'saved query': {
      const saved = savedQueries(db, caseId).find(({ name }) => name === ours.self.name);
      return saved ? [{ name: 'query.save', input: { ...set, caseId, savedId: saved.id } }] : [];
    }
    case 'setting':
      return [{ name: 'report.update', input: { ...set, caseId } }];
    case 'country note':
      return [{ name: 'country.note', input: { caseId, country: ours.self.country, text: there.text } }];
    case 'retention':
      return [{ name: 'retention.set', input: { caseId, until: there.until, basis: there.basis } }];
    default:
      return [];
  }
}

const onBoard = (boardId: string, ops: readonly Fields[]): Act[] => [
  { name: 'board.apply', input: { boardId, step: STEP, ops } },
];

/** Ids that a command would name and that did not come in are left out of the lists that it sets. */
export function without(value: unknown, missing: ReadonlySet<string>): unknown {
  if (Array.isArray(value))
    return value.filter((each) => typeof each !== 'string' || !missing.has(each)).map((each) => without(each, missing));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, without(held, missing)]));
}
