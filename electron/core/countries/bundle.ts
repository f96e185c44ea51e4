import { z } from 'zod';
import { LoadedList } from '../../../shared/contract/countries.ts';
import { Instant } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { caseNumber } from '../cases/reads.ts';
import { exhibitNaming } from '../evidence/reads.ts';
import { factsOf, listsOf, notesOf, putList, putNote } from './store.ts';

const COUNTRIES = 'case/countries.json';
const Day = z.iso.date();
const Fact = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  text: z.string(),
  from: Day.nullable(),
  to: Day.nullable(),
  line: z.int().nullable(),
});
const { exhibit: _exhibit, title: _title, sha256: _sha256, countries: _countries, ...list } = LoadedList.shape;
const BundledCountries = z.strictObject({
  lists: z.array(z.strictObject({ ...list, facts: z.array(Fact).max(100_000) })).max(1000),
  notes: z
    .array(z.strictObject({ country: Fact.shape.country, text: z.string(), at: Instant, by: z.string() }))
    .max(300),
});

/** The lists that country sheets of a whole case rest on, as they were read, and its notes. Bundles of an older version hold none. */
export const countriesPart: BundlePart = {
  tables: ['country_lists', 'country_facts', 'country_notes'],
  documents: () => [{ name: COUNTRIES, required: false, schema: BundledCountries }],
  gather: ({ db, caseId, scope }) => {
    if (scope !== 'case') return [];
    const lists = listsOf(db, caseId).map(
      ({ exhibit: _exhibit, title: _title, sha256: _sha256, countries: _countries, ...of }) => ({
        ...of,
        facts: factsOf(db, of.exhibitId),
      }),
    );
    const notes = notesOf(db, caseId);
    return lists.length + notes.length === 0
      ? []
      : [{ name: COUNTRIES, value: BundledCountries.parse({ lists, notes }) }];
  },
  restore: ({ write: { db, record }, references, document }) => {
    const { caseId } = references;
    const given = document(COUNTRIES, BundledCountries);
    for (const { facts, exhibitId: there, ...of } of given?.lists ?? []) {
      const exhibitId = references.find('exhibit', there);
      putList(db, { exhibitId, caseId }, of, facts);
      const { kind, format, listDate, rows, left } = of;
      record({
        caseId,
        action: 'country.load',
        subject: exhibitNaming(db, exhibitId)?.label ?? '',
        detail: { kind, format, listDate, rows, left, lines: facts.length },
      });
    }
    for (const note of given?.notes ?? []) {
      putNote(db, caseId, note);
      const { country, text, at: savedAt, by } = note;
      record({
        caseId,
        action: 'country.note',
        subject: caseLabel(caseNumber(db, caseId)),
        detail: { country, text, savedAt, by },
      });
    }
    return {};
  },
};
