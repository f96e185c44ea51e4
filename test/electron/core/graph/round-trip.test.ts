import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import { GraphFormat } from '../../../../shared/contract/graph.ts';
import { EntityId, ItemId, LinkId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { boardShape, exportedFiles, loadedGraph } from '../../../support/graph.ts';
import { graphOfPairs, same, writtenAndRead } from '../../../support/graph-files.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';
import { stixFaults } from '../../../support/stix-rules.ts';

const WEIGHT = '10000000000000000000000.000000000000000001';

it('carries a board out and in again, in every format, as far as the format says', { timeout: 60_000 }, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('seen.txt', 'seen') });
  const things = [
    ['account', 'u-1 <&"\'>', 'first line\nsecond\tline & <b>'],
    ['wallet', '0x47666fab8bd0ac7003bce3f5c3585383f09486e2', ''],
    ['person', 'Ζωή 李 "Doe"', ''],
    ['ip', '192.0.2.7', ''],
    ['ip', '2001:db8::7', ''],
    ['device', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', ''],
    ['email', 'a@example.com', ''],
    ['url', 'https://example.com/?a=1&b=2', ''],
    ['organisation', 'Example Ltd', ''],
    ['payout', 'GB82WEST12345698765432', ''],
    ['domain', 'example.com', ''],
    ['other', '=1+1', ''],
    ['own:courier', 'Fast Parcels', ''],
  ] as const;
  const ids = things.map(() => EntityId.parse(randomUUID()));
  const [u, w, p, ip] = ids as [EntityId, EntityId, EntityId, EntityId];
  const subject = (id: EntityId) => ({ kind: 'entity' as const, id });
  const link = (from: EntityId, to: EntityId, rest: object): BoardOp => ({
    op: 'link.create',
    link: {
      ...{
        id: LinkId.parse(randomUUID()),
        from: subject(from),
        to: subject(to),
        type: 'paid to',
        label: '',
        direction: 'forward',
      },
      ...{ note: '', exhibits: [], ...rest },
    },
  });
  const facts = { exhibit: exhibitId, count: 3, first: '2026-01-02', last: '2026-03-04 10:00:00Z' };
  await test.call('board.apply', {
    boardId,
    step: 'Fill',
    ops: [
      ...things.map(
        ([type, label, note], at): BoardOp => ({
          op: 'entity.create',
          entity: { id: ids[at] as EntityId, type, label, note, exhibits: [exhibitId], rows: { [exhibitId]: '1-4' } },
        }),
      ),
      ...ids.map(
        (id, at): BoardOp => ({
          op: 'item.place',
          item: {
            id: ItemId.parse(randomUUID()),
            subject: subject(id),
            x: at * 300 - 7.25,
            y: -at * 40,
            width: 200,
            height: 60,
          },
        }),
      ),
      link(u, w, { exhibits: [exhibitId], facts: { ...facts, amount: { sum: WEIGHT, unit: 'ETH', values: 2 } } }),
      link(u, w, { label: 'again' }),
      link(w, w, { type: 'paid itself' }),
      link(u, p, { type: 'same person as', direction: 'none', note: 'a "note"' }),
      link(p, ip, {
        type: 'logged in from',
        direction: 'both',
        exhibits: [exhibitId],
        facts: { exhibit: exhibitId, count: 1 },
      }),
    ],
  });
  for (const format of GraphFormat.options) {
    const before = await boardShape(test, boardId, format);
    const carried = await test.call('graph.carries', { caseId, boardId, format });
    expect([carried.items, carried.links]).toEqual([13, 5]);
    expect(carried.leftOut.map(({ count }) => count)).toEqual(
      format === 'ftm' ? [15, 13, 2, 2] : format === 'graphml' ? [15, 1] : [15],
    );
    const files = await exportedFiles(test, caseId, boardId, format);
    if (format === 'stix')
      expect(stixFaults(JSON.parse(Buffer.from(files[0]?.[1] as Uint8Array).toString()))).toEqual([]);
    const again = await loadedGraph(test, files);
    expect([format, again.staged]).toMatchObject([
      format,
      {
        nodes: 13,
        edges: 5,
        items: { made: 13, known: 0 },
        links: { made: 5 },
        rejectedCount: 0,
        sameValue: 0,
        joined: 0,
      },
    ]);
    expect([format, await boardShape(test, again.boardId, format)]).toEqual([format, before]);
  }
  const left = (await test.call('custody.list', { caseId, limit: 1000 })).entries.filter(
    ({ action }) => action === 'graph.export',
  );
  expect(left.map(({ detail }) => detail)).toMatchObject(
    GraphFormat.options.toReversed().map((format) => ({ format, items: 13, links: 5 })),
  );
});

const NETWORKS = [
  ['karate', 34, 78],
  ['dolphins', 62, 159],
  ['lesmiserables', 77, 254],
  ['football', 115, 613],
  ['polbooks', 105, 441],
  ['polblogs', 1224, 16_715],
  ['ca-GrQc', 5241, 14_484],
] as const;

it.skipIf(!hasSharedData('network-corpus/networks'))(
  'takes in the networks of the corpus with exact counts, and writes and reads each in every format',
  { timeout: 300_000 },
  async () => {
    await using test = await openTestCore();
    for (const [name, nodes, links] of NETWORKS) {
      const packed = readFileSync(sharedData(`network-corpus/networks/${name}.txt.gz`));
      const caseId = await newCase(test);
      const { boardId } = await test.call('case.get', { caseId });
      await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(`${name}.txt.gz`, packed) });
      const [source] = await test.call('graph.sources', { caseId });
      const staged = await test.run('graph.stage', { boardId, datasetId: source?.datasetId as never });
      const counts = { nodes, edges: links, items: { made: nodes, known: 0 }, links: { made: links, known: 0 } };
      expect([name, staged]).toMatchObject([name, { ...counts, rejectedCount: 0, placed: nodes }]);
      const lines = gunzipSync(packed).toString('utf8').trim().split('\n');
      const graph = graphOfPairs(lines.map((line) => line.split(/\s+/) as [string, string]));
      for (const format of GraphFormat.options)
        expect([name, format, same(writtenAndRead(format, graph), graph, format)]).toEqual([name, format, true]);
    }
  },
);

it.skipIf(!hasSharedData('bybit-incident/edges_first500.csv'))(
  'takes in 500 payments whose amounts no double holds, and out and back',
  { timeout: 120_000 },
  async () => {
    await using test = await openTestCore();
    const bytes = readFileSync(sharedData('bybit-incident/edges_first500.csv'));
    const rows = bytes
      .toString('utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
    const addresses = new Set(rows.flatMap(([from = '', to = '']) => [from, to]));
    const { caseId, boardId, staged } = await loadedGraph(test, [['edges.csv', bytes]], { linkType: 'paid to' });
    expect(rows.filter(([from, to]) => from === to)).toHaveLength(1); // it pays itself
    expect(staged).toMatchObject({
      nodes: addresses.size,
      edges: 500,
      links: { made: 500 },
      rejectedCount: 0,
    });
    const { links } = await test.call('board.get', { boardId });
    const sums = (texts: readonly (string | undefined)[]) => texts.map(String).toSorted();
    expect(sums(links.map(({ facts }) => facts?.amount?.sum))).toEqual(sums(rows.map(([, , value]) => value)));
    for (const format of GraphFormat.options) {
      const again = await loadedGraph(test, await exportedFiles(test, caseId, boardId, format));
      expect([format, await boardShape(test, again.boardId, format)]).toEqual([
        format,
        await boardShape(test, boardId, format),
      ]);
    }
  },
);
