import type { ReportRow, Take, TakenState } from '../../../../shared/contract/bundle-report.ts';
import type { Digests } from '../exchanges.ts';
import { digest, keyOf, type Matched, type Pair } from './pairs.ts';
import type { Kind, Taken } from './taken.ts';
import { type Fields, isFields, textsIn } from './translate.ts';

/** A row of the report with what it is about. */
export interface Row extends ReportRow {
  readonly pair: Pair;
}

/** Kinds whose differing versions can stand side by side, or be put together. */
const BOTH: ReadonlySet<string> = new Set(['exhibit', 'entity', 'saved query', 'note', 'finding', 'event', 'task']);
/** Kinds of which what is here is not changed by a bundle: only new ones come in. */
const STAYS: ReadonlySet<string> = new Set(['dataset', 'transfer mapping']);
/** What withholds, or decides what a reader sees, is changed on somebody's word alone. */
const CAREFUL: ReadonlySet<string> = new Set(['editions', 'certificate', 'boardId']);
/** Kinds that come back when they were deleted here and somebody wants them again. */
const COMES_BACK: ReadonlySet<string> = new Set([
  ...[
    'saved query',
    'entity',
    'note',
    'place',
    'link',
    'board',
    'snapshot',
    'finding',
    'event',
    'task',
    'checklist entry',
  ],
]);

const EMPTY = new Set(['""', '[]', '{}', 'null', undefined]);
const isEmpty = (fields: Fields): boolean => Object.values(fields).every((value) => EMPTY.has(JSON.stringify(value)));

/** @returns null where both say the same @param base null where no common version is known */
function stateOf({ kind, theirs, ours }: Pair, base: Digests | null, whole: boolean): TakenState | null {
  const had = base?.get(keyOf(kind.name, (theirs ?? ours) as Taken));
  if (!theirs) return had === undefined || !whole ? 'only-here' : 'gone-there';
  if (!ours) return had === undefined ? 'new' : 'gone-here';
  const [there, here] = [digest(theirs.fields), digest(ours.fields)];
  if (there === here) return null;
  if (base && had === here) return 'theirs';
  if (base && had === there) return 'ours';
  if (kind.name === 'setting' && had === undefined) {
    if (isEmpty(ours.fields)) return 'theirs';
    if (isEmpty(theirs.fields)) return 'ours';
  }
  return 'conflict';
}

const MOST_SHOWN = 2000;
/** As a person reads it: ids by what they are called. */
export function shown(value: unknown, names: ReadonlyMap<string, string>): string {
  const said = (each: unknown): string => {
    if (typeof each === 'string') return names.get(each) ?? each;
    if (each === null || each === undefined) return '';
    if (Array.isArray(each)) return each.map(said).join(', ');
    if (isFields(each))
      return Object.entries(each)
        .map(([key, held]) => `${names.get(key) ?? key}: ${said(held)}`)
        .join('; ');
    return String(each);
  };
  const text = said(value);
  return text.length > MOST_SHOWN
    ? `${text.slice(0, MOST_SHOWN)}… (${text.length - MOST_SHOWN} more characters)`
    : text;
}

/** How what both sides hold is called, by id. */
export function namesOf(pairs: readonly Pair[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { kind, theirs, ours } of pairs)
    if (['exhibit', 'entity', 'finding', 'request', 'question', 'board', 'note', 'task'].includes(kind.name))
      for (const each of [theirs, ours]) if (each) names.set(each.id, each.title);
  return names;
}

function differences(theirs: Fields, ours: Fields, names: ReadonlyMap<string, string>): ReportRow['fields'] {
  return Object.keys({ ...ours, ...theirs })
    .filter((field) => digest(theirs[field] ?? null) !== digest(ours[field] ?? null))
    .map((field) => ({ field, ours: shown(ours[field], names), theirs: shown(theirs[field], names) }));
}

const FINAL = 'Final here. Reopen it to take theirs, or keep both.';
const REMOVED = 'Its bytes were removed here, with a reason; they do not come back.';
const KEPT_LOG = 'The custody log of an exchange stays where it was kept.';
const READ_HERE = 'How a table is read is changed by hand, in Data.';
const MAPPED_HERE = 'What of a table are transfers is changed by hand, in Money: unmap it, and map it as they did.';

/**
 * One row for each record that differs. Nothing that is here is changed or deleted unless somebody chooses it, but what only
 * the colleague changed since the version that both had.
 * @param final ids of findings that are final here
 */
export function rowsOf(
  { pairs, theirs: documents }: Matched,
  base: Digests | null,
  whole: boolean,
  final: ReadonlySet<string>,
): Row[] {
  const names = namesOf(pairs);
  const named = new Set<string>();
  for (const [name, document] of documents)
    if (name !== 'manifest.json#exhibits' && name !== 'case/exchange.json')
      for (const text of textsIn(document)) named.add(text);
  return pairs.flatMap((pair): Row[] => {
    const state = stateOf(pair, base, whole);
    if (state === null) return [];
    const { kind, theirs, ours } = pair;
    const record = (theirs ?? ours) as Taken;
    const changedSince = (): boolean => base !== null && base.get(keyOf(kind.name, record)) !== digest(record.fields);
    const removed = (of: Taken | null) => kind.name === 'exhibit' && of !== null && of.self.removedAt !== null;
    const row = {
      pair,
      key: keyOf(kind.name, record),
      kind: kind.name,
      title: ['place', 'screening run'].includes(kind.name) ? (names.get(record.title) ?? record.title) : record.title,
      fields: theirs && ours ? differences(theirs.fields, ours.fields, names) : [],
    };
    const fixed = (note: string): Row[] => [{ ...row, state, choices: [], take: 'ours', note }];
    if (removed(theirs) !== removed(ours) && theirs && ours)
      return [
        {
          ...row,
          state: removed(ours) ? 'gone-here' : 'gone-there',
          fields: [],
          choices: [],
          take: 'ours',
          note: removed(ours) ? REMOVED : 'Removed there; it stays here.',
        },
      ];
    if (removed(theirs) && removed(ours)) return [];
    switch (state) {
      case 'gone-there':
        return isLog(kind, record) ? [] : fixed(changedSince() ? 'It was changed here since.' : '');
      case 'only-here':
      case 'ours':
        return fixed('');
      case 'new':
        if (isLog(kind, record) && !named.has(record.id)) return fixed(KEPT_LOG);
        return [{ ...row, state, choices: [], take: 'theirs', note: '' }];
      case 'gone-here':
        return [
          {
            ...row,
            state,
            fields: differences(record.fields, {}, names),
            choices: COMES_BACK.has(kind.name) ? ['ours', 'theirs'] : [],
            take: 'ours',
            note: changedSince() ? 'It was changed there since.' : '',
          },
        ];
      default: {
        if (STAYS.has(kind.name)) return fixed(kind.name === 'dataset' ? READ_HERE : MAPPED_HERE);
        const both: Take[] = BOTH.has(kind.name) ? ['both'] : [];
        if (kind.name === 'finding' && final.has(record.id))
          return [{ ...row, state, choices: ['ours', ...both], take: 'ours', note: FINAL }];
        const careful = kind.name === 'setting' && CAREFUL.has(record.id);
        const take = state === 'theirs' && !careful ? 'theirs' : 'ours';
        return [{ ...row, state, choices: ['ours', 'theirs', ...both], take, note: '' }];
      }
    }
  });
}

/** The custody log of a sender that nobody said anything of. */
const isLog = ({ name }: Kind, { self }: Taken): boolean =>
  name === 'exhibit' &&
  self.acquiredHow === 'bundle' &&
  self.originalName === 'custody.jsonl' &&
  self.note === '' &&
  Array.isArray(self.tags) &&
  self.tags.length === 0;
