import { expect, test } from 'vitest';
import { filesOf, filesOfPaste } from '../../../../renderer/features/evidence/import-queue.ts';

const NOW = new Date('2026-11-22T13:08:37.000Z');
const pasted = (files: File[], text = ''): DataTransfer =>
  ({ files, getData: (type: string) => (type === 'text/plain' ? text : '') }) as unknown as DataTransfer;

test('a pasted screenshot gets a name of its own, its bytes unchanged', async () => {
  const [file, ...rest] = filesOfPaste(pasted([new File([new Uint8Array([1, 2, 3])], 'image.png')], 'beside'), NOW);
  expect(rest).toEqual([]);
  expect(file?.name).toBe('pasted-2026-11-22-130837.png');
  expect([...(await (file as File).bytes())]).toEqual([1, 2, 3]);
});

test('a copied file keeps its name', () => {
  const file = new File(['a'], 'logins.csv');
  expect(filesOfPaste(pasted([file]), NOW)).toEqual([file]);
});

test('pasted text becomes a text file, nothing becomes none', async () => {
  const [file] = filesOfPaste(pasted([], 'Ünïcode\n'), NOW);
  expect(file?.name).toBe('pasted-2026-11-22-130837.txt');
  expect(await file?.text()).toBe('Ünïcode\n');
  expect(filesOfPaste(pasted([]), NOW)).toEqual([]);
});

const fileEntry = (file: File) => ({
  isFile: true,
  isDirectory: false,
  file: (done: (file: File) => void) => done(file),
});
/** A folder whose reader gives its entries in portions, as browsers do. */
const folderEntry = (entries: unknown[], portion = 2) => ({
  isFile: false,
  isDirectory: true,
  createReader: () => {
    let at = 0;
    return { readEntries: (done: (batch: unknown[]) => void) => done(entries.slice(at, (at += portion))) };
  },
});
const dropped = (entries: unknown[], files: File[]): DataTransfer =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer;

test('a dropped folder yields every file in it, at any depth', async () => {
  const files = ['a', 'b', 'c', 'd', 'e'].map((name) => new File([name], name));
  const [a, b, c, d, e] = files.map(fileEntry);
  const tree = dropped([folderEntry([a, b, c, folderEntry([d])]), e], []);
  expect((await filesOf(tree)).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('dropped files are taken as they are', async () => {
  const file = new File(['a'], 'a');
  expect(await filesOf(dropped([fileEntry(file)], [file]))).toEqual([file]);
});
