import type { Tlp } from '../../../shared/contract/cases.ts';
import type { Trend } from '../../../shared/contract/trends.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { COUNTRY_CODES } from '../../../shared/domain/countries/codes.ts';
import { COUNTRY_KINDS, daysOfLine, NO_SCORE } from '../../../shared/domain/countries/words.ts';
import { caseFacts } from '../cases/reads.ts';
import { casesWithLists, sheetOf } from '../countries/sheet.ts';
import type { ReadDb } from '../db/open.ts';
import type { LetterBlock } from '../reports/model.ts';

/** Countries that a briefing tells of, the most frequent first. */
const MOST = 20;

/** The codes of the countries that a trend by country names; what is written and known as none has no sheet. */
const codesOf = ({ rows }: Trend): string[] =>
  rows.flatMap(({ name }) => {
    const code = /\(([A-Z]{2})\)$/.exec(name)?.[1] ?? '';
    return COUNTRY_CODES.includes(code) ? [code] : [];
  });

/** What the lists of all cases say of the countries that a trend names: the sheet of each, without notes and without entities. */
export function countryBlocks(db: ReadDb, trend: Trend, today: string): LetterBlock[] {
  const codes = codesOf(trend);
  const sheets = codes.slice(0, MOST).map((code) => sheetOf(db, null, code, today));
  const [first] = sheets;
  const [more, unknown] = [codes.length - sheets.length, trend.rows.length - codes.length];
  const left = [
    more > 0
      ? `Without a sheet here: ${counted(more, 'more country of the trend', 'more countries of the trend')}.`
      : '',
    unknown > 0 ? `Without a sheet: ${counted(unknown, 'place')} of the trend that no country is known by.` : '',
  ].filter((each) => each !== '');
  return [
    { kind: 'heading', text: 'Countries' },
    { kind: 'note', text: `Never a score of a person. ${NO_SCORE} As of ${today} (UTC).` },
    ...sheets.flatMap(({ name, code, lines, silent }): LetterBlock[] => [
      { kind: 'heading', text: `${name} (${code})` },
      ...(lines.length === 0
        ? ([{ kind: 'text', text: 'No loaded list names it.' }] as const)
        : ([
            {
              kind: 'table',
              columns: ['What it says', 'Kind of list', 'List'],
              widths: [0, 120, 210],
              right: [],
              rows: lines.map((line) => [`${line.text}${daysOfLine(line)}`, COUNTRY_KINDS[line.kind], line.list]),
            },
          ] as const)),
      ...(silent.length > 0
        ? ([{ kind: 'note', text: `Loaded lists that do not name it: ${silent.join('; ')}.` }] as const)
        : []),
    ]),
    ...(first && first.notLoaded.length > 0
      ? ([{ kind: 'note', text: `Not loaded in any case: ${first.notLoaded.join('; ')}.` }] as const)
      : []),
    ...left.map((text) => ({ kind: 'note', text }) as const),
  ];
}

/** The marking of the cases whose lists the sheets rest on, the strictest by `stricter`. */
export const markingOfLists = (db: ReadDb, tlp: Tlp, stricter: (one: Tlp, other: Tlp) => Tlp): Tlp =>
  [...casesWithLists(db)].reduce((most, id) => stricter(most, caseFacts(db, id).tlp), tlp);
