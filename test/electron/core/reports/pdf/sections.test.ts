import { describe, expect, it } from 'vitest';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import { landmarksOf } from '../../../../../electron/core/reports/pdf/sections.tsx';
import { Edition } from '../../../../../shared/contract/report-setup.ts';
import { readNavigation } from '../../../../support/pdf-text.ts';
import { exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const board = {
  title: 'Overview',
  things: [1, 2].map((at) => ({
    id: String(at),
    rect: { x: at * 300, y: 0, width: 180, height: 60 },
    face: { kind: 'entity', type: 'account', label: `seller_${at}`, byHand: false } as const,
  })),
  links: [
    {
      id: 'l',
      from: { id: '1' },
      to: { id: '2' },
      words: 'pays to',
      direction: 'forward',
      exhibits: ['E-0001'],
    } as const,
  ],
};
const entry = { seq: 1, at: '2026-11-20T17:04:05.000Z', actor: 'R. Okafor', program: 'cli', action: 'case.create' };
const custody = [{ ...entry, subject: 'C-0001', detail: '{}', hash: 'c0ffee00'.repeat(8) }];
const event = {
  told: {
    ...({ when: '2026-05', zone: 'UTC', precision: 'month', utc: '', discovered: '' } as const),
    ...{ what: 'First contact', note: '' },
  },
  exhibits: ['E-0001'],
} as const;
const indicator = { type: 'ip', label: '203.0.113.7', note: '', exhibits: [] } as const;

describe('the sections of a report', { timeout: 60_000 }, () => {
  it.each(Edition.options)(
    'stand in the contents, the bookmarks and the pages of the %s edition alike',
    async (edition) => {
      const exhibits = [1, 2, 3].map((at) => exhibitEntry(at, { note: 'A note of some length. '.repeat(120) }));
      const model = reportModel({
        edition,
        board,
        exhibits,
        events: edition === 'executive' ? [] : [event, { told: null, exhibits: ['E-0002'] }],
        indicators: edition === 'infosec' ? [indicator] : [],
        custody: edition === 'legal' ? custody : [],
      });
      const { pdf } = await print(model, null);
      const { outline, links, texts } = await readNavigation(pdf);
      const landmarks = landmarksOf(model);
      expect(outline.map(({ title }) => title)).toEqual(landmarks.map(({ title }) => title));
      // The contents, on the page behind the cover, lead to the same places in the same order; four pages need none.
      if (edition !== 'executive')
        expect(links[1]).toEqual(
          [undefined, 'figure', 'table'].flatMap((list) =>
            outline
              .filter((_, at) => landmarks[at]?.kind === list)
              .map(({ page, top }) => ({ page, top, left: expect.any(Number) })),
          ),
        );
      for (const { title, page, left, top } of outline) {
        // The upper left corner of the very line that bears the title.
        const beside = texts[page - 1]?.filter(({ y }) => top > y && top - y < 30).map(({ text }) => text.trim());
        expect(beside, title).toContainEqual(
          expect.toSatisfy((text: string) => text !== '' && title.replace(/ +/g, ' ').startsWith(text)),
        );
        expect(left).toBe(0);
      }
      const numbered = landmarks.flatMap(({ kind, title }) => (kind ? [title] : []));
      expect(numbered).toEqual(
        {
          executive: ['Table 1: Exhibits that this edition cites'],
          legal: [
            'Figure 1: The board “Overview” as it was arranged',
            'Table 1: Links of the board “Overview”',
            'Table 2: Events, in the order in which they happened',
            'Table 3: Register of exhibits',
            'Table 4: Custody log',
          ],
          infosec: [
            'Figure 1: The board “Overview” as it was arranged',
            'Table 1: Links of the board “Overview”',
            'Table 2: Events, in the order in which they happened',
            'Table 3: IP address (1)',
            'Table 4: Register of exhibits',
          ],
        }[edition],
      );
      const sections = landmarks
        .filter(({ parent }) => parent === null)
        .map(({ title }) => title.replace(/^\d+ +/, ''));
      expect(sections).toEqual(
        edition === 'executive'
          ? ['Bottom line', 'Findings', 'Exhibits cited', 'What this rests on']
          : [
              'Executive summary',
              'Scope and background',
              'Findings',
              'Board: Overview',
              'Events',
              edition === 'infosec' && 'Indicators',
              'Exhibits',
              'Method',
              'Custody',
            ].filter(Boolean),
      );
    },
  );
});
