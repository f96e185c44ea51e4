import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { leaksIn, takenApart } from '../../../../../electron/core/reports/leak-test.ts';
import type { Plain, ReportModel } from '../../../../../electron/core/reports/model.ts';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import { matterhorn } from '../../../../support/accessible.ts';
import { nameOf, type Objects, pdfObjects, type Value } from '../../../../support/pdf-objects.ts';
import { assessment, exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const canvas = createCanvas(60, 40);
canvas.getContext('2d').fillRect(0, 0, 60, 40);
const picture = { bytes: canvas.toBuffer('image/jpeg'), width: 60, height: 40 };

/** A report with headings, lists, tables over pages, links in text and cells, a picture and a board. */
function full(edition: ReportModel['edition']): ReportModel {
  const rows = Array.from({ length: 70 }, (_, at) => [`acc_${at}`, `${at * 3}.50`]);
  const query = {
    ...{ sql: 'SELECT 1', rowCount: 70, limitedBy: null, inputs: [], ranAt: '2026-11-20T17:04:05.000Z', rows },
    columns: ['account', 'paid'].map((name) => ({ name, type: 'TEXT' as const })),
  };
  const face = (label: string) => ({ kind: 'entity' as const, type: 'account' as const, label, byHand: false });
  const at = (x: number) => ({ x, y: 0, width: 200, height: 90 });
  const made = {
    edition,
    exhibits: [
      exhibitEntry(1, { title: 'Profile picture' }, { picture, content: null }),
      exhibitEntry(2, { kind: 'query', title: 'Paid by account' }, { content: { kind: 'query', query } }),
    ],
    summary: `Seen in E-0001 and (E-0002). ${'It goes on for a while. '.repeat(400)}`,
    // A table with an empty cell among others.
    indicators: [
      { type: 'ip', own: undefined, label: '192.0.2.7', alias: undefined, note: '', exhibits: ['E-0001'] },
      { type: 'ip', own: undefined, label: '192.0.2.8', alias: undefined, note: 'Seen often', exhibits: ['E-0001'] },
    ],
    findings: [
      { ...assessment, label: 'F-1', claim: 'One group', explanation: 'As E-0001 shows.\n\nAgainst: E-0002.' },
    ],
    board: {
      title: 'Main',
      things: [
        { id: 'a', rect: at(0), face: face('acc_1') },
        { id: 'b', rect: at(400), face: face('acc_2') },
      ],
      links: [
        {
          ...{ id: 'l', from: { id: 'a' }, to: { id: 'b' }, words: 'paid', direction: 'forward' },
          exhibits: ['E-0001'],
        },
      ],
    },
  };
  return reportModel(made as Partial<Plain<ReportModel>>);
}

/** The roles of all elements in reading order. */
function rolesOf({ root, dictionary, list }: Objects): string[] {
  const visit = (value: Value): string[] => {
    const element = dictionary(value);
    const role = nameOf(element.get('S'));
    return role === '' ? [] : [role, ...list(element.get('K')).flatMap(visit)];
  };
  return list(dictionary(root.get('StructTreeRoot')).get('K')).flatMap(visit);
}

describe('the structure of a print', { timeout: 60_000 }, () => {
  it.each(['executive', 'legal', 'infosec'] as const)(
    'meets what a machine can check of the Matterhorn Protocol: %s',
    async (edition) => {
      const { pdf } = await print(full(edition), null);
      expect(matterhorn(pdf)).toEqual([]);
      const roles = rolesOf(pdfObjects(pdf));
      const tables = edition === 'executive' ? 1 : 3;
      expect(roles.filter((role) => role === 'Table').length).toBeGreaterThanOrEqual(tables);
      expect(roles).toContain('LBody');
      expect(roles).toContain('Link');
      if (edition === 'executive') return;
      // One table over several pages, with one head.
      const table = roles.slice(roles.lastIndexOf('Table', roles.length - 1));
      expect(table.filter((role) => role === 'TH').length).toBeLessThanOrEqual(5);
      expect(roles.filter((role) => role === 'Figure')).toHaveLength(2);
      expect(roles.filter((role) => role === 'TR').length).toBeGreaterThan(70);
      expect(roles).toContain('H3');
    },
  );

  it('makes one paragraph of a text that goes on over pages', async () => {
    const { pdf } = await print(full('legal'), null);
    const { all, dictionary, list } = pdfObjects(pdf);
    const over = [...all.values()].filter(
      (value) =>
        nameOf(dictionary(value).get('S')) === 'P' &&
        list(dictionary(value).get('K')).some((kid) => nameOf(dictionary(kid).get('Type')) === 'MCR'),
    );
    expect(over.length).toBeGreaterThan(0);
  });

  it('is searched by the leak test: alternative texts and what links are said to lead to', async () => {
    const model = full('legal');
    const [first] = model.exhibits;
    if (!first) throw new Error('no exhibit');
    const { pdf } = await print(
      { ...model, exhibits: [{ ...first, record: { ...first.record, title: 'zqsecret' as never } }] },
      null,
    );
    const leaks = leaksIn(takenApart(pdf), { values: [{ value: 'zqsecret', label: '[A]' }], patterns: [] });
    expect(leaks.some((leak) => leak.startsWith('alternative text'))).toBe(true);
    expect(leaks.some((leak) => leak.startsWith('outline, destinations or links'))).toBe(true);
  });
});
