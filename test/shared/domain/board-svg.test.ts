import { expect, it } from 'vitest';
import type { EdgeElement, NodeElement } from '../../../shared/domain/board-elements.ts';
import { boardSvg } from '../../../shared/domain/board-svg.ts';
import { MOST_ROUTED, UNROUTED } from '../../../shared/domain/link-routes.ts';

const node = (id: string, x: number): NodeElement => ({
  ...{ id, kind: 'entity', x, y: 0, width: 180, height: 56, text: id, textWidth: 120 },
  ...{ colour: '#123456', image: '', imageHeight: 0, locked: false },
});
const edge = (source: string, target: string): EdgeElement => ({
  ...{ id: `${source}-${target}`, source, target, text: `${source} to ${target}` },
  ...{ direction: 'forward', supported: 'yes', bend: 0 },
});
const drawn = (nodes: readonly NodeElement[], edges: readonly EdgeElement[]): string =>
  boardSvg({ nodes, edges, tlp: 'AMBER', heading: 'Board', notes: [], legend: [], letters: new Map() });
/** The line of a link: its `d`. */
const lineOf = (svg: string, words: string): string =>
  new RegExp(`<path d="([^"]*)"[^>]*><title>${words}`).exec(svg)?.[1] ?? '';

it('draws a link around a card that it does not join, and in front of one that lies on its end', () => {
  const svg = drawn([node('a', 0), node('b', 300), node('c', 600)], [edge('a', 'b'), edge('a', 'c')]);
  expect(lineOf(svg, 'a to b')).toMatch(/ L/);
  expect(lineOf(svg, 'a to c')).toMatch(/ Q/);
  const over = drawn([node('a', 0), node('b', 300), node('on', 60)], [edge('a', 'b')]);
  const [gap, line] = [over.indexOf('stroke-width="8"'), over.indexOf('a to b</title>')];
  expect(gap).toBeGreaterThan(over.lastIndexOf('<rect')); // after the cards
  expect(line).toBeGreaterThan(gap);
});
it('says of a large board that lines are straight', () => {
  const many = Array.from({ length: MOST_ROUTED.items + 1 }, (_, n) => node(`n${n}`, n * 200));
  expect(drawn(many, [edge('n0', 'n2')])).toContain(UNROUTED);
  expect(drawn(many.slice(1), [edge('n1', 'n2')])).not.toContain(UNROUTED);
});
it('has room for a loop and its words beside the outermost card', () => {
  const svg = drawn(
    [node('a', 0), node('b', 600)],
    [{ ...edge('a', 'a'), text: 'paid from the same wallet', loop: 1 }],
  );
  const shift = Number(/translate\(([\d.]+) /.exec(svg)?.[1]);
  const [, x, width] =
    /<rect x="(-[\d.]+)" y="[-\d.]+" width="([\d.]+)"[^>]*\/>(?=<text[^>]*>paid from)/.exec(svg) ?? [];
  expect(Number(x) + shift).toBeGreaterThan(0);
  expect(Number(x) + Number(width)).toBeLessThan(-90); // beside the card, not on it
});
