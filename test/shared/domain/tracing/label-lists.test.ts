import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLabelList } from '../../../../shared/domain/tracing/label-lists.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

const A = `0x${'a1'.repeat(20)}`;
const PACK = `title: Planted
label: planted pot
currency: ETH
lastmod: 2026-01-02
confidence: web_crawl
source: https://example.com/pots
tags:
- address: '0x${'A1'.repeat(20)}'
  category: mixing_service
- address: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT
  currency: BTC
  label: "It's an exchange" # of old
  category: exchange
  context: '{"a": 1,
    "b": 2}'
- label: nobody
`;

describe('lists of labels', () => {
  it('of GraphSense take from their head what a tag does not say, and list what is no tag', () => {
    const read = readLabelList(PACK, 'pack.yaml');
    const head = { source: 'https://example.com/pots', date: '2026-01-02', confidence: 'web_crawl' };
    expect(read?.labels).toEqual([
      { address: A, text: 'planted pot', kind: 'mixer', byName: false, chain: 'ETH', ...head },
      {
        address: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
        text: "It's an exchange",
        kind: 'exchange',
        byName: false,
        chain: 'BTC',
        ...head,
      },
    ]);
    expect(read?.left).toContainEqual({ line: 16, why: 'the tag names no address' });
  });
  it('of Etherscan, OFAC, bare addresses and tables of one’s own are known by their shape', () => {
    const etherscan = readLabelList(`,Address,Name Tag,Balance,Txn Count\n0,${A},,0 ETH,1\n`, 'tornado-cash.csv');
    expect([etherscan?.format, etherscan?.labels[0]]).toEqual([
      'Etherscan labels',
      expect.objectContaining({ address: A, text: 'tornado cash', kind: 'mixer', chain: 'ETH' }),
    ]);
    const sdn = `306,"MADE UP, Person","individual","CYBER2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Digital Currency Address - ETH ${A}; Digital Currency Address - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT."\n`;
    expect(readLabelList(sdn, 'sdn.csv')?.labels.map(({ text, kind, chain }) => [text, kind, chain])).toEqual([
      ['MADE UP, Person', 'sanctioned', 'ETH'],
      ['MADE UP, Person', 'sanctioned', 'XBT'],
    ]);
    expect(readLabelList(`${A}\n${A}\n`, 'ofac_eth.txt')?.labels[0]).toMatchObject({
      kind: 'sanctioned',
      text: 'ofac eth',
    });
    const own = readLabelList(
      `address,label,category,source,date\n${A},Shop,exchange,call,2026-01-01\n,Nobody,,,\n`,
      'o.csv',
    );
    expect(own?.labels[0]).toMatchObject({ text: 'Shop', kind: 'exchange', source: 'call', date: '2026-01-01' });
    expect(own?.left).toEqual([{ line: 3, why: 'it has no address or no label' }]);
    expect(readLabelList('a,b\n1,2\n', 'x.csv')).toBeNull();
  });
});

describe('the kind of a label', () => {
  it('is what the list tells, and that of its name by whole words where it tells nothing', () => {
    const tag = (nth: number, label: string, told = '') =>
      `- address: '0x${String(nth).repeat(40)}'\n  label: ${label}\n${told === '' ? '' : `  ${told}\n`}`;
    const pack = [
      tag(1, 'binance-exchange.example.com', 'abuse: scam'),
      tag(2, 'Exchange of gifts', 'category: gambling'),
      tag(3, 'A trader', 'abuse: sanction'),
      tag(4, 'Some exchange'),
      tag(5, 'Remixers and subcontractors'),
    ].join('');
    const read = readLabelList(`title: Planted\ntags:\n${pack}`, 'pack.yaml');
    expect(read?.labels.map(({ kind, byName }) => [kind, byName])).toEqual([
      ['other', false],
      ['other', false],
      ['sanctioned', false],
      ['exchange', true],
      ['other', false],
    ]);
  });
});

describe.skipIf(!hasSharedData('tagpacks/packs/ofac.yaml'))('real lists', () => {
  it('are read whole: as many labels as addresses, with what may be mistyped', () => {
    for (const name of readdirSync(sharedData('tagpacks/packs'))) {
      const text = readFileSync(sharedData(`tagpacks/packs/${name}`), 'utf8');
      const read = readLabelList(text, name);
      const addresses = text.match(/^\s*(?:- )?address:/gm)?.length ?? 0;
      const lost = read?.left.filter(({ why }) => why.startsWith('the tag')).length ?? 0;
      expect([name, (read?.labels.length ?? 0) + lost]).toEqual([name, addresses]);
    }
  });
});
