import { setImmediate as nextTurn } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Entity } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ScreeningHit, ScreeningRun } from '../../../shared/contract/screening.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { readingsOf } from '../../../shared/domain/screening/listed.ts';
import type { Subject } from '../../../shared/domain/screening/score.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import { contentOf, exhibitById, readContent } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { asked } from './compare.ts';
import { decided, familyOf, keyOf, listName, versionlessKey } from './hit-key.ts';
import { readLists } from './readers/read-list.ts';
import { runOf, runReader, standingDecisions } from './standing.ts';
import { insertDecision, insertRun, isRun, runsOf } from './store.ts';

const METHOD =
  'Names are compared word by word across scripts (transliteration, consonants, sound, spelling, order, initials) and get points by rule; dates of birth and countries add or take away; an identifier that is the same stands by itself. A name alone is at most "possible". Points rank hits; they are no probability.';
const MOST_BYTES = 256 << 20;
const MOST_HITS = 20_000;
const BREATHE_MS = 30;

export const screeningHandlers: Handlers<'screening'> = {
  'screening.runs': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return runsOf(db, caseId)
      .map((run) => {
        const { label, acquiredAt, number } = exhibitById(db, run.exhibitId);
        return { number, head: { ...run, label, at: acquiredAt } };
      })
      .toSorted((a, b) => b.number - a.number)
      .map(({ head }) => head);
  },
  'screening.get': ({ db }, { exhibitId }) => {
    const { caseId, number } = exhibitById(db, exhibitId);
    const run = runIn(db, exhibitId);
    const runs = runReader(db);
    const standing = standingDecisions(db, caseId, runs);
    const listsOf = (lists: readonly string[], of: ExhibitId): string =>
      lists
        .map((list) => familyOf(list, of))
        .toSorted()
        .join('\n');
    const own = listsOf(
      run.lists.map(({ format }) => format),
      exhibitId,
    );
    const before = runsOf(db, caseId)
      .filter((each) => listsOf(each.lists, each.exhibitId) === own)
      .map((each) => ({ ...each, number: exhibitById(db, each.exhibitId).number }))
      .filter((each) => each.number < number)
      .toSorted((a, b) => b.number - a.number)[0];
    const earlier = before && runIn(db, before.exhibitId).hits;
    const keys = (hits: readonly ScreeningHit[], of: ExhibitId) => new Set(hits.map((hit) => versionlessKey(hit, of)));
    const others = (hits: readonly ScreeningHit[], of: ExhibitId, held: ReadonlySet<string>) => [
      ...new Set(hits.filter((hit) => !held.has(versionlessKey(hit, of))).map(keyOf)),
    ];
    const decisions = new Map(
      run.hits.flatMap((hit) => {
        const found = standing(hit, exhibitId);
        return found ? [[keyOf(hit), found] as const] : [];
      }),
    );
    return {
      run,
      decisions: [...decisions.values()],
      fresh: before && earlier ? others(run.hits, exhibitId, keys(earlier, before.exhibitId)) : [],
      gone: before && earlier ? others(earlier, before.exhibitId, keys(run.hits, exhibitId)) : [],
    };
  },
  'screening.run': run,
  'screening.decide': ({ db, at, session, record }, { exhibitId, subject, list, entry, verdict, reason }) => {
    const { caseId, label } = exhibitById(db, exhibitId);
    if (!isRun(db, exhibitId)) throw new Fault('not-found', `${label} is no run of a screening.`);
    const hit = runIn(session.reader, exhibitId).hits.find((each) => keyOf(each) === decided({ subject, list, entry }));
    if (!hit) throw new Fault('not-found', `${label} has no such hit.`);
    if (verdict === 'match' && hit.nothingToCompare && reason.trim().length < 10)
      throw new Fault('bad-request', 'Nothing but the name was compared. Say in a sentence what makes it a match.');
    insertDecision(db, caseId, {
      subject,
      list,
      entry,
      verdict,
      reason: reason.trim(),
      run: exhibitId,
      at,
      by: session.investigator,
    });
    record({
      caseId,
      action: 'screening.decide',
      subject: label,
      detail: { of: subject, list, entry, verdict, reason: reason.trim() },
    });
    return null;
  },
};

/** @throws Fault `not-found` for an exhibit that is no run, or has no bytes any more */
function runIn(db: ReadDb, exhibitId: ExhibitId): ScreeningRun {
  if (!isRun(db, exhibitId)) throw new Fault('not-found', 'That exhibit is no run of a screening.');
  return runOf(db, exhibitId);
}

async function run(
  context: JobContext,
  { caseId, lists, names, entities, threshold }: Parsed<'screening.run'>,
): Promise<Output<'screening.run'>> {
  const { db } = context;
  requireCase(db, caseId);
  context.label('Reading the lists');
  const files = [...new Set(lists)].map((id) => fileOf(db, caseId, id));
  const read = readLists(files).map(({ list, files: of }) => {
    const [file] = files.filter(({ name }) => of.includes(name));
    return { files: of, list: file ? { ...list, format: listName(list.format, file) } : list };
  });
  await context.breathe();
  const subjects = [...(entities ? listEntities(db, caseId).flatMap(subjectOf) : []), ...names.flatMap(typedSubject)];
  if (subjects.length === 0)
    throw new Fault(
      'bad-request',
      'There is nobody to ask about: the case has no person, organisation or identifier yet, and no name was given.',
    );
  context.label(`Screening ${subjects.length} subjects`);
  const started = performance.now();
  const hits: ScreeningRun['hits'] = [];
  let hitsLeft = 0;
  let breathed = performance.now();
  for (const { list } of read) {
    const ask = asked(list);
    for (const [at, subject] of subjects.entries()) {
      for (const hit of ask(subject, threshold))
        if (hits.length < MOST_HITS) hits.push(hit);
        else hitsLeft++;
      if (performance.now() - breathed < BREATHE_MS) continue;
      context.progress(at, subjects.length, 'steps');
      await nextTurn();
      await context.breathe();
      breathed = performance.now();
    }
  }
  const milliseconds = performance.now() - started;
  hits.sort(
    (a, b) =>
      b.points - a.points || a.subject.name.localeCompare(b.subject.name) || a.entry.id.localeCompare(b.entry.id),
  );
  const made: ScreeningRun = {
    ...{ method: METHOD, threshold, subjects: subjects.map(({ name }) => name), hits, hitsLeft },
    lists: read.map(({ list, files: of }) => ({
      ...{ format: list.format, listDate: list.listDate, rows: list.rows, notes: [...list.notes] },
      entries: list.entries.length + (list.values?.values.length ?? 0),
      left: list.left.length,
      leftFirst: list.left.slice(0, 50).map((each) => ({ ...each })),
      files: files
        .filter(({ name }) => of.includes(name))
        .map(({ exhibit, title, sha256 }) => ({ exhibit, name: title, sha256 })),
    })),
  };
  return context.write((write) => {
    const bytes = Buffer.from(`${canonicalize(made)}\n`, 'utf8');
    const formats = made.lists.map(({ format }) => format);
    const exhibit = storeExhibit(
      write,
      {
        ...{
          caseId,
          kind: 'file',
          title: `Screening against ${formats.join(', ')}`.slice(0, 500),
          originalName: 'screening.json',
        },
        ...{ mediaType: 'application/json', preview: 'text', how: 'screening run' },
        source: files.map(({ exhibit: label }) => label).join(', '),
        action: 'screening.run',
        detail: {
          threshold,
          subjects: subjects.length,
          hits: hits.length + hitsLeft,
          lists: made.lists.map(({ format, listDate, files: of }) => ({ format, listDate, files: of })),
        },
      },
      bytes,
    );
    indexExhibitText(write.db, exhibit, bytes.toString('utf8'));
    insertRun(write.db, caseId, {
      exhibitId: exhibit.id,
      threshold,
      subjects: subjects.length,
      hits: hits.length + hitsLeft,
      lists: formats,
    });
    return {
      exhibitId: exhibit.id,
      label: exhibit.label,
      subjects: subjects.length,
      hits: hits.length + hitsLeft,
      milliseconds,
    };
  });
}

/** @throws Fault `not-found` for an exhibit of another case, or a removed one */
function fileOf(db: ReadDb, caseId: CaseId, id: ExhibitId) {
  const { caseId: of, label, title, originalName, sha256, removedAt } = exhibitById(db, id);
  if (of !== caseId) throw new Fault('not-found', 'A list is no exhibit of this case.');
  if (removedAt) throw new Fault('not-found', `${label} was removed.`);
  const content = contentOf(db, id);
  if (content.bytes > MOST_BYTES)
    throw new Fault('too-large', `${label} has more than 256 MiB; no list that is known has.`);
  return {
    exhibit: label,
    title,
    originalName,
    name: `${label} ${title}`,
    sha256,
    bytes: readContent(db, content.id, 0, content.bytes),
  };
}

/** Types whose labels are names, and those that are compared as a whole. */
const NAMES: Readonly<Record<string, Subject['kind']>> = { person: 'person', organisation: 'organisation' };
const IDENTIFIERS = new Set(['wallet', 'email', 'phone', 'bank', 'payout', 'ip', 'domain', 'url', 'account']);

function subjectOf({ id, type, label, forms = [] }: Entity): Subject[] {
  const kind = NAMES[type];
  const whole = kind === undefined && IDENTIFIERS.has(type);
  if (kind === undefined && !whole) return [];
  const identifiers = whole ? [...new Set([label, ...forms.map(({ text }) => text)])] : [];
  return [{ id, kind: kind ?? 'other', name: label, born: null, countries: [], identifiers }];
}

/** "Name; date of birth; country" */
function typedSubject(line: string, at: number): Subject[] {
  const [name = '', born = '', country = ''] = line.split(';').map((part) => part.trim());
  if (name === '') return [];
  const [read = null, other] = born === '' ? [] : readingsOf(born);
  if (born !== '' && !read)
    throw new Fault('bad-request', `"${born}" is no date of birth. Write ${name}; 1975-06-15; country, or 1975 alone.`);
  if (read && other)
    throw new Fault(
      'bad-request',
      `"${born}" may be ${read.from} or ${other.from}. Write ${name}; ${read.from}; country.`,
    );
  return [
    {
      id: `name ${at + 1}`,
      kind: 'other',
      name,
      born: read,
      countries: country === '' ? [] : [country],
      identifiers: [name],
    },
  ];
}
