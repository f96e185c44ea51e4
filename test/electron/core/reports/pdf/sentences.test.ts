import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { boardWords } from '../../../../../electron/core/reports/pdf/board.tsx';
import { registerWords } from '../../../../../electron/core/reports/pdf/custody.tsx';
import { originWords } from '../../../../../electron/core/reports/pdf/findings.tsx';
import { sectionsOf } from '../../../../../electron/core/reports/pdf/sections.tsx';
import { methodWords } from '../../../../../electron/core/reports/pdf/summary.tsx';
import { Edition } from '../../../../../shared/contract/report-setup.ts';
import { holds, SECTION_FACTS } from '../../../../../shared/domain/report-sections.ts';
import { sources } from '../../../../lint/imports.ts';
import { exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const MODULES = [
  ...sources(root, ['electron/core/reports/pdf', 'electron/core/reports/resolve']),
  ...['left-out', 'likelihood', 'report-sections'].map((name) => {
    const path = `shared/domain/${name}.ts`;
    return [path, readFileSync(`${root}/${path}`, 'utf8')] as const;
  }),
];
/** Words that claim more than one thing at a time. */
const SWEEPING =
  /\b(?:all|every|each|any|never|always|nothing|cannot|unnoticed|independent(?:ly)?|whole|complete(?:ly)?|entire(?:ly)?|exactly|guaranteed?|proven?|proves)\b/i;

/** Each fixed piece of text that claims so, and why it is so whatever the case holds. */
const HELD: readonly (readonly [piece: string, because: string])[] = [
  [
    'Each was hashed when it was stored',
    'staging and the bundle import hash every content; `verify` holds the rest against it',
  ],
  ['Whoever can rewrite the whole store can rewrite the whole log', 'it says what the log does not prevent'],
  ['each entry carries the SHA-256 of the one before', 'custody/chain.ts; `verify` walks it'],
  ['One line for each exhibit of the case', 'the register is made of all decisions (resolve.ts)'],
  ['among them those of the vault as a whole', 'entriesOfCase'],
  ['the whole log can be exported from the vault', 'custody.export'],
  ['(whole under Handling)', 'the cover, or the last section of the executive edition, prints the caveat uncut'],
  ['of which this edition does not show all', 'said when a decision withholds something'],
  ['made from an exhibit that is not shown whole', 'said when the decision on that exhibit is not whole'],
  ['joined to something that is not shown whole', 'said when the decision on an end of it is not whole'],
  [
    'what each account received of the traced money',
    'names the columns of the table below it: a line has what its account received',
  ],
  [
    'What each payment was worth',
    'heads the table that has a line for each payment that is listed; what has no price says so',
  ],
  [
    'Other methods, the limits of the trace and every payment are in',
    'stands under the figure of the executive edition, and names the exhibit that prints them',
  ],
  [
    'was chosen as the figure, and this edition cannot draw it',
    'said where the model of the edition has no figure for it',
  ],
  ['All money', 'names the row of what a hop received by payments, beside what each method traces of it'],
  ['The opinions I have expressed represent', 'stated by the signatory of the certificate, in words of CPR 35'],
  [
    'What each statement rests on',
    'the annex has a line for each statement of its texts, and says of one that names nothing that it does (statements.tsx)',
  ],
  ['is shown whole, with what is redacted in', 'said of an original whose record and content are both shown whole'],
];

function* piecesOf(node: unknown): IterableIterator<string> {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) for (const each of node) yield* piecesOf(each);
  else {
    const { type, value } = node as { type?: string; value?: unknown };
    if (type === 'ImportDeclaration' || type === 'ThrowStatement') return;
    const text = type === 'TemplateElement' ? (value as { cooked: string }).cooked : value;
    if (['Literal', 'TemplateElement', 'JSXText'].includes(type ?? '') && typeof text === 'string') yield text;
    else for (const each of Object.values(node)) yield* piecesOf(each);
  }
}

describe('the fixed sentences of a report', () => {
  it('claim nothing sweeping but what is held by the program', () => {
    const claims = MODULES.flatMap(([path, text]) =>
      [...piecesOf(parseSync(path, text).program)]
        .map((piece) => piece.trim().replace(/\s+/g, ' '))
        .flatMap((piece) => piece.split(/(?<=[.;:]) /))
        .filter((sentence) => sentence.includes(' ') && SWEEPING.test(sentence)),
    );
    expect(claims.filter((claim) => !HELD.some(([piece]) => claim.includes(piece)))).toEqual([]);
    for (const [piece] of HELD)
      expect(
        claims.some((claim) => claim.includes(piece)),
        piece,
      ).toBe(true);
  });

  it.each(Edition.options)('say on the cover what the %s edition holds, and nothing else', (edition) => {
    for (const model of [reportModel({ edition }), reportModel({ edition, exhibits: [], custody: [] })]) {
      const ids = sectionsOf(model).map(({ id }) => id);
      const said = holds(edition, (id) => ids.includes(id)).toLowerCase();
      expect(said.replace('.', '').split(/, | and (?!background)/)).toEqual(
        ids.map((id) => SECTION_FACTS[id].title.toLowerCase()),
      );
    }
    expect(holds(edition).includes('custody log')).toBe(edition === 'legal');
  });

  it('tell of queries and removals only where there are any', () => {
    expect(methodWords(reportModel())).not.toMatch(/statement|removed/);
    const exhibits = [exhibitEntry(1, { removedAt: '2026-01-01T00:00:00.000Z' })];
    expect(methodWords(reportModel({ exhibits }))).toContain('removed');
  });

  it('count originals and sources behind a finding, and call nothing independent', () => {
    const words = (exhibits: number, originals: number, sources: number, unnamed = 0) =>
      originWords({
        exhibits: Array.from({ length: exhibits }, (_, at) => `E-000${at}`),
        origins: { exhibits: originals, sources, unnamed },
      });
    expect(words(1, 1, 1)).toBe('One exhibit; 1 named source.');
    expect(words(3, 1, 1)).toBe('3 exhibits, which go back to 1 original; 1 named source.');
    expect(words(1, 2, 0, 2)).toBe('1 exhibit, going back to 2 originals; no source is named.');
    expect(words(2, 2, 1, 1)).toBe('2 exhibits, which go back to 2 originals; 1 named source; 1 original without one.');
  });

  it('say of the board and the register what is missing there', () => {
    const board = { title: 'b', things: [], links: [] } as never as Parameters<typeof boardWords>[0];
    expect(boardWords(board)).toBe('');
    expect(boardWords({ ...board, missing: { items: 1, links: 0 } })).toBe(
      '1 item of the board is left out of this edition.',
    );
    const { register } = reportModel();
    expect(registerWords(register)).toBe('One line for each exhibit of the case.');
    const out = { label: 'E-0009', kind: 'file', record: null, removed: false, leftOut: 'Left out.' } as const;
    expect(registerWords([...register, out])).toContain('one that is left out of this edition the number alone');
  });
});
