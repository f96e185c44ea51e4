import { describe, expect, it } from 'vitest';
import { tableSvg } from '../../../../renderer/features/board/elements.ts';
import { namesOn } from '../../../../renderer/features/board/selection.ts';
import { edgesOf, nodesOf } from '../../../../shared/domain/board-elements.ts';
import { wrapped } from '../../../../shared/domain/wrapped.ts';
import { viewOf } from './view.ts';

const tenths = (text: string): number => [...text].length;

describe('what is drawn', () => {
  const view = viewOf({ a: 'account', b: 'ip' }, [
    ['1', 'a', 'b'],
    ['2', 'b', 'a'],
  ]);
  it('dashes links without an exhibit and bends those that join the same two things apart', () => {
    const [one, two] = edgesOf(view);
    expect(one).toMatchObject({ supported: 'no' });
    expect(one?.bend).not.toBe(0);
    expect(one?.bend).toBe(two?.bend); // each bends to its own left, and they run in opposite ways
    const supported = { ...view, links: [{ ...view.links[0], exhibits: ['x'] }] } as never;
    expect(edgesOf(supported)[0]).toMatchObject({ supported: 'yes', bend: 0 });
  });
  it('lets a long identifier wrap anywhere and changes nothing else of it', () => {
    const wallet = '0x00000000219ab540356cBB839Cbe05303d7705Fa';
    const [node] = nodesOf(viewOf({ [wallet]: 'wallet' }), new Map());
    expect(node?.text).toBe(wallet);
    expect(wrapped(wallet, 20, tenths)).toEqual([wallet.slice(0, 20), wallet.slice(20, 40), wallet.slice(40)]);
    expect(wrapped('mara voss of the north\nsouth', 10, tenths)).toEqual(['mara voss', 'of the', 'north', 'south']);
    expect(wrapped('𝕏𝕏𝕏', 2, tenths)).toEqual(['𝕏𝕏', '𝕏']); // never within a character
    expect(wrapped('x', 0, tenths)).toEqual(['x']);
  });
});

it('shortens on its card what no card has room for', () => {
  const url = `https://shop.example/?q=${'x'.repeat(1976)}`;
  const view = viewOf({ [url]: 'url' });
  const text = nodesOf(view, new Map())[0]?.text ?? '';
  expect(text).toHaveLength(160);
  expect(text.endsWith('…')).toBe(true);
  expect(url.startsWith(text.slice(0, -1))).toBe(true);
  expect(namesOn(view).of(url)).toBe(url);
});

describe('the picture of a query', () => {
  const palette = { text: '#000', muted: '#555', border: '#999', surface: '#fff', font: '"Noto Sans"' } as never;
  it('is well-formed whatever the cells hold, and says what it does not show', () => {
    const content = {
      label: 'E-0005',
      title: 'a < b & "c"',
      columns: ['x', 'y', 'z', 'v', 'w'],
      rows: Array.from({ length: 9 }, () => ['<script>', '\u0000\ud800', ']]>', "'", 'hidden']),
      rowCount: 1234,
    };
    const svg = tableSvg(content, { width: 400, height: 160 }, palette);
    expect(svg).toContain('1,234 rows, 1 more columns');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('hidden');
    expect(svg).not.toContain('\u0000');
    expect(svg.isWellFormed()).toBe(true);
    expect(svg.replace(/<(?:[a-z]+(?: [a-z-:A-Z0-9]+="[^"<]*")*\/?|\/[a-z]+)>/g, '')).not.toMatch(/[<>]/);
    expect(svg.match(/&lt;script&gt;/g)).toHaveLength(5);
  });
});
