import { readFileSync } from 'node:fs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../../shared/contract/commands.ts';
import type { CaseId, LinkId } from '../../../../shared/contract/values.ts';
import { flowScene, onwards } from '../../../../shared/domain/tracing/flow-scene.ts';
import type { TransferMapping } from '../../../../shared/domain/tracing/transfer-mapping.ts';
import { valueTables } from '../../../../shared/domain/tracing/values.ts';
import { staleWords, unitsText } from '../../../../shared/domain/tracing/words.ts';
import { bundleOf } from '../../../support/bundled-case.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

const address = (name: string): string => `0x${Buffer.from(name.padEnd(20, '.')).toString('hex')}`;
const [VICTIM, THIEF, MIXER, EXCHANGE, POOL, ELSE] = ['victim', 'thief', 'mixer', 'exchange', 'pool', 'else'].map(
  address,
) as [string, string, string, string, string, string];
const peel = (n: number): string => address(`peel${n}`);
let minute = 0;
const pay = (from: string, to: string, amount: string, status = 'ok'): string =>
  `0x${(++minute).toString(16).padStart(64, '0')},${from},${to},${amount},ETH,0.01,2026-03-01 10:${String(minute).padStart(2, '0')}:00Z,${status}`;
/** 100 are taken, peeled over three addresses, partly gathered with other money, mixed, and cashed out. */
const ACCOUNTS = [
  'transaction,from,to,amount,currency,fee,time,status',
  pay(ELSE, VICTIM, '150'),
  pay(VICTIM, THIEF, '100'),
  pay(THIEF, peel(1), '99.5', 'failed'),
  pay(THIEF, peel(1), '99.9'),
  pay(peel(1), EXCHANGE, '5'),
  pay(peel(1), peel(2), '94.8'),
  pay(peel(2), EXCHANGE, '4'),
  pay(peel(2), peel(3), '90.7'),
  pay(ELSE, POOL, '30'),
  pay(peel(3), POOL, '50'),
  pay(peel(3), MIXER, '40'),
  pay(POOL, EXCHANGE, '60'),
  pay(EXCHANGE, ELSE, '1000'),
].join('\n');
/** The same story over coins: a theft, a peel, and a gathering with somebody else's coin. */
const COINS = [
  'tx,sender,receiver,amount,n,time',
  ...['t1,victim,,10,0', 't1,,thief,9.9,1'].map((row) => `${row},2026-03-01 10:00:00Z`),
  ...['t2,thief,,9.9,0', 't2,,shop,0.9,1', 't2,,change,8.99,2'].map((row) => `${row},2026-03-01 11:00:00Z`),
  ...['t3,change,,8.99,0', 't3,other,,1,1', 't3,,exchange,6,2', 't3,,rest,3.98,3'].map(
    (row) => `${row},2026-03-01 12:00:00Z`,
  ),
].join('\n');

let test: TestCore;
let caseId: CaseId;
const put = async (name: string, csv: string, over: object = {}) => {
  const made = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, csv) });
  const datasetId = (await test.call('dataset.list', { caseId })).find(({ exhibitId }) => exhibitId === made.exhibitId)
    ?.id as never;
  const found = (await test.call('transfer.sources', { caseId })).find((each) => each.datasetId === datasetId);
  await test.run('transfer.map', { datasetId, mapping: { ...(found?.suggested as TransferMapping), ...over } });
};
const asset = async (symbol: string): Promise<string> =>
  (await test.run('transfer.assets', { caseId })).find((each) => each.symbol === symbol)?.key ?? '';
const STOPS = [
  { account: EXCHANGE, reason: 'exchange' as const, label: 'Exchange A' },
  { account: MIXER, reason: 'mixer' as const, label: '' },
];

beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test, 'Theft');
  await put('theft.csv', ACCOUNTS);
  await put('coins.csv', COINS, { asset: 'BTC', chain: 'bitcoin', model: 'coins' });
});
afterAll(() => test[Symbol.asyncDispose]());
const spec = async (over: Partial<Input<'trace.run'>['spec']> = {}): Promise<Input<'trace.run'>['spec']> => ({
  ...{ asset: await asset('ETH'), sources: [{ account: VICTIM }], hops: 8, stops: STOPS, ...over },
});

describe('a planted theft', { timeout: 120_000 }, () => {
  it('is followed over accounts to where it stops, and every table balances', async () => {
    const { trace } = await test.run('trace.run', { caseId, spec: await spec() });
    expect(trace.balances).toBe(true);
    const sum = (units?: string): string => unitsText(units ?? '', trace.asset.places);
    const of = (name: string) => trace.accounts.find(({ account }) => account === name);
    expect(of(EXCHANGE)).toMatchObject({ stop: 'exchange: Exchange A' });
    expect(sum(of(MIXER)?.received.by.fifo)).toBe('40');
    // 9 by the peels; of the pool first the other 30 leaves.
    expect([sum(of(EXCHANGE)?.received.by.fifo), sum(of(EXCHANGE)?.received.by.lifo)]).toEqual(['39', '59']);
    expect(of(EXCHANGE)?.passedOn.haircut).toBe('0');
    expect(trace.transfers.every(({ exhibit, row }) => exhibit === 'E-0001' && row > 0)).toBe(true);
    expect(trace.method.join(' ')).toContain('E-0001');
    expect(trace.limits.join(' ')).toContain('paid more than the files show');
    expect(trace.limits.join(' ')).toContain('1 of the transfers is failed or pending by its status and moved nothing');
  });
  it('is followed over coins', async () => {
    const { trace } = await test.run('trace.run', {
      caseId,
      spec: { asset: await asset('BTC'), model: 'coins', sources: [{ account: 'victim' }], hops: 8 },
    });
    expect(trace.balances).toBe(true);
    const by = (name: string) => trace.accounts.find(({ account }) => account === name)?.received.by;
    const sum = (units?: string): string => unitsText(units ?? '', trace.asset.places);
    expect(trace.transfers.find(({ to }) => to === 'exchange')?.from).toBe('change + other');
    expect(flowScene(trace, { width: 900, size: 12, method: 'fifo' }).alternative).toContain('5 flows');
    // What the thief received may go on to the last outputs, and none of it is the shop's.
    const first = trace.transfers.findIndex(({ to }) => to === 'change');
    expect([...onwards(trace, first)].map((at) => trace.transfers[at]?.to)).toEqual(['change', 'exchange', 'rest']);
    expect([sum(by('exchange')?.fifo), sum(by('rest')?.fifo), sum(by('rest')?.tiho)]).toEqual(['6', '2.99', '2.99']);
    const back = await test.run('trace.run', {
      caseId,
      spec: {
        asset: await asset('BTC'),
        model: 'coins',
        direction: 'backwards',
        sources: [{ account: 'rest' }],
        hops: 8,
      },
    });
    expect(back.trace.balances).toBe(true);
    expect(back.trace.accounts.map(({ account }) => account)).toContain('victim');
  });
  it('stops at what lists of labels say, and shows those that differ', async () => {
    const list = async (name: string, text: string) => {
      const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
      return (await test.call('evidence.list', { caseId })).find(({ id }) => id === exhibitId)?.sha256 as string;
    };
    const pack = await list(
      'pack.yaml',
      `label: Pot A\ncurrency: ETH\nlastmod: 2026-01-02\nconfidence: web_crawl\nsource: example.com\ncategory: mixing_service\ntags:\n- address: '${MIXER}'\n- address: '${POOL}'\n  category: user\n  label: Own pool\n`,
    );
    const own = await list('own.csv', `address,label,category\n${MIXER},Not a pot,\n${EXCHANGE},Exchange A,exchange\n`);
    const asked = await spec({ stops: [], lists: [pack, own], stopAt: ['mixer', 'exchange'] });
    const { trace } = await test.run('trace.run', { caseId, spec: asked });
    const of = (name: string) => trace.accounts.find(({ account }) => account === name);
    expect([of(MIXER)?.stop, of(EXCHANGE)?.stop, of(POOL)?.stop]).toEqual([
      expect.stringMatching(/^mixer: Pot A \(E-\d+\)$/),
      expect.stringMatching(/^exchange: Exchange A \(E-\d+\)$/),
      '',
    ]);
    expect(of(MIXER)?.labels.map(({ text, date, confidence }) => [text, date, confidence])).toEqual([
      ['Pot A', '2026-01-02', 'web_crawl'],
      ['Not a pot', '', ''],
    ]);
    expect(of(EXCHANGE)?.passedOn.haircut).toBe('0');
    expect(trace.limits.join(' ')).toContain(`Labels differ on ${MIXER}`);
    expect(trace.limits.join(' ')).toContain('are of another chain than the files tell, which name none');
    expect(trace.method.join(' ')).toContain('at accounts that a list labels as exchange, mixer');
    const [first] = (await test.call('evidence.list', { caseId })).filter(({ label }) => label === 'E-0001');
    await expect(
      test.run('trace.run', { caseId, spec: { ...asked, lists: [first?.sha256 as string] } }),
    ).rejects.toMatchObject({ code: 'unsupported' });
  });
  it('shows its peeling chain with the rows that prove it, and is saved as a table', async () => {
    const { patternsId, found } = await test.run('trace.patterns', {
      caseId,
      search: { asset: await asset('ETH'), links: 2 },
    });
    const chain = found.findings.find(({ pattern }) => pattern === 'peeling');
    expect(chain).toMatchObject({ accounts: [peel(1), peel(2), peel(3)], amount: '99.9' });
    expect(chain?.rows).toMatchObject([{ exhibit: 'E-0001', rows: '4-8' }]);
    const exhibit = await test.call('trace.freezePatterns', { patternsId, title: 'Shapes' });
    expect(exhibit.note).toContain('no proof');
    expect(exhibit.note).toContain(
      'Peeling chain 1 (counted from its rows: the shape is a fact, its meaning is not judged)',
    );
    const coins = await test.run('trace.patterns', { caseId, search: { asset: await asset('BTC'), model: 'coins' } });
    expect(coins.found.findings).toMatchObject([{ pattern: 'cluster', accounts: ['change', 'other'], confidence: 50 }]);
  });
  it('puts a pattern on a board with its rows, and into a finding, with one table behind both', async () => {
    const before = caseId;
    caseId = await newCase(test, 'Shapes');
    try {
      await put('theft.csv', ACCOUNTS);
      const { patternsId, found } = await test.run('trace.patterns', {
        caseId,
        search: { asset: await asset('ETH'), links: 2 },
      });
      const at = found.findings.findIndex(({ pattern }) => pattern === 'peeling');
      await expect(test.call('trace.placePatterns', { patternsId, places: [999] })).rejects.toMatchObject({
        code: 'not-found',
      });
      const { exhibit, total } = await test.call('trace.placePatterns', { patternsId, places: [at] });
      expect([exhibit.label, total.links.made, total.entities.made]).toEqual(['E-0002', 5, 5]);
      const [{ id: theft } = { id: '' }] = (await test.call('evidence.list', { caseId })).filter(
        ({ label }) => label === 'E-0001',
      );
      for (const { exhibits, rows } of await test.call('link.list', { caseId })) {
        expect(exhibits).toEqual(expect.arrayContaining([exhibit.id, theft]));
        expect(Object.values(rows ?? {})[0]).toMatch(/^[4-8]$/);
      }
      const made = await test.call('trace.patternsFinding', { patternsId, places: [at] });
      expect(made.exhibit.id).toBe(exhibit.id);
      expect(made.finding.claim).toBe(`Peeling chain: ${peel(1)} and 2 others, 99.9 ETH`);
      expect(made.finding.explanation).toContain('E-0001 theft 4-8');
      expect(made.finding.explanation).toContain('A pattern is a shape and no proof');
      expect(made.finding.explanation).toContain(
        'Counted from its rows: the shape is a fact, its meaning is not judged.',
      );
      expect(made.finding.exhibitLabels).toEqual(['E-0002', 'E-0001']);
      await expect(test.call('trace.placePatterns', { patternsId, places: [at] })).rejects.toMatchObject({
        code: 'conflict',
      });
    } finally {
      caseId = before;
    }
  });
  it('is valued by prices of a file, by a rule that is told, and never at 0 where there is none', async () => {
    const before = caseId;
    caseId = await newCase(test, 'Prices');
    try {
      const paid = [
        'v,a,1.5,2026-03-01 10:00:00Z',
        'a,b,1.234567890123456789,2026-03-02 09:00:00Z',
        'b,c,1,2026-03-09 00:00:00Z',
      ];
      await put(
        'paid.csv',
        `transaction,from,to,amount,currency,time\n${paid.map((row, at) => `t${at},${row.replace(/,(?=2026)/, ',ETH,')}`).join('\n')}\n`,
      );
      const priced = async (name: string, rows: string) => {
        const { exhibitId } = await test.run('evidence.import', {
          caseId,
          ticket: test.ticketForBytes(name, `date,asset,currency,price,source\n${rows}`),
        });
        return (await test.call('evidence.list', { caseId })).find(({ id }) => id === exhibitId)?.sha256 as string;
      };
      const first = await priced(
        'prices.csv',
        '2026-03-01,ETH,USD,2000.10,example.com\n2026-03-02T08:59:59Z,eth,usd,2100,x\n2026-03-02T09:00:01Z,ETH,USD,9999,x\n2026-03-02,ETH,EUR,7,x\n03/04/2026,ETH,USD,5,x\n',
      );
      const second = await priced('other.csv', '2026-03-01,ETH,USD,1,x\n');
      const asked = await spec({ sources: [{ account: 'v' }], stops: [], prices: [first, second], currency: 'usd' });
      const { traceId, trace } = await test.run('trace.run', { caseId, spec: asked });
      expect(trace.transfers.map(({ priced: of }) => of && [of.price, of.list, of.line])).toEqual([
        ['2000.10', 'E-0002', 2],
        ['2100', 'E-0002', 3],
        null,
      ]);
      expect(trace.prices).toMatchObject({ currency: 'USD', without: 1 });
      expect(trace.method.at(-1)).toContain(
        'latest price of ETH that is not later than the payment and is of its day in UTC',
      );
      const limits = trace.limits.join(' ');
      expect(limits).toContain('1 payment of 3 has no price by that rule, and no value in USD');
      expect(limits).toContain('For 1 moment prices differ');
      expect(limits).toContain('E-0002: 1 line is no price, such as line 6: its date, "03/04/2026"');
      const csv = (
        await test.collect((await test.call('trace.export', { of: { traceId }, format: 'csv' })).ticket)
      ).toString();
      // 1.5 x 2000.10 and 1.234567890123456789 x 2100, exact.
      expect(
        csv
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((line) => line.split(',').at(-1)),
      ).toEqual(['3000.15', '2592.5925692592592569', '""']);
      expect(
        flowScene(trace, { width: 900, size: 12, method: 'fifo' }).shapes.flatMap((each) =>
          each.is === 'text' ? [each.text] : [],
        ),
      ).toEqual(expect.arrayContaining(['3000.15 USD', '2592.59 USD', 'no price']));
      const tables = valueTables(trace);
      const hops = tables?.hops.map(({ hop, values, without }) => [hop, values[2], without]);
      expect([tables?.methods[2], hops]).toEqual([
        'fifo',
        [
          [1, '3000.15', ''],
          [2, '2592.59', ''],
          [3, 'no price', '1 payment: 1 ETH'],
        ],
      ]);
      expect(tables?.accounts.map(({ account, values }) => [account, values[2]])).toEqual([
        ['a', '3000.15'],
        ['b', '2592.59'],
        ['c', 'no price'],
      ]);
      const older = await test.run('trace.run', { caseId, spec: { ...asked, priceDays: 7 } });
      expect(older.trace.transfers.at(-1)?.priced?.price).toBe('9999');
      await expect(test.run('trace.run', { caseId, spec: { ...asked, currency: '' } })).rejects.toMatchObject({
        code: 'bad-request',
      });
      await expect(test.run('trace.run', { caseId, spec: { ...asked, currency: 'GBP' } })).rejects.toMatchObject({
        code: 'not-found',
      });
      await test.call('trace.freeze', { traceId, title: 'Valued' });
      const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
      const printed = (await readPdf(await test.collect(ticket))).pages.join('\n');
      // By five methods and in the band: an amount is never broken.
      expect(printed.match(/(?<!\d)1\.234567890123456789(?!\d)/g)?.length).toBeGreaterThanOrEqual(7);
      expect(printed).not.toMatch(/1\.23\d{0,15}\s/);
      const text = printed.replaceAll(/\s+/g, '');
      expect(text).toContain('3000.15USDat2000.10of2026-03-01(E-0002line2,example.com)');
      expect(text).toContain('noprice');
      expect(text).toContain('Valuebyaccount,USD');
      expect(text).toContain('withoutaprice1payment:1ETH');
    } finally {
      caseId = before;
    }
  });
  it('puts on a link of several payments the band that its table shows', async () => {
    const before = caseId;
    try {
      caseId = await newCase(test, 'Band');
      const rows = ['clean,A,5', 'thief,A,3', 'clean,A,2', 'A,X,4', 'clean,A,1', 'A,X,5'].map(
        (row, at) => `t${at},${row},ETH,2026-03-01 10:0${at}:00Z`,
      );
      await put('band.csv', ['transaction,from,to,amount,currency,time', ...rows].join('\n'));
      const asked = { asset: await asset('ETH'), sources: [{ account: 'thief' }] };
      const { trace, traceId } = await test.run('trace.run', { caseId, spec: asked });
      const received = trace.accounts.find(({ account }) => account === 'X')?.received;
      expect([received?.least, received?.most].map((units) => unitsText(units ?? '', trace.asset.places))).toEqual([
        '1',
        '3',
      ]);
      const { id: exhibitId } = await test.call('trace.freeze', { traceId, title: 'Band' });
      const { boardId } = await test.call('case.get', { caseId });
      await test.run('trace.place', { exhibitId, boardId });
      const labels = (await test.call('link.list', { caseId })).map(({ label }) => label);
      expect(labels.find((label) => label.includes('2.'))).toMatch(/^traced 2\.\d+ ETH \(Haircut, 1 to 3\)$/);
      const check = async () =>
        (await test.run('report.check', { caseId, edition: 'legal' })).filter(({ code }) => code === 'stale-link');
      expect(await check()).toEqual([]);
      // Words of an earlier reckoning, and words of a person, which are nobody else's to set.
      const [banded, own] = await test.call('link.list', { caseId });
      const old = banded?.label.replace(/\(Haircut.*\)/, '(Haircut, 0.5 to 9)') ?? '';
      await test.call('link.update', {
        caseId,
        links: [
          { id: banded?.id as LinkId, label: old },
          { id: own?.id as LinkId, label: 'traced by hand' },
        ],
      });
      const [point, more] = await check();
      expect([point?.words, more]).toEqual([
        `1 link on the board says an amount or a band that its trace does not give: paid to: ${old}. Put the saved trace on the board again, which sets the words anew.`,
        undefined,
      ]);
      expect(await test.run('trace.previewPlace', { exhibitId, boardId })).toMatchObject({ relabelled: 1 });
      expect(await test.run('trace.place', { exhibitId, boardId })).toMatchObject({ relabelled: 1 });
      const mended = new Map((await test.call('link.list', { caseId })).map(({ id, label }) => [id, label]));
      expect([mended.get(banded?.id as LinkId), mended.get(own?.id as LinkId)]).toEqual([
        banded?.label,
        'traced by hand',
      ]);
      expect(await check()).toEqual([]);
    } finally {
      caseId = before;
    }
  });
  it('is saved, verified, run again, exported and printed', async () => {
    const made = await test.run('trace.run', { caseId, spec: await spec() });
    const exhibit = await test.call('trace.freeze', { traceId: made.traceId, title: 'Where it went' });
    await expect(test.call('trace.freeze', { traceId: made.traceId, title: 'Where it went' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const again = await test.run('trace.rerun', { exhibitId: exhibit.id });
    expect([again.same, again.sameInputs]).toEqual([true, true]);
    const { boardId } = await test.call('case.get', { caseId });
    const asked = { exhibitId: exhibit.id, boardId };
    const counts = await test.run('trace.previewPlace', asked);
    expect([counts.total.entities.made, counts.total.links.made, counts.notes]).toEqual([8, 9, []]);
    expect((await test.call('link.list', { caseId })).length).toBe(0);
    const { change: _, ...placed } = await test.run('trace.place', asked);
    expect(placed).toEqual(counts);
    const named = new Map(
      (await test.call('entity.list', { caseId })).map(({ id, label, type }) => [id as string, { label, type }]),
    );
    const link = (await test.call('link.list', { caseId })).find(
      ({ from, to }) => named.get(from.id)?.label === POOL && named.get(to.id)?.label === EXCHANGE,
    );
    expect(named.get(link?.from.id ?? '')?.type).toBe('wallet');
    expect(link?.label).toMatch(/^traced 37\.\d+ ETH \(Haircut, 30 to 50\)$/);
    expect(link?.facts).toMatchObject({ count: 1, amount: { sum: '60', unit: 'ETH' } });
    expect(link?.exhibits).toContain(exhibit.id);
    expect(Object.values(link?.rows ?? {})).toEqual(['12']);
    await expect(test.run('trace.place', asked)).rejects.toMatchObject({ code: 'conflict' });
    const csv = await test.call('trace.export', { of: { exhibitId: exhibit.id }, format: 'csv' });
    expect((await test.collect(csv.ticket)).toString()).toContain(`${THIEF},${peel(1)},99.9,0.01,E-0001,4`);
    const svg = await test.call('trace.export', {
      of: { traceId: made.traceId },
      format: 'svg',
      method: 'fifo',
      collapse: true,
    });
    const drawing = (await test.collect(svg.ticket)).toString();
    expect([drawing.slice(0, 4), drawing.includes('>exchange<'), drawing.includes('first in, first out')]).toEqual([
      '<svg',
      true,
      true,
    ]);
    await expect(
      test.call('trace.export', { of: { traceId: made.traceId }, format: 'svg', method: 'tiho' }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
    const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
    const text = (await readPdf(await test.collect(ticket))).pages.join('').replaceAll(/\s+/g, '');
    for (const words of [MIXER, EXCHANGE, 'Clayton', 'balances', 'over-claims', 'Reconciliation'])
      expect(text).toContain(words);
    expect(text).not.toContain('DOESNOTBALANCE');
  });
  it('is printed of coins too, drawn by the methods that were chosen, and its tables balance', async () => {
    const { traceId, trace } = await test.run('trace.run', {
      caseId,
      spec: {
        ...{ asset: await asset('BTC'), model: 'coins', sources: [{ account: 'victim' }], hops: 8 },
        stops: [
          { account: 'exchange', reason: 'exchange', label: 'Exchange B' },
          { account: 'rest', reason: 'mixer' },
        ],
      },
    });
    expect(trace.accounts.flatMap(({ stop }) => (stop === '' ? [] : [stop]))).toEqual(
      expect.arrayContaining(['exchange: Exchange B', 'mixer']),
    );
    const chosen = { traceId, title: 'Where the coins went' };
    await expect(test.call('trace.freeze', { ...chosen, drawnBy: ['lowest'] })).rejects.toMatchObject({
      code: 'bad-request',
    });
    const { id, label } = await test.call('trace.freeze', { ...chosen, drawnBy: ['fifo', 'tiho'] });
    const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
    const text = (await readPdf(await test.collect(ticket))).pages.join('').replaceAll(/\s+/g, '');
    await test.call('report.update', { caseId, figureId: id, figureCaption: 'Where the coins went' });
    const short = await test.run('report.print', { caseId, edition: 'executive' });
    const [first = ''] = (await readPdf(await test.collect(short.ticket))).pages;
    for (const words of ['Source', 'Step 1', 'Money flow by first in, first out', 'Where the coins went'])
      expect(first.replaceAll(/\s+/g, ' ')).toContain(words);
    const [, section = ''] = text.split(/Wherethecoinswent(?=.{0,400}Method)/s);
    for (const words of ['Moneyflow,byfirstin,firstout', 'Moneyflow,bytaintin,highestout', 'ExchangeB'])
      expect(text, words).toContain(words);
    expect([label, section.includes('DOESNOTBALANCE')]).toEqual([label, false]);
    expect(text).toContain('tiho'.toUpperCase());
    const { trace: kept } = await test.call('trace.frozen', { exhibitId: id });
    expect([kept.drawnBy, kept.balances, staleWords(kept)]).toEqual([['fifo', 'tiho'], true, null]);
    expect(staleWords({ ...kept, rules: 1 })).toContain('run it again and compare');
  });
});

describe('a bundle of chosen exhibits', () => {
  it('brings what a trace and a table of patterns were computed from, with their custody', async () => {
    const own = await newCase(test, 'Chosen');
    const before = caseId;
    caseId = own;
    try {
      await put('theft.csv', ACCOUNTS);
      const { traceId } = await test.run('trace.run', { caseId, spec: await spec() });
      const trace = await test.call('trace.freeze', { traceId, title: 'Where it went' });
      const search = { asset: await asset('ETH'), links: 2 };
      const { patternsId } = await test.run('trace.patterns', { caseId, search });
      const shapes = await test.call('trace.freezePatterns', { patternsId, title: 'Shapes' });
      const identity = await generateIdentity();
      for (const [{ id, label }, action] of [
        [trace, 'trace.freeze'],
        [shapes, 'trace.freezePatterns'],
      ] as const) {
        const bytes = await bundleOf(test, caseId, await identityToRecipient(identity), [id]);
        const got = await test.run('bundle.import', { ticket: test.ticketForBytes('x', bytes), with: { identity } });
        const exhibits = await test.call('evidence.list', { caseId: got.caseId });
        const [first, made, log] = exhibits.toSorted((a, b) => a.number - b.number);
        expect([first?.label, made?.label]).toEqual(['E-0001', label]);
        expect((await test.call('evidence.text', { exhibitId: log?.id as never })).text).toContain(`"${action}"`);
      }
    } finally {
      caseId = before;
    }
  });
});

describe.skipIf(!hasSharedData('bybit-incident/edges_first500.csv'))('the first edges of a real theft', () => {
  it('have exact sums and the reach that a search of their own finds', async () => {
    const text = readFileSync(sharedData('bybit-incident/edges_first500.csv'), 'utf8');
    await put('edges.csv', text, { asset: 'WEI' });
    const edges = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(',') as [string, string, string]);
    const total = edges.reduce((sum, [, , units]) => sum + BigInt(units), 0n);
    const found = (await test.run('transfer.assets', { caseId })).find(({ symbol }) => symbol === 'WEI');
    expect([found?.total, found?.transfers]).toEqual([String(total), edges.length]);
    // Calls of contracts that move nothing lead nowhere.
    const moving = edges.filter(([, , units]) => BigInt(units) > 0n);
    const reach = new Set([edges[0]?.[0].toLowerCase()]);
    for (let size = 0; size !== reach.size; ) {
      size = reach.size;
      for (const [from, to] of moving) if (reach.has(from.toLowerCase())) reach.add(to.toLowerCase());
    }
    const { trace } = await test.run('trace.run', {
      caseId,
      spec: { asset: found?.key ?? '', sources: [{ account: edges[0]?.[0] ?? '' }], hops: 50 },
    });
    expect(new Set(trace.accounts.map(({ account }) => account))).toEqual(reach);
    expect(trace.balances).toBe(true);
  });
});
