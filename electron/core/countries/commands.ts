import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { COUNTRY_CODES, countryWords } from '../../../shared/domain/countries/codes.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber, requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, exhibitById, readContent } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { type GivenFile, readFacts } from './load.ts';
import { countriesOfCase, sheetOf, sheetText } from './sheet.ts';
import { caseOfList, dropList, listsOf, putList, putNote } from './store.ts';

const MOST_BYTES = 256 << 20;

export const countryHandlers: Handlers<'country'> = {
  'country.lists': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return listsOf(db, caseId);
  },
  'country.load': load,
  'country.unload': ({ db, record }, { exhibitId }) => {
    const caseId = caseOfList(db, exhibitId);
    if (caseId === undefined) throw new Fault('not-found', 'That exhibit is not loaded as a list of countries.');
    dropList(db, exhibitId);
    record({ caseId, action: 'country.unload', subject: exhibitById(db, exhibitId).label });
    return null;
  },
  'country.ofCase': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return countriesOfCase(db, caseId);
  },
  'country.sheet': ({ core, db }, { caseId, country }) => {
    if (caseId !== null) requireCase(db, caseId);
    return sheetOf(db, caseId, requireCountry(country), core.now().toISOString().slice(0, 10));
  },
  'country.note': ({ db, at, session, record }, { caseId, country, text }) => {
    requireCase(db, caseId);
    const said = text.trim();
    putNote(db, caseId, { country: requireCountry(country), text: said, at, by: session.investigator });
    const subject = caseLabel(caseNumber(db, caseId));
    record({ caseId, action: 'country.note', subject, detail: { country, text: said } });
    return null;
  },
  'country.freeze': (context, { caseId, country, title }) => {
    const { db, at } = context;
    requireCase(db, caseId);
    const sheet = sheetOf(db, caseId, requireCountry(country), at.slice(0, 10));
    const bytes = Buffer.from(sheetText(sheet, at), 'utf8');
    const exhibit = storeExhibit(
      context,
      {
        ...{
          caseId,
          kind: 'file',
          title: title ?? `Country sheet: ${countryWords(country)}`,
          originalName: `country-${country}.txt`,
        },
        ...{ mediaType: 'text/plain', preview: 'text', how: 'country sheet of this case', source: '' },
        action: 'country.freeze',
        detail: { country, lines: sheet.lines.length, silent: sheet.silent.length, notLoaded: sheet.notLoaded },
      },
      bytes,
    );
    indexExhibitText(db, exhibit, bytes.toString('utf8'));
    return { exhibitId: exhibit.id, label: exhibit.label };
  },
};

/** @throws Fault `not-found` */
function requireCountry(code: string): string {
  if (!COUNTRY_CODES.includes(code)) throw new Fault('not-found', `${code} is no code of a country.`);
  return code;
}

async function load(
  context: JobContext,
  { caseId, exhibits, date }: Parsed<'country.load'>,
): Promise<Output<'country.load'>> {
  const { db } = context;
  requireCase(db, caseId);
  context.label('Reading lists of countries');
  const files = new Map([...new Set(exhibits)].map((id) => [id, fileOf(db, caseId, id)]));
  const read = readFacts([...files.values()], date);
  await context.breathe();
  return context.write((write) => {
    for (const {
      files: [first = ''],
      of,
      facts,
    } of read) {
      const exhibitId = [...files].find(([, { name }]) => name === first)?.[0];
      if (!exhibitId) throw new Error('a list without its file');
      putList(
        write.db,
        { exhibitId, caseId },
        { ...of, loadedAt: write.at, loadedBy: write.session.investigator },
        facts,
      );
      const { kind, format, listDate, rows, left } = of;
      write.record({
        caseId,
        action: 'country.load',
        subject: exhibitById(write.db, exhibitId).label,
        detail: { kind, format, listDate, rows, left, lines: facts.length },
      });
    }
    return listsOf(write.db, caseId);
  });
}

/** @throws Fault `not-found` for an exhibit of another case, or a removed one */
function fileOf(db: ReadDb, caseId: CaseId, id: ExhibitId): GivenFile {
  const { caseId: of, label, title, removedAt } = exhibitById(db, id);
  if (of !== caseId) throw new Fault('not-found', 'A list is no exhibit of this case.');
  if (removedAt) throw new Fault('not-found', `${label} was removed.`);
  const content = contentOf(db, id);
  if (content.bytes > MOST_BYTES)
    throw new Fault('too-large', `${label} has more than 256 MiB; no list that is known has.`);
  return { name: `${label} ${title}`, bytes: readContent(db, content.id, 0, content.bytes) };
}
