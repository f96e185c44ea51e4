import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { analyse } from '../../../../electron/core/graph/measure/analyse.ts';
import type { Network } from '../../../../electron/core/graph/measure/network.ts';
import { GraphFormat } from '../../../../shared/contract/graph.ts';
import { AnalysisSpec, Measure } from '../../../../shared/contract/graph-analysis.ts';
import { EntityId, LinkId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { loadedGraph } from '../../../support/graph.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

const idOf = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;
type Way = 'none' | 'forward' | 'both';
function networkOf(names: string, links: readonly (readonly [string, string, Way?, string?])[]): Network {
  const labels = names.split(' ');
  return {
    items: labels.map((label, at) => ({ id: idOf(at), type: 'other', label })),
    links: links.map(([from, to, direction = 'none', sum], at) => ({
      ...{
        id: idOf(1000 + at),
        from: labels.indexOf(from),
        to: labels.indexOf(to),
        type: 'paid to',
        direction,
        weight: 1,
      },
      ...{ amount: sum === undefined ? null : { sum, unit: 'ETH' }, proof: `E-0001 row ${at + 1}` },
    })),
  };
}
function columns(network: Network, spec: object): Record<string, Record<string, string | number | null>> {
  const { columns: names, rows } = analyse(network, AnalysisSpec.parse(spec));
  return Object.fromEntries(
    rows.map((row) => [String(row[0]), Object.fromEntries(row.map((cell, at) => [names[at], cell]))]),
  );
}
const ALL = { method: 'measures', measures: Measure.options };

it.skipIf(!hasSharedData('network-corpus/networks/karate.txt.gz'))('measures the karate club as NetworkX does', () => {
  const lines = gunzipSync(readFileSync(sharedData('network-corpus/networks/karate.txt.gz')))
    .toString()
    .trim()
    .split('\n');
  const pairs = lines.map((line) => line.split(' ') as [string, string]);
  const network = networkOf([...Array(34).keys()].join(' '), pairs);
  const of = columns(network, ALL);
  // networkx.betweenness_centrality, .pagerank(alpha=0.85) and .core_number of the unweighted graph; version 3.6.1.
  const close = (measure: string, figures: Record<string, number>) => {
    for (const [item, figure] of Object.entries(figures))
      expect([item, of[item]?.[measure]]).toEqual([item, expect.closeTo(figure, 5)]);
  };
  close('betweenness', { 0: 0.437635, 33: 0.304075, 32: 0.145247 });
  close('pagerank', { 33: 0.100919, 0: 0.096997, 32: 0.071693 });
  const core = Object.entries(of).flatMap(([item, { core: k }]) => (k === 4 ? [Number(item)] : []));
  expect(core.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 7, 8, 13, 30, 32, 33]);
  expect(Object.keys(of).filter((item) => of[item]?.['articulation_point'] === 1)).toEqual(['0']);
  expect(new Set(Object.values(of).map(({ component }) => component))).toEqual(new Set([1]));
  const communities = (seed: number) => columns(network, { ...ALL, measures: ['community'], seed });
  expect(communities(7)).toEqual(communities(7));
  expect(new Set(Object.values(communities(7)).map(({ community }) => community)).size).toBe(4);
});

it('counts a link from an item to itself once, and lets it join nothing', () => {
  const pairs = [
    ['a', 'b', 'forward'],
    ['b', 'c', 'forward'],
  ] as const;
  const plain = columns(networkOf('a b c', pairs), ALL);
  const looped = networkOf('a b c', [...pairs, ['b', 'b', 'forward']]);
  const of = columns(looped, ALL);
  for (const measure of ['neighbours', 'betweenness', 'component', 'community', 'core', 'articulation_point'])
    expect([measure, of['b']?.[measure]]).toEqual([measure, plain['b']?.[measure]]);
  expect(of['b']).toMatchObject({ links: 3, links_in: 2, links_out: 2, weight: 3 });
  const said = (spec: object) => analyse(looped, AnalysisSpec.parse(spec)).notes.join(' ');
  expect(said(ALL)).toContain('1 link leads from an item to itself: counted once');
  expect(said({ method: 'rings' })).toContain('1 link leads from an item to itself: no ring');
});

it('finds components, points where a graph falls apart, and degrees', () => {
  // Two triangles on a bridge c-d, a pair, and one alone.
  const network = networkOf('a b c d e f g h i', [
    ['a', 'b', 'forward'],
    ['b', 'c', 'forward'],
    ['c', 'a', 'both'],
    ['c', 'd'],
    ['d', 'e'],
    ['e', 'f'],
    ['f', 'd'],
    ['g', 'h', 'forward'],
    ['g', 'h', 'forward'],
  ]);
  const of = columns(network, ALL);
  const column = (name: string) => 'abcdefghi'.split('').map((item) => of[item]?.[name]);
  expect(column('component')).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 3]);
  expect(column('articulation_point')).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0]);
  expect(column('core')).toEqual([2, 2, 2, 2, 2, 2, 1, 1, 0]);
  expect(column('links')).toEqual([2, 2, 3, 3, 2, 2, 2, 2, 0]);
  expect(column('links_in')).toEqual([1, 1, 2, 0, 0, 0, 0, 2, 0]);
  expect(column('links_out')).toEqual([2, 1, 1, 0, 0, 0, 2, 0, 0]);
  expect(column('neighbours')).toEqual([2, 2, 3, 3, 2, 2, 1, 1, 0]);
});

it('walks paths, rings and flows, each hop with its proof, bounded and exact', () => {
  const network = networkOf('a b c d', [
    ['a', 'b', 'forward', '10000000000000000000000.000000000000000001'],
    ['b', 'c', 'forward', '0.1'],
    ['c', 'a', 'forward', '0.2'],
    ['a', 'c', 'forward', '1'],
    ['c', 'd'],
  ]);
  const run = (spec: object) => analyse(network, AnalysisSpec.parse(spec));
  const ends = { from: idOf(0), to: idOf(3), directed: true };
  const shortest = run({ method: 'paths', ...ends, which: 'shortest' });
  expect(shortest.rows).toEqual([
    [1, 1, 'a', '→', 'paid to', 'c', '1 ETH', 'E-0001 row 4'],
    [1, 2, 'c', '—', 'paid to', 'd', null, 'E-0001 row 5'],
  ]);
  expect(shortest.behind[0]).toEqual({ items: [0, 2, 3], links: [3, 4] });
  expect(run({ method: 'paths', ...ends, which: 'simple' }).rows.map((row) => row[0])).toEqual([1, 1, 2, 2, 2]);
  const one = run({ method: 'paths', ...ends, which: 'simple', most: 1 });
  expect([one.rows.length, one.notes.join(' ')]).toEqual([2, expect.stringContaining('There are more')]);
  expect(run({ method: 'paths', from: idOf(3), to: idOf(1), directed: true, which: 'shortest' }).rows.length).toBe(3);
  const rings = run({ method: 'rings' }).rows.map((row) => [row[0], row[2], row[5]]);
  expect(rings).toEqual([
    [1, 'a', 'b'],
    [1, 'b', 'c'],
    [1, 'c', 'a'],
    [2, 'a', 'c'],
    [2, 'c', 'a'],
  ]);
  expect(run({ method: 'flows' }).rows).toEqual([
    [
      'a',
      'other',
      'ETH',
      1,
      '0.2',
      2,
      '10000000000000000000001.000000000000000001',
      '-10000000000000000000000.800000000000000001',
    ],
    [
      'b',
      'other',
      'ETH',
      1,
      '10000000000000000000000.000000000000000001',
      1,
      '0.1',
      '9999999999999999999999.900000000000000001',
    ],
    ['c', 'other', 'ETH', 2, '1.1', 1, '0.2', '0.9'],
  ]);
  expect(run({ method: 'neighbours', of: [idOf(0), idOf(3)] }).rows.map((row) => row[0])).toEqual(['c']);
});

it('saves an analysis as an exhibit and a finding, and runs it again on what is there now', {
  timeout: 60_000,
}, async () => {
  await using test = await openTestCore();
  const csv = 'Source,Target,Weight\na,b,1.50\nb,c,2.25\nc,a,3\n';
  const { caseId, boardId } = await loadedGraph(test, [['ring.csv', csv]]);
  const spec = { method: 'measures' as const, measures: ['betweenness' as const, 'community' as const], seed: 3 };
  const made = await test.run('graph.analyse', { caseId, boardId, spec });
  expect(made).toMatchObject({ items: 3, links: 3, of: 'Main board' });
  const board = await test.call('board.get', { boardId });
  expect(new Set(made.behind.flatMap(({ items }) => items))).toEqual(new Set(board.entities.map(({ id }) => id)));
  const { exhibit, finding } = await test.call('graph.freeze', {
    analysisId: made.analysisId,
    title: 'Measures of the ring',
    claim: 'Three accounts pass money in a ring.',
  });
  expect([exhibit.label, finding?.exhibitLabels]).toEqual(['E-0002', ['E-0002']]);
  const saved = await test.call('graph.analysis', { exhibitId: exhibit.id });
  expect(saved).toMatchObject({ spec, items: 3, links: 3, rows: made.table.rows.map(([item]) => ({ item })) });
  expect(await test.run('graph.rerun', { exhibitId: exhibit.id })).toMatchObject({ same: true, sameInput: true });
  await test.call('link.remove', { caseId, ids: [board.links[0]?.id as never] });
  expect(await test.run('graph.rerun', { exhibitId: exhibit.id })).toMatchObject({
    same: false,
    sameInput: false,
    rowsThen: 3,
    rowsNow: 3,
  });
  await expect(test.call('graph.freeze', { analysisId: 'none', title: 'x' })).rejects.toThrow('no longer kept');
});

it('tells items apart that have one label, says which are held to be one, and names none beside the table', {
  timeout: 60_000,
}, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const [a, b, c, d] = [1, 2, 3, 4].map(() => EntityId.parse(randomUUID())) as [EntityId, EntityId, EntityId, EntityId];
  const forms = [{ text: 'A. N. N. A.', exhibit: null, place: '', rows: '' }];
  const entities = [
    { id: a, type: 'person' as const, label: 'anna', forms },
    { id: b, type: 'account' as const, label: 'anna' },
    { id: c, type: 'device' as const, label: 'd1' },
    { id: d, type: 'person' as const, label: 'Ann' },
  ];
  await test.call('entity.create', { caseId, entities });
  const subject = (id: EntityId) => ({ kind: 'entity' as const, id });
  const links = [a, b, b, b].map((from) => ({
    ...{ id: LinkId.parse(randomUUID()), from: subject(from), to: subject(c), type: 'uses' },
  }));
  await test.call('link.create', { caseId, links });
  await test.call('identity.decide', { caseId, a, b: d, verdict: 'same', reason: 'one hand', exhibitId: null });
  const spec = { method: 'neighbours' as const, of: [a, b] };
  const { analysisId, table } = await test.run('graph.analyse', { caseId, boardId: null, spec });
  expect(table.notes.join(' ')).toContain('1 identity is counted as separate items');
  const { exhibit, finding } = await test.call('graph.freeze', { analysisId, title: 'Common', claim: 'Both use it.' });
  // Saved once, whatever is said of it afterwards.
  await expect(test.call('graph.freeze', { analysisId, title: 'Again' })).rejects.toThrow(`as ${exhibit.label}`);
  const second = await test.call('graph.freeze', { analysisId, title: 'Again', claim: 'Neither hides it.' });
  expect([second.exhibit.id, second.finding?.exhibits]).toEqual([exhibit.id, [exhibit.id]]);
  const saved = await test.call('graph.analysis', { exhibitId: exhibit.id });
  expect(saved.rows).toMatchObject([{ 'links_to anna': 1, 'links_to anna (2)': 3 }]);
  expect(exhibit.note).toBe('What is joined to all of 2 items; 1 row.');
  expect(`${exhibit.note} ${exhibit.source} ${finding?.explanation}`).not.toContain('anna');
  for (const format of GraphFormat.options) {
    const { leftOut } = await test.call('graph.carries', { caseId, boardId: null, format });
    expect([format, leftOut.slice(0, 2)]).toMatchObject([
      format,
      [
        { what: expect.stringContaining('written forms'), count: 1 },
        { what: expect.stringContaining('decisions'), count: 1 },
      ],
    ]);
  }
});
