import { describe, expect, it } from 'vitest';
import { boardFiles } from '../../../../../electron/core/reports/companions/board.ts';
import { madeFile } from '../../../../../electron/core/reports/companions/file.ts';
import { indicatorsCsv } from '../../../../../electron/core/reports/companions/indicators.ts';
import { leaksInFiles } from '../../../../../electron/core/reports/companions/leaks.ts';
import { indicatorsStix } from '../../../../../electron/core/reports/companions/stix.ts';
import { ticketSummary } from '../../../../../electron/core/reports/companions/summary.ts';
import { asDocx } from '../../../../../electron/core/reports/working/docx.ts';
import { Tlp } from '../../../../../shared/contract/cases.ts';
import { reportModel } from '../../../../support/report-model.ts';
import { type StixObject, stixFaults } from '../../../../support/stix-rules.ts';
import { elementsOf } from '../../../../support/xml-elements.ts';
import { zipOf } from '../../../../support/zip.ts';

const AT = '2026-11-22T21:05:07.000Z';
const INDICATORS = [
  { type: 'ip', label: '192.0.2.7', note: 'Seen often', exhibits: ['E-0001'] },
  { type: 'ip', label: '2001:db8::7', note: '', exhibits: [] },
  { type: 'email', label: "o'neil@mail.example", note: '', exhibits: ['E-0002'] },
  { type: 'account', label: 'back\\slash', note: '', exhibits: ['E-0002'] },
  { type: 'wallet', label: 'bc1qexample', note: '', exhibits: ['E-0002'] },
  { type: 'person', label: 'J. Doe', note: '', exhibits: ['E-0002'] },
  { type: 'url', label: '=HYPERLINK("https://example.com")', note: '', exhibits: ['E-0002'] },
  { type: 'url', label: 'https://shop.example/?q=1&r=%20', note: '', exhibits: ['E-0002'] },
  { type: 'domain', label: 'bücher.example', note: '', exhibits: ['E-0002'] },
  { type: 'domain', label: 'shop[.]example', note: '', exhibits: ['E-0002'] },
  { type: 'hash', label: 'D41D8CD98F00B204E9800998ECF8427E', note: '', exhibits: ['E-0002'] },
  { type: 'hash', label: 'ab'.repeat(32), note: '', exhibits: ['E-0002'] },
  { type: 'hash', label: 'abc', note: '', exhibits: ['E-0002'] },
  { type: 'organisation', label: 'Example Ltd', note: '', exhibits: [] },
] as never;
const REPORT = {
  title: 'C-0001 Open',
  tlp: 'AMBER+STRICT',
  printedAt: AT,
  preparedBy: 'R. Okafor',
  pdf: { name: 'a.pdf', sha256: 'ab'.repeat(32) },
} as const;
/** As Python's `uuid.uuid5` has it. */
const UUID_OF_ADDRESS = 'ipv4-addr--fe609036-dbde-52d8-a120-35d115a7d338';
describe('indicators as STIX 2.1', () => {
  const bundle = JSON.parse(indicatorsStix(INDICATORS, REPORT));
  const of = (type: string) => bundle.objects.filter((each: { type: string }) => each.type === type);

  it('keep to the standard, under each label', () => {
    for (const tlp of Tlp.options)
      expect(stixFaults(JSON.parse(indicatorsStix(INDICATORS, { ...REPORT, tlp })))).toEqual([]);
    expect(stixFaults(JSON.parse(indicatorsStix([], REPORT)))).toEqual([]);
  });
  it.each<[string, (object: StixObject) => object]>([
    ['an id of another type', ({ id }) => ({ id: id.replace(/^[^-]+/, 'identity') })],
    ['an id that its value does not have', ({ id }) => ({ id: `${id.slice(0, -1)}${id.endsWith('0') ? 1 : 0}` })],
    ['an empty list', () => ({ object_marking_refs: [] })],
    ['a label that is not there', () => ({ object_marking_refs: [`marking-definition--${crypto.randomUUID()}`] })],
    ['a property of its own', () => ({ seen: 'often' })],
    ['another version', () => ({ spec_version: '2.0' })],
  ])('and the check of it tells of %s', (_, change) => {
    const objects = bundle.objects.map((each: StixObject) =>
      each.type === 'ipv4-addr' ? { ...each, ...change(each) } : each,
    );
    expect(stixFaults({ ...bundle, objects })).not.toEqual([]);
  });
  it('are statements of this report: no id of the next has another content', () => {
    const next = JSON.parse(
      indicatorsStix(INDICATORS, {
        ...REPORT,
        printedAt: '2026-11-23T00:00:00.000Z',
        pdf: { name: 'b.pdf', sha256: 'cd'.repeat(32) },
      }),
    );
    const before = new Map(bundle.objects.map((each: StixObject) => [each.id, each]));
    const again = next.objects.filter(({ id }: StixObject) => before.has(id));
    expect(new Set(again.map(({ type }: StixObject) => type)).has('indicator')).toBe(false);
    for (const each of again) expect(each).toEqual(before.get(each.id));
  });
  it('have of each value an observable and a pattern, and of a person neither', () => {
    expect(of('indicator').map(({ pattern }: { pattern: string }) => pattern)).toEqual([
      "[ipv4-addr:value = '192.0.2.7']",
      "[ipv6-addr:value = '2001:db8::7']",
      "[email-addr:value = 'o\\'neil@mail.example']",
      "[user-account:account_login = 'back\\\\slash']",
      "[x-redthread-item:value = 'bc1qexample' AND x-redthread-item:x_redthread_type = 'wallet']",
      // What STIX has a property for, and its rules do not hold to be such a value, is an item of the extension.
      "[x-redthread-item:value = '=HYPERLINK(\"https://example.com\")' AND x-redthread-item:x_redthread_type = 'url']",
      "[url:value = 'https://shop.example/?q=1&r=%20']",
      "[domain-name:value = 'bücher.example']",
      "[x-redthread-item:value = 'shop[.]example' AND x-redthread-item:x_redthread_type = 'domain']",
      "[file:hashes.'MD5' = 'D41D8CD98F00B204E9800998ECF8427E']",
      `[file:hashes.'SHA-256' = '${'ab'.repeat(32)}']`,
      "[x-redthread-item:value = 'abc' AND x-redthread-item:x_redthread_type = 'hash']",
    ]);
    expect(of('identity').map(({ name }: { name: string }) => name)).toEqual([
      'R. Okafor',
      'Redthread',
      'J. Doe',
      'Example Ltd',
    ]);
    // The identifier that every producer gives this address (STIX 2.1, 2.9): UUID 5 over {"value":"192.0.2.7"}.
    expect(of('ipv4-addr')[0].id).toBe(UUID_OF_ADDRESS);
  });
  it('bear the label of the edition, as TLP 2.0 is marked', () => {
    const [marking] = of('marking-definition');
    expect(marking.id).toBe('marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003');
    expect(Object.values(marking.extensions)).toEqual([
      { extension_type: 'property-extension', tlp_2_0: 'amber+strict' },
    ]);
    for (const each of [...of('indicator'), ...of('report'), ...of('ipv4-addr')])
      expect(each.object_marking_refs).toEqual([marking.id]);
    expect(of('report')[0].external_references[0].description).toContain('ab'.repeat(32));
  });
  it('are the same for the same report', () => {
    expect(indicatorsStix(INDICATORS, REPORT)).toBe(indicatorsStix(INDICATORS, REPORT));
  });
});

describe('indicators as CSV', () => {
  it('have a line each, and a cell that a spreadsheet would run is made safe and told of', () => {
    const { bytes, note } = indicatorsCsv(INDICATORS, 'TLP:RED', 'C-0001');
    const lines = Buffer.from(bytes).toString('utf8').trim().split('\r\n');
    expect(lines[1]).toBe('ip,192.0.2.7,,E-0001,Seen often,TLP:RED');
    expect(lines).toContain(`url,"'=HYPERLINK(""https://example.com"")",,E-0002,,TLP:RED`);
    expect(note).toContain('1 cell begins with an apostrophe');
  });
});

describe('a board as GraphML', () => {
  const face = (kind: string, more: object) => ({ kind, ...more });
  const rect = { x: 0, y: 0, width: 10, height: 10 };
  const things = [
    { id: 'n1', rect, face: face('entity', { type: 'account', label: 'a<b>&"', byHand: false }) },
    { id: 'n2', rect, face: face('note', { text: 'line\u0001end' }) },
    { id: 'n3', rect, face: face('frame', { name: 'Group', count: '2' }) },
  ];
  const link = (id: string, from: string, to: string, more: object = {}) => ({
    ...{ id, from: { id: from }, to: { id: to }, words: 'pays', direction: 'forward', exhibits: ['E-0001'] },
    ...more,
  });
  const links = [link('e1', 'n1', 'n2'), link('e2', 'n1', 'n3'), link('e3', 'n2', 'n1', { words: null, times: 3 })];
  const board = { title: 'Main', things, links } as never;

  it('says once what all links are, and of each link only where they differ', () => {
    const drawn = (...directions: readonly string[]) => {
      const of = directions.map((direction, at) => link(`e${at}`, 'n1', 'n2', { direction }));
      const [file] = boardFiles({ board: { title: 'Main', things, links: of } as never, figures: [] }, 'C-0001');
      const text = Buffer.from(file?.bytes ?? []).toString('utf8');
      return [
        /edgedefault="(\w+)"/.exec(text)?.[1],
        [...text.matchAll(/ directed="(\w+)"/g)].map(([, is]) => is),
        file?.note,
      ];
    };
    expect(drawn('none', 'none')).toEqual(['undirected', [], undefined]);
    expect(drawn('forward', 'both')).toEqual(['directed', [], undefined]);
    expect(drawn('none', 'forward')).toEqual(['directed', ['false', 'true'], expect.stringContaining('NetworkX')]);
  });

  it('keeps to the schema: each key is declared, each edge joins nodes that are there', async () => {
    const [file] = boardFiles({ board, figures: [] }, 'C-0001');
    const all = await elementsOf(Buffer.from(file?.bytes ?? []).toString('utf8'));
    expect(all[0]).toMatchObject({ name: 'graphml', attributes: { xmlns: 'http://graphml.graphdrawing.org/xmlns' } });
    const of = (name: string) => all.filter((each) => each.name === name);
    const keys = new Map(of('key').map(({ attributes }) => [attributes['id'], attributes['for']]));
    for (const { attributes } of of('key'))
      expect(['boolean', 'int', 'long', 'float', 'double', 'string']).toContain(attributes['attr.type']);
    for (const { attributes, within } of of('data')) expect(keys.get(attributes['key'] ?? '')).toBe(within);
    const nodes = new Set(of('node').map(({ attributes }) => attributes['id']));
    expect([...nodes]).toEqual(['n1', 'n2']);
    for (const { attributes } of of('edge'))
      for (const end of ['source', 'target']) expect(nodes.has(attributes[end])).toBe(true);
    expect(of('edge').length).toBe(2);
    expect(file?.note).toContain('1 link of the board');
    const told = of('data').map(({ text }) => text);
    for (const words of ['a<b>&"', 'line⟨U+0001⟩end', 'pays', '3 links', 'E-0001']) expect(told).toContain(words);
  });
});

describe('the summary for a ticket', () => {
  it('says what the edition prints, under its label at both ends', () => {
    const of = { pdf: { name: 'a.pdf', sha256: 'ab'.repeat(32) }, copyNumber: 4 };
    const text = ticketSummary(reportModel({ edition: 'executive', draft: 2 }), of);
    expect(text).toMatch(/^\[TLP:AMBER\+STRICT \| DRAFT: 2 open points \| copy 4 for M\. Lindqvist\]\n/);
    expect(text.trimEnd().endsWith('[TLP:AMBER+STRICT]')).toBe(true);
    expect(text).toContain('- F-1: The eleven accounts are operated by one group');
    expect(text).toContain(`SHA-256: ${'ab'.repeat(32)}`);
    const short = ticketSummary(reportModel({ edition: 'legal', sections: ['scope'] }), of);
    expect(short).not.toContain('F-1');
  });
});

describe('the leak test of what goes beside', () => {
  const secrets = { values: [{ value: 'Mara Kessler', label: '[REDACTED-01]' }], patterns: [] };
  const docx = (text: string) =>
    asDocx([{ kind: 'text', look: 'plain', runs: [{ text: text.slice(0, 4), bold: true }, { text: text.slice(4) }] }], {
      ...{ name: 'a.pdf', sha256: 'ab'.repeat(32), title: 'T', tlp: 'TLP:RED', caveat: '', copy: '', draft: 0 },
      ...{ preparedBy: 'R', program: 'P', paper: 'a4' },
    });
  it.each([
    ['a.csv', 'who\r\n"Mara ""Kessler"""\r\n'],
    ['a.json', '{"name":"Mara \\u004bessler"}'],
    ['a.json', '{"Mara Kessler":1}'],
    ['a.graphml', '<graphml><data key="k">Mara&#32;Kess&#x6c;er</data></graphml>'],
    ['a.graphml', '<graphml><node id="Mara Kessler"/></graphml>'],
    ['a.md', '**Mara** Kessler'],
    ['a.txt', 'MARA KESSLER'],
    ['Mara Kessler.txt', 'nothing'],
  ])('finds a secret in %s: %s', async (name, text) => {
    const found = await leaksInFiles([madeFile(name, 'x', 'text/plain', text)], secrets, new Set());
    expect(found.length).toBeGreaterThan(0);
    expect(await leaksInFiles([madeFile('b.txt', 'x', 'text/plain', 'open words')], secrets, new Set())).toEqual([]);
  });
  it('takes no identifier of the program for a secret that it holds by chance, and a value of that form for one', async () => {
    const uuid = '0190ac15-7b1d-4c3e-8a2b-6f1d0e9c7a55';
    const short = { values: [{ value: 'ac15', label: '[REDACTED-02]' }], patterns: [] };
    const whole = { values: [{ value: uuid, label: '[REDACTED-03]' }], patterns: [] };
    const stix = (value: string) => [
      madeFile(
        'a.stix.json',
        'x',
        'x',
        JSON.stringify({ id: `indicator--${uuid}`, object_refs: [`url--${uuid}`], value }),
      ),
    ];
    const graph = (label: string) => [
      madeFile(
        'a.graphml',
        'x',
        'x',
        `<g><node id="${uuid}"><data key="k">${label}</data></node><edge source="${uuid}"/></g>`,
      ),
    ];
    const word = (text: string) => [
      madeFile(
        'a.docx',
        'x',
        'x',
        zipOf([
          {
            name: 'word/document.xml',
            bytes: `<w:p><w:hyperlink r:id="rId7x-ac15_q"><w:t>${text}</w:t></w:hyperlink></w:p>`,
          },
        ]),
      ),
    ];
    for (const files of [stix, graph, word]) {
      expect(await leaksInFiles(files('open'), short, new Set())).toEqual([]);
      expect(await leaksInFiles(files('ac15'), short, new Set())).not.toEqual([]);
      expect(await leaksInFiles(files('open'), whole, new Set())).toEqual([]);
      expect(await leaksInFiles(files(uuid), whole, new Set())).not.toEqual([]);
    }
  });
  it('takes a Word document apart, over runs and in its properties', async () => {
    const file = (bytes: Uint8Array) => [madeFile('a.docx', 'x', 'x', bytes)];
    expect((await leaksInFiles(file(await docx('Mara Kessler')), secrets, new Set())).length).toBeGreaterThan(0);
    expect(await leaksInFiles(file(await docx('open words')), secrets, new Set())).toEqual([]);
  });
  it('tells of a picture that the edition does not show', async () => {
    const picture = madeFile('a.png', 'x', 'image/png', Buffer.from('a picture'));
    expect(await leaksInFiles([picture], secrets, new Set([picture.sha256]))).toEqual([]);
    expect(await leaksInFiles([picture], secrets, new Set())).toEqual([
      'a.png, its text: a picture that the edition does not show',
    ]);
  });
});
