import type { CountryKind, CountrySheet, LoadedList } from '../../../shared/contract/countries.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { countryName, countryWords } from '../../../shared/domain/countries/codes.ts';
import { statedCountry } from '../../../shared/domain/countries/of-entity.ts';
import { COUNTRY_KINDS, daysOfLine, NO_SCORE } from '../../../shared/domain/countries/words.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { entitiesAmong, namesOfCase } from '../entities/reads.ts';
import { factsOf, linesByCountry, listsOf, listsOfVault, notesOf } from './store.ts';

type Db = ReadDb | WriteDb;
const MOST_ENTITIES = 200;
/** "E-0004 fatf.csv, list of 2026-10-24, SHA-256 0f1e2d3c…" */
function listWords({ exhibit, title, listDate, dateBy, sha256 }: LoadedList, label: string): string {
  const date =
    listDate === ''
      ? 'date not stated'
      : `list of ${listDate}${dateBy === 'person' ? ' as whoever loaded it said' : ''}`;
  return `${label}${exhibit} ${title}, ${date}, SHA-256 ${sha256.slice(0, 8)}…`;
}

/** Cases whose lists a sheet of all cases rests on. */
export const casesWithLists = (db: Db): Set<CaseId> => new Set(listsOfVault(db).map(({ caseId }) => caseId));

/** @param caseId null: of the lists of all cases, without notes and entities @param today "2026-05-04", UTC */
export function sheetOf(db: Db, caseId: CaseId | null, country: string, today: string): CountrySheet {
  const lists = (caseId === null ? listsOfVault(db) : listsOf(db, caseId).map((list) => ({ ...list, caseId }))).map(
    (list) => ({
      list,
      words: listWords(list, caseId === null ? `${caseLabel(caseNumber(db, list.caseId))} ` : ''),
      facts: factsOf(db, list.exhibitId, country),
    }),
  );
  const lines = lists.flatMap(({ list, words, facts }) =>
    facts.map(({ text, from, to, line }) => ({
      ...{ kind: list.kind, text, from, to, state: stateOf(from, to, today) },
      list: line === null ? words : `${words}, line ${line}`,
    })),
  );
  const kinds = new Set(lists.map(({ list }) => list.kind));
  const stating =
    caseId === null
      ? []
      : namesOfCase(db, caseId).flatMap(({ id, type, label }) => {
          const stated = statedCountry({ type, label });
          return stated?.code === country ? [{ id, label, by: stated.by }] : [];
        });
  const shown = stating.slice(0, MOST_ENTITIES);
  const types =
    caseId === null
      ? new Map()
      : new Map(
          entitiesAmong(
            db,
            caseId,
            shown.map(({ id }) => id),
          ).map(({ id, type }) => [id as string, type]),
        );
  const note = caseId === null ? undefined : notesOf(db, caseId).find((each) => each.country === country);
  return {
    ...{ code: country, name: countryName(country), lines },
    silent: lists.filter(({ facts }) => facts.length === 0).map(({ words }) => words),
    notLoaded: (Object.keys(COUNTRY_KINDS) as CountryKind[])
      .filter((kind) => !kinds.has(kind))
      .map((kind) => COUNTRY_KINDS[kind]),
    note: note ? { text: note.text, at: note.at, by: note.by } : null,
    entities: shown.map(({ id, label, by }) => ({ id: id as never, type: types.get(id), label, by })),
    entitiesLeft: stating.length - shown.length,
  };
}

function stateOf(from: string | null, to: string | null, today: string): CountrySheet['lines'][number]['state'] {
  if (from === null && to === null) return 'undated';
  if (to !== null && to < today) return 'over';
  return from !== null && from > today ? 'to come' : 'holds';
}

/** Countries that entities of a case state, those of most entities first. */
export function countriesOfCase(db: Db, caseId: CaseId) {
  const lines = linesByCountry(listsOf(db, caseId), db);
  const stated = new Map<string, Map<string, number>>();
  for (const entity of namesOfCase(db, caseId)) {
    const found = statedCountry(entity);
    if (!found) continue;
    const by = stated.get(found.code) ?? new Map<string, number>();
    stated.set(found.code, by.set(found.by, (by.get(found.by) ?? 0) + 1));
  }
  return [...stated]
    .map(([code, by]) => ({
      ...{ code, name: countryName(code), entities: [...by.values()].reduce((sum, each) => sum + each, 0) },
      by: [...by].map(([what, n]) => `${what} ${n}`).join(', '),
      lines: lines.get(code) ?? 0,
    }))
    .toSorted((a, b) => b.entities - a.entities || a.name.localeCompare(b.name));
}

/** The sheet as a text that a person reads, for an exhibit. */
export function sheetText(sheet: CountrySheet, at: string): string {
  const { code, lines, silent, notLoaded, note } = sheet;
  const part = (title: string, of: readonly string[], none: string): string[] => [
    '',
    title,
    ...(of.length === 0 ? [none] : of.map((each) => `- ${each}`)),
  ];
  return `${[
    `Country sheet: ${countryWords(code)}`,
    `As of ${at} (UTC). ${NO_SCORE}`,
    ...part(
      'What loaded lists say',
      lines.map((line) => `${COUNTRY_KINDS[line.kind]}: ${line.text}${daysOfLine(line)}. ${line.list}.`),
      'No loaded list names it.',
    ),
    ...part('Loaded lists that do not name it', silent, 'None.'),
    ...part('Not loaded', notLoaded, 'Nothing: a list of each kind is loaded.'),
    ...(note ? ['', `Note (${note.by}, ${note.at})`, note.text] : []),
  ].join('\n')}\n`;
}
