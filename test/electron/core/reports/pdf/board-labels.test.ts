import { beforeAll, describe, expect, it } from 'vitest';
import type { Plain } from '../../../../../electron/core/reports/model.ts';
import type { ReportBoard, ReportThing } from '../../../../../electron/core/reports/model-board.ts';
import { linkExtents } from '../../../../../electron/core/reports/pdf/board-drawing.tsx';
import { fitBoard } from '../../../../../electron/core/reports/pdf/board-fitting.ts';
import { entityRoom, labelsOf, noteRoom } from '../../../../../electron/core/reports/pdf/board-labels.ts';
import { summaryOf, withinKinds } from '../../../../../electron/core/reports/pdf/board-summary.ts';
import { tile } from '../../../../../electron/core/reports/pdf/board-tiles.ts';
import { widthOf } from '../../../../../electron/core/reports/pdf/fitting.ts';
import { prepareFonts } from '../../../../../electron/core/reports/pdf/fonts.ts';
import { entitySize, noteSize } from '../../../../../shared/domain/board-layout.ts';
import { namesIn, SCRIPTS } from '../../../../support/names.ts';

const entity = (id: string, label: string, x = 0, y = 0): Plain<ReportThing> => ({
  id,
  rect: { x, y, ...entitySize(label) },
  face: { kind: 'entity', type: 'person', label, byHand: false },
});
const note = (text: string): Plain<ReportThing> => ({
  id: 'note',
  rect: { x: 0, y: 0, ...noteSize(text) },
  face: { kind: 'note', text },
});
const board = (things: Plain<ReportThing>[], links: Plain<ReportBoard>['links'] = []): ReportBoard =>
  ({ title: '', things, links }) as unknown as ReportBoard;

describe('the texts of a board', () => {
  beforeAll(prepareFonts);

  it('fit their cards by the glyphs they are drawn with, in every script', () => {
    const things = SCRIPTS.flatMap((script) => namesIn(script).map((name) => entity(name, name)));
    const { fitted, shortened } = labelsOf(board(things), new Set());
    expect(shortened).toEqual([]);
    for (const { id, rect } of things) {
      const { lines, size } = fitted.get(id) ?? { lines: [], size: 0 };
      expect(lines.join('')).toBe(id);
      for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(entityRoom(rect).width);
    }
  });

  it('hold a note of thirty-five Chinese characters whole, and shorten a longer one by its room', () => {
    const short = '王小明張偉陳大文關羽諸葛亮歐陽司馬上官夏侯赵云孙权鑫淼山田太郎田中花子';
    expect(labelsOf(board([note(short)]), new Set()).shortened).toEqual([]);
    const long = note(short.repeat(40));
    const { fitted, shortened } = labelsOf(board([long]), new Set());
    expect(shortened).toEqual([{ number: 1, kind: 'Note', text: short.repeat(40) }]);
    const { lines = [], size = 0 } = fitted.get('note') ?? {};
    expect(lines.at(-1)).toMatch(/… \[1\]$/);
    expect(lines.length * size * 1.25).toBeLessThanOrEqual(noteRoom(long.rect).height);
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(noteRoom(long.rect).width);
  });

  it('are as wide behind other texts as alone: a font writes its features, fractions too, into what it is given', () => {
    const alone = widthOf('a 624') - widthOf('a ');
    widthOf('a plain text first'); // laid out by the font itself
    expect(widthOf('Ό\u0301 624') - widthOf('Ό\u0301 ')).toBeCloseTo(alone, 6); // by HarfBuzz
  });

  it('tell of characters that no font has', () => {
    const unknown = new Set<string>();
    labelsOf(board([entity('a', 'Old Turkic \u{10c00}')]), unknown);
    expect([...unknown]).toEqual(['⟨U+10C00⟩']);
  });

  it.each([12, 30, 60])('are six points or more on a board of %i cards, and what is shortened is listed', (count) => {
    const things = Array.from({ length: count }, (_, at) =>
      entity(`seller_account_${at}`, `seller_account_${at}`, (at % 10) * 260, Math.floor(at / 10) * 130),
    );
    const links = things.slice(1).map(({ id }) => ({
      ...{ id: `link ${id}`, from: { id: 'seller_account_0' }, to: { id }, words: 'shares a device with' },
      ...{ direction: 'forward' as const, exhibits: [] },
    }));
    const fitted = fitBoard(board(things, links), new Set(), 741, 333);
    if (!fitted) throw new Error('nothing is drawn');
    const { parts, whole } = fitted.tiling;
    const { scale } = parts[0] ?? whole;
    const sizes = [...fitted.labels.fitted.values()].map(({ size }) => size * scale);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(6 - 1e-6);
    const cut = [...fitted.labels.fitted.values()].filter((each) => !each.whole).length;
    expect(fitted.labels.shortened.length).toBe(cut);
  });

  it('are of kinds alone where there are very many, with the links between them added up', () => {
    const things = Array.from({ length: 80 }, (_, at) => entity(`a${at}`, `a${at}`, at * 200));
    const ip = {
      ...entity('ip', '203.0.113.7'),
      face: { kind: 'entity' as const, type: 'ip' as const, label: '203.0.113.7', byHand: false },
    };
    const links = things.map(({ id }, at) => ({
      ...{ id: `l${id}`, from: { id }, to: { id: at < 70 ? 'ip' : 'a0' }, words: 'signed in from' },
      ...{ direction: 'forward' as const, exhibits: ['E-0001'] },
    }));
    const whole = board([...things, ip], links);
    const summary = summaryOf(whole);
    expect(summary.things.map(({ face }) => face)).toMatchObject([
      { kind: 'badge', name: 'Person', count: '80 items' },
      { kind: 'badge', name: 'IP address', count: '1 item' },
    ]);
    expect(summary.links.map(({ from, to, words, direction }) => [from.id, words, direction, to.id])).toEqual([
      ['Person', 'signed in from ×70', 'forward', 'IP address'],
    ]);
    const back = links
      .slice(0, 3)
      .map((link) => ({ ...link, id: `${link.id} back`, from: link.to, to: link.from, words: 'seen by' }));
    const both = summaryOf(board([...things, ip], [...links, ...back])).links;
    expect(both.map(({ words, direction }) => [words, direction])).toEqual([
      ['signed in from ×70, seen by ×3', 'both'],
    ]);
    expect(withinKinds(whole)).toBe(10);
  });

  it('keep the arcs and labels of parallel links inside the drawing', () => {
    const things = [entity('a', 'A'), entity('b', 'B', 400)];
    const links = Array.from({ length: 6 }, (_, at) => ({
      id: `${at}`,
      from: { id: 'a' },
      to: { id: 'b' },
      words: 'called at night',
      direction: 'forward' as const,
      exhibits: [],
    }));
    const parallel = board(things, links);
    const extents = linkExtents(parallel, labelsOf(parallel, new Set()));
    const view = tile([...things.map(({ rect }) => rect), ...extents], 750, 370)?.whole.view;
    expect(extents.length).toBe(6);
    expect(Math.min(...extents.map(({ y }) => y))).toBeLessThan(-100);
    for (const { y, height } of extents) {
      expect(y - height / 2).toBeGreaterThan((view?.y ?? 0) - (view?.height ?? 0) / 2);
      expect(y + height / 2).toBeLessThan((view?.y ?? 0) + (view?.height ?? 0) / 2);
    }
  });
});
