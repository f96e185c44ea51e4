import { expect, it } from 'vitest';
import { readGraphXml } from '../../../../electron/core/formats/graph-xml.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { loadedGraph } from '../../../support/graph.ts';
import { zipOf } from '../../../support/zip.ts';

const MALTEGO = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:mtg="http://maltego.paterva.com/xml/mtgx">
<key for="node" id="d0"/><key for="edge" id="d4"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d0"><mtg:MaltegoEntity type="maltego.EmailAddress"><mtg:Properties>
<mtg:Property displayName="Name" name="full" type="string"><mtg:Value>Doe</mtg:Value></mtg:Property>
<mtg:Property displayName="Email" name="email" type="string"><mtg:Value>jo@example.com</mtg:Value></mtg:Property>
</mtg:Properties></mtg:MaltegoEntity></data>
<data key="d1"><mtg:EntityRenderer><mtg:Position x="10" y="-20.5"/></mtg:EntityRenderer></data></node>
<node id="n1"><data key="d0"><mtg:MaltegoEntity type="maltego.Domain"><mtg:Properties>
<mtg:Property displayName="Domain" name="fqdn" type="string"><mtg:Value>example.com</mtg:Value></mtg:Property>
</mtg:Properties></mtg:MaltegoEntity></data></node>
<edge id="e0" source="n0" target="n1"><data key="d4"><mtg:MaltegoLink type="maltego.link.manual-link"><mtg:Properties>
<mtg:Property name="maltego.link.manual.type" type="string"><mtg:Value>hosted at</mtg:Value></mtg:Property>
</mtg:Properties></mtg:MaltegoLink></data></edge>
<edge id="e1" source="n0" target="n0"/>
<edge id="e2" source="n0" target="n9"/>
</graph></graphml>`;

const STIX = JSON.stringify({
  type: 'bundle',
  id: 'bundle--1',
  objects: [
    { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '192.0.2.1', resolves_to_refs: ['domain-name--1'] },
    { type: 'domain-name', id: 'domain-name--1', value: 'example.com' },
    { type: 'threat-actor', id: 'threat-actor--1', name: 'Grey Owl', confidence: 35 },
    {
      type: 'relationship',
      id: 'relationship--1',
      relationship_type: 'communicates-with',
      source_ref: 'threat-actor--1',
      target_ref: 'domain-name--1',
      confidence: 80,
    },
    { type: 'marking-definition', id: 'marking-definition--1', definition_type: 'tlp' },
  ],
});

const FTM = [
  { id: 'p', schema: 'Person', properties: { name: ['Jo Doe', 'J. Doe'], nationality: ['xx'] } },
  { id: 'c', schema: 'Company', properties: { name: ['Example Ltd'], parent: ['p'] } },
  { id: 'o', schema: 'Ownership', properties: { owner: ['p'], asset: ['c'], percentage: ['12.50'] } },
]
  .map((each) => JSON.stringify(each))
  .join('\n');

it('reads graphs as other programs write them, and says what it rejects and what stays in the table', {
  timeout: 60_000,
}, async () => {
  await using test = await openTestCore();
  const shapeOf = async (files: Parameters<typeof loadedGraph>[1]) => {
    const { boardId, staged } = await loadedGraph(test, files);
    const { entities, links, items } = await test.call('board.get', { boardId });
    const label = new Map<string, string>(entities.map((each) => [each.id, each.label]));
    return {
      staged,
      items,
      entities,
      named: entities.map(({ type, label: name }) => `${type} ${name}`),
      links: links.map(({ from, to, type, rows }) => [
        label.get(from.id),
        type,
        label.get(to.id),
        Object.values(rows ?? {}).join(),
      ]),
    };
  };
  const maltego = await shapeOf([['ring.mtgx', zipOf([{ name: 'Graphs/Graph1.graphml', bytes: MALTEGO }])]]);
  expect(maltego.named).toEqual(['email jo@example.com', 'domain example.com']);
  expect(maltego.links).toEqual([
    ['jo@example.com', 'hosted at', 'example.com', '3'],
    ['jo@example.com', 'linked to', 'jo@example.com', '4'],
  ]);
  expect(maltego.staged).toMatchObject({
    ...{
      nodes: 2,
      edges: 3,
      positioned: 1,
      rejectedCount: 1,
      left: ['full', 'email', 'fqdn', 'maltego.link.manual.type'],
    },
    rejected: [{ row: 5, why: 'a link to a node that is not there' }],
  });
  const stix = await shapeOf([['bundle.json', STIX]]);
  expect(stix.named).toEqual(['ip 192.0.2.1', 'domain example.com', 'person Grey Owl']);
  expect(stix.links).toEqual([
    ['Grey Owl', 'communicates with', 'example.com', '4'],
    ['192.0.2.1', 'resolves to', 'example.com', '5'],
  ]);
  expect(stix.staged.left).toContain('confidence');
  const ftm = await shapeOf([['people.ftm.json', FTM]]);
  expect(ftm.named).toEqual(['person Jo Doe', 'organisation Example Ltd']);
  expect(ftm.links).toEqual([
    ['Jo Doe', 'owns', 'Example Ltd', '3'],
    ['Example Ltd', 'parent', 'Jo Doe', '4'],
  ]);
});

it('takes finds of OSINT tools as unverified leads, without what was no hit', { timeout: 60_000 }, async () => {
  await using test = await openTestCore();
  const cases = [
    [
      'sherlock.csv',
      'username,name,url_main,url_user,exists,http_status,response_time_s\njo,A,https://a.example,https://a.example/jo,Claimed,200,0.1\njo,B,https://b.example,https://b.example/jo,Available,404,0.1\n',
      'Sherlock',
      2,
      1,
      1,
    ],
    [
      'maigret.csv',
      'username,name,url_main,url_user,exists,http_status,error_reason\njo,A,https://a.example,https://a.example/jo,Claimed,200,\n',
      'Maigret',
      2,
      1,
      0,
    ],
    [
      'holehe_1700000000_jo@example.com_results.csv',
      'name,domain,method,frequent_rate_limit,rateLimit,exists,emailrecovery,phoneNumber,others\na,a.example,register,False,False,True,,,\nb,b.example,register,False,True,False,,,\n',
      'Holehe',
      2,
      1,
      1,
    ],
    [
      'sf.csv',
      'Updated,Type,Module,Source,F/P,Data\n2026-01-01 10:00:00,Email Address,sfp_x,example.com,0,jo@example.com\n2026-01-01 10:00:00,Linked URL,sfp_x,example.com,1,<SFURL>https://example.com/x</SFURL>\n',
      'SpiderFoot',
      2,
      1,
      1,
    ],
    [
      'harvest.json',
      JSON.stringify({
        cmd: '-d example.com',
        emails: ['jo@example.com'],
        hosts: ['a.example.com:192.0.2.4'],
        ips: ['192.0.2.4'],
      }),
      'theHarvester',
      3,
      1,
      0,
    ],
  ] as const;
  for (const [name, text, tool, items, links, rejected] of cases) {
    const { boardId, staged } = await loadedGraph(test, [[name, text]]);
    expect([name, staged]).toMatchObject([
      name,
      { unverified: tool, items: { made: items }, links: { made: links }, rejectedCount: rejected },
    ]);
    const board = await test.call('board.get', { boardId });
    expect(board.links.every(({ label }) => label === 'unverified')).toBe(true);
    expect(board.entities.some(({ note }) => note.startsWith(`Unverified lead: found by ${tool}`))).toBe(true);
  }
});

it('takes amounts and times of links as their columns are read, and names each that does not fit', {
  timeout: 60_000,
}, async () => {
  await using test = await openTestCore();
  const take = async (text: string, parallel: 'keep' | 'join' = 'join') => {
    const { caseId, boardId, staged } = await loadedGraph(test, [['links.csv', text]], { parallel });
    const { links } = await test.call('board.get', { boardId });
    const flows = (await test.run('graph.analyse', { caseId, boardId, spec: { method: 'flows' } })).table;
    const sums = flows.rows.map((row) => [row[0], row[2], row[4], row[6]]);
    const facts = links.map((link) => ({ ...link.facts, exhibit: undefined }));
    return { facts, sums, notes: flows.notes.join(' '), unsaid: staged.unsaid };
  };
  const continental = await take(
    'source;target;amount;currency;date\nC;D;1.234,50;EUR;30.01.2026\nC;D;2.000;EUR;02.02.2026\nE;F;5.500;EUR;02.02.2026\nE;F;10,25;EUR;14.03.2026\n',
  );
  expect(continental.facts).toMatchObject([
    { amount: { sum: '3234.50', unit: 'EUR', values: 2 }, first: '2026-01-30', last: '2026-02-02' },
    { amount: { sum: '5510.25', unit: 'EUR', values: 2 }, first: '2026-02-02', last: '2026-03-14' },
  ]);
  expect(continental).toMatchObject({
    sums: [
      ['C', 'EUR', '0', '3234.50'],
      ['D', 'EUR', '3234.50', '0'],
      ['E', 'EUR', '0', '5510.25'],
      ['F', 'EUR', '5510.25', '0'],
    ],
    unsaid: [],
  });
  const mixed = await take('source,target,amount,currency\nA,B,100,EUR\nA,B,"1,000.50",EUR\nA,B,€5,EUR\n');
  expect(mixed.unsaid).toMatchObject([
    { count: 2, row: 2, text: '1,000.50', why: expect.stringContaining('no amount') },
  ]);
  expect(mixed.notes).toContain('1 link rests on 2 rows that have no amount');
  const two = await take('source,target,amount,currency\nA,B,100,EUR\nA,B,9,USD\n');
  expect([two.facts[0]?.amount, two.sums]).toEqual([undefined, []]);
  expect(two.unsaid).toMatchObject([{ count: 1, why: expect.stringContaining('more than one unit') }]);
  expect(two.notes).toContain('1 link has no amount that is known or could be added up');
  const zones = await take(
    'source,target,amount,timestamp\nC,D,1,2026-05-01T23:30:00-05:00\nC,D,1,2026-05-02T01:00:00Z\nC,D,1,2026-05-02T03:00:00+05:00\n',
  );
  expect(zones.facts).toMatchObject([{ first: '2026-05-01 22:00:00Z', last: '2026-05-02 04:30:00Z' }]);
  const words = await take('source,target,amount,timestamp\nC,D,1,Friday\nC,D,1,2026-05-02\n');
  expect(words.facts).toMatchObject([{ first: '2026-05-02', last: '2026-05-02' }]);
  expect(words.unsaid).toMatchObject([{ count: 1, text: 'Friday', why: expect.stringContaining('no time') }]);
});

it('adds up what links rest on over more than one file, and says where it cannot', { timeout: 60_000 }, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const facts = async () => (await test.call('link.list', { caseId })).map((link) => link.facts);
  const load = async (name: string, rows: string) => {
    const ticket = test.ticketForBytes(name, `source,target,amount,currency,timestamp\n${rows}`);
    const { exhibitId } = await test.run('evidence.import', { caseId, ticket });
    const source = (await test.call('graph.sources', { caseId })).find((each) => each.exhibitId === exhibitId);
    const input = { boardId, datasetId: source?.datasetId as never, linkType: 'paid' };
    return { exhibitId, input, staged: (await test.run('graph.load', input)).staged };
  };
  const may = await load('may.csv', 'acc_A,acc_B,100.10,EUR,2026-05-01 10:00:00\n');
  const june = await load('june.csv', 'acc_A,acc_B,250.20,EUR,2026-06-01 10:00:00\n');
  const both = {
    exhibit: june.exhibitId,
    also: [may.exhibitId],
    count: 2,
    amount: { sum: '350.30', unit: 'EUR', values: 2 },
    first: '2026-05-01 10:00:00',
    last: '2026-06-01 10:00:00',
  };
  expect(await facts()).toEqual([both]);
  await test.run('graph.load', may.input);
  expect(await facts()).toEqual([both]);
  const july = await load('july.csv', 'acc_A,acc_B,9,USD,2026-07-01 10:00:00\n');
  expect(july.staged.unsaid).toMatchObject([{ count: 1, why: expect.stringContaining('known before') }]);
  expect((await facts())[0]).toMatchObject({ count: 3, last: '2026-07-01 10:00:00' });
  const { table } = await test.run('graph.analyse', { caseId, boardId, spec: { method: 'flows' } });
  expect([table.rows, table.notes.join(' ')]).toEqual([[], expect.stringContaining('1 link has no amount')]);
  const [link] = await test.call('link.list', { caseId });
  const kept = { id: link?.id as never, exhibits: [june.exhibitId] };
  expect((await test.call('link.update', { caseId, links: [kept] }))[0]?.facts).toBeNull();
});

it('reads hostile XML no further than where it turns hostile', () => {
  const read = (text: string) => {
    const [table] = readGraphXml(Buffer.from(text)).tables;
    return { rows: [...((table?.records() ?? []) as Iterable<unknown>)].length, notes: table?.notes.join(' ') ?? '' };
  };
  const start =
    '<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
  const graph = (inner: string) =>
    `${start}<graphml><graph edgedefault="directed"><node id="1"/>${inner}</graph></graphml>`;
  expect(read(graph('<node id="2"><data key="k">&b;</data></node>'))).toEqual({
    rows: 2,
    notes: expect.stringContaining('line 1 only: Invalid character entity'),
  });
  expect(read(graph('<node id="&f;"/>'))).toEqual({
    rows: 1,
    notes: expect.stringContaining('Invalid character entity'),
  });
  expect(read(graph('<a>'.repeat(1000)))).toEqual({
    rows: 1,
    notes: expect.stringContaining('nested more than 200 deep'),
  });
  expect(read(`<graphml><graph><node id="1"/><edge`)).toEqual({ rows: 1, notes: expect.stringContaining('only') });
});
