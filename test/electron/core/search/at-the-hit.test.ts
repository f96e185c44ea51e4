import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
let caseId: CaseId;
const take = async (name: string, bytes: string | Uint8Array): Promise<ExhibitId> =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) })).exhibitId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
});
afterAll(() => test[Symbol.asyncDispose]());

it('a text is found on its page and line, in any case and composition', async () => {
  const line = `${'word '.repeat(20)}\r\n`;
  const text = `${line.repeat(9000)}before ZOË KESTREL after\r\nend`;
  const exhibitId = await take('long.txt', text);
  const found = await test.call('evidence.find', { exhibitId, text: 'zoe\u0308 kestrel' });
  expect(found?.line).toBe(9001);
  const offset = found?.pages.at(-1) ?? 0;
  expect(found?.pages.length).toBeGreaterThan(2);
  const page = await test.call('evidence.text', { exhibitId, offset });
  expect(page.text.slice(...(found?.match ?? [0, 0]))).toBe('ZOË KESTREL');
  expect(await test.call('evidence.find', { exhibitId, text: 'not in it' })).toBeNull();
});

it('a text of another encoding is found where it stands', async () => {
  const exhibitId = await take('wide.txt', Buffer.from(`\ufeff${'a b\n'.repeat(100_000)}Жанна\n`, 'utf16le'));
  const found = await test.call('evidence.find', { exhibitId, text: 'жанна' });
  expect(found?.line).toBe(100_001);
  const page = await test.call('evidence.text', { exhibitId, offset: found?.pages.at(-1) ?? 0 });
  expect(page.text.slice(...(found?.match ?? [0, 0]))).toBe('Жанна');
});

it('a row of a dataset is found by what a cell holds', async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => `${at + 1},"name, ${at + 1}"`);
  await take('rows.csv', ['n,name', ...rows, '5001,Émilie', ''].join('\n'));
  const dataset = (await test.call('dataset.list', { caseId })).find(({ view }) => view === 'rows_');
  const datasetId = dataset?.id as never;
  expect(await test.call('dataset.find', { datasetId, text: 'name, 4321' })).toBe(4321);
  expect(await test.call('dataset.find', { datasetId, text: 'éMILIE' })).toBe(5001);
  expect(await test.call('dataset.find', { datasetId, text: 'n,name' })).toBeNull();
  const page = await test.call('dataset.rows', { datasetId, offset: 4320, limit: 1 });
  expect(page).toEqual({ header: ['n', 'name'], rows: [['4321', 'name, 4321']], total: 5001 });
});
