import { writeFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { abreastOf } from '../../../../../electron/core/reports/pdf/exhibits.tsx';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import { landmarksOf } from '../../../../../electron/core/reports/pdf/sections.tsx';
import { exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const picture = (width: number, height: number) => {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#99aacc';
  context.fillRect(0, 0, width, height);
  return { bytes: canvas.toBuffer('image/jpeg'), width, height };
};
const file = { kind: 'file', datasets: [], timeline: null } as const;
const shot = (number: number) => exhibitEntry(number, {}, { picture: picture(390, 844), content: file });
const columns = Array.from({ length: 14 }, (_, at) => ({
  name: `column_of_a_long_name_${at + 1}`,
  type: 'TEXT' as const,
}));
const query = {
  ...{ sql: 'SELECT 1', inputs: [], ranAt: '2026-11-20T17:04:05.000Z', limitedBy: null, rowCount: 25 },
  columns,
  rows: Array.from({ length: 25 }, (_, row) => columns.map((_, at) => `value ${row + 1} of column ${at + 1}`)),
};
const wide = exhibitEntry(
  4,
  { kind: 'query', preview: 'query' } as never,
  { content: { kind: 'query', query } } as never,
);
const board = (title: string, label: string) => ({
  title,
  things: Array.from({ length: 20 }, (_, at) => ({
    id: String(at),
    rect: { x: (at % 5) * 300, y: Math.floor(at / 5) * 120, width: 180, height: 60 },
    face: { kind: 'entity', type: 'account', label: at === 0 ? label : `seller_${at}`, byHand: false } as const,
  })),
  links: [],
});
const figure = (title: string, of: ReturnType<typeof board>) => ({
  ...{ title, caption: '', takenAt: '2026-11-20T17:04:05.000Z', extent: 'It shows all of the board.' },
  ...{ gone: { items: 0, links: 0 }, board: of },
});

it('puts up to three upright pictures that follow each other in a row', () => {
  const lying = exhibitEntry(9, {}, { picture: picture(800, 600), content: file });
  const numbers = abreastOf([shot(1), shot(2), shot(3), shot(4), lying, shot(5)] as never).map((row) => row.length);
  expect(numbers).toEqual([3, 1, 1, 1]);
});

it('prints wide tables on turned pages behind the entries, and no snapshot that repeats the board', {
  timeout: 120_000,
}, async () => {
  const model = reportModel({
    edition: 'legal',
    exhibits: [shot(1), shot(2), shot(3), wide],
    board: board('Overview', 'seller_0'),
    figures: [
      figure('As it was', board('Overview', 'seller_0')),
      figure('Another', { ...board('Overview', 'x'), things: board('Overview', 'x').things.slice(0, 4) }),
    ],
  });
  const titles = landmarksOf(model as never).map(({ title }) => title);
  expect(titles.filter((title) => /As it was$/.test(title))).toEqual([]);
  expect(titles.filter((title) => /Figure \d+: Another$/.test(title))).toHaveLength(1);
  const { pdf, outline = [] } = await print(model, null, undefined, undefined, { outline: true });
  const told = JSON.stringify(outline);
  expect(told).toContain(
    'The snapshot “As it was”, as it was at 2026-11-20 17:04:05 UTC, shows the same items and links',
  );
  expect(told).toContain('Columns 1 to ');
  expect(told).toContain('beside the first');
  for (const { name } of columns) expect(told).toContain(name);
  expect(told).toContain('value 25 of column 14');
  if (process.env['TURNED']) writeFileSync(process.env['TURNED'], pdf);
});
