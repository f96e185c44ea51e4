import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { hitWords, lookedWords } from '../../../../shared/domain/requests/list-words.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { MISP, OFAC } from '../../../support/lists.ts';

const WALLET = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
const MIXER = `0x${'ab12'.repeat(10)}`;
const TAGPACK = `title: Mixers
source: https://example.com/mixers
lastmod: 2026-03-04
tags:
  - address: "${MIXER}"
    label: Copper Mixer
    category: mixer
`;
let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const put = async (caseId: CaseId, name: string, text: string): Promise<ExhibitId> =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) })).exhibitId;

it('names list, date and entry beside each value, a warning list as such, and what could not be compared', async () => {
  const [one, two] = [await newCase(test, 'Lists'), await newCase(test, 'Asks')];
  const look = (text: string) => test.run('desk.lookInLists', { caseId: two, text });
  expect(lookedWords(await look('x@sub.throwaway.example')).compared).toContain('no list');

  const ofac = [
    await put(one, 'sdn.csv', OFAC.sdn),
    await put(one, 'alt.csv', OFAC.alt),
    await put(one, 'comments.csv', OFAC.comments.replace('149wHUMDbPqXAbEkGLnQC8gbZR8sWqy3Kd', WALLET)),
  ];
  await put(one, 'list.json', MISP);
  await put(one, 'mixers.yaml', TAGPACK);
  const own = await put(two, 'bad-hosts.txt', 'bad.example\nworse.example\n');
  const text = `Paid ${WALLET} and ${MIXER}; mail x@sub.throwaway.example, site https://bad.example/pay, host 203.0.113.9`;
  const before = await look(text);
  // The wallet stands in the comments of OFAC's list, which are no list by themselves.
  expect(before.lists.map(({ exhibits, format }) => [exhibits, format])).toEqual([
    ['C-0001 E-0001', 'OFAC SDN'],
    ['C-0001 E-0004', 'MISP warning list: Disposable mail'],
    ['C-0001 E-0005', 'GraphSense tagpack'],
  ]);
  await test.run('screening.run', { caseId: one, lists: ofac, names: ['Nobody'] });
  await test.run('screening.run', { caseId: two, lists: [own], names: ['Nobody'] });
  await put(two, 'sdn-again.csv', OFAC.sdn);
  await put(two, 'export.json', JSON.stringify({ account: 'A-1', mail: 'x@sub.throwaway.example' }));

  const looked = await look(text);
  const words = Object.fromEntries(
    looked.values.map(({ label, hits }) => [label, hits.map((hit) => hitWords(hit, looked.lists))]),
  );
  const today = new Date().toISOString().slice(0, 10);
  expect(words).toEqual({
    [WALLET]: [
      `On the list C-0001 E-0001, E-0002, E-0003 OFAC SDN (no date stated, imported ${today}), entry OFAC 101: Dmitri Ivanovich ORLOV, RURITANIA-EO1`,
    ],
    [MIXER]: [
      `On the list C-0001 E-0005 GraphSense tagpack (no date stated, imported ${today}), entry ${MIXER}: Copper Mixer, mixer, https://example.com/mixers (entry dated 2026-03-04)`,
    ],
    'x@sub.throwaway.example': [
      `Common, no suspicion: throwaway.example is on the warning list C-0001 E-0004 MISP warning list: Disposable mail (dated 20261001, imported ${today})`,
    ],
    'https://bad.example/pay': [
      `Its host bad.example is on the list C-0002 E-0001 own list (no date stated, imported ${today}), entry line 1: bad.example`,
    ],
    '203.0.113.9': [],
  });
  expect(looked.values.find(({ label }) => label.startsWith('x@'))?.hits[0]?.kind).toBe('common');
  const { entries } = await test.call('custody.list', { caseId: two, action: 'desk.lookInLists' });
  expect(entries[0]?.detail).toMatchObject({ lists: looked.lists.length, hits: 4, unread: 0 });

  const list = { type: 'regex', name: 'Odd', list: ['^a'], version: 1 };
  await put(two, 'odd.json', JSON.stringify(list));
  expect(lookedWords(await look(text)).lacks).toEqual([expect.stringContaining('1 record could not be read')]);
  await put(two, 'un.xml', '<?xml version="1.0"?>\n<CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS></X>');
  expect((await look(text)).unread).toMatchObject([{ why: expect.stringContaining('no sound XML') }]);
});
