import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putFile } from '../../../support/exhibit.ts';
import { pollockIsPresent, pollockResults } from '../../../support/pollock.ts';

/** Public files that others have gathered; skipped where they are not at hand. */
const data = '../shared/data';
const corpus = (folder: string) => describe.skipIf(!existsSync(join(data, folder)));

corpus('csv-spectrum')('csv-spectrum', () => {
  const files = existsSync(join(data, 'csv-spectrum')) ? readdirSync(join(data, 'csv-spectrum/csvs')) : [];
  it.each(files)('%s reads as its JSON says', async (file) => {
    await using test = await openTestCore();
    const { cells, dataset } = await putFile(test, await newCase(test), join(data, 'csv-spectrum/csvs', file));
    const want = JSON.parse(readFileSync(join(data, 'csv-spectrum/json', file.replace(/csv$/, 'json')), 'utf8'));
    const names = dataset.columns.map(({ name }) => name);
    const got = cells.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
    expect(got).toEqual(want);
  });
});

corpus('csvkit-examples')('csvkit examples', () => {
  const read = async (file: string) => {
    const test = await openTestCore();
    const table = await putFile(test, await newCase(test), join(data, 'csvkit-examples', file));
    await test[Symbol.asyncDispose]();
    return { ...table, codes: table.certificate.warnings.map(({ code }) => code) };
  };
  it('reads UTF-16 in both orders, Latin-1 and a byte order mark alike', async () => {
    const utf8 = await read('test_utf8.csv');
    for (const file of ['test_utf16_big.csv', 'test_utf16_little.csv', 'test_utf8_bom.csv'])
      expect([file, (await read(file)).cells]).toEqual([file, utf8.cells]);
    const latin = await read('test_latin1.csv');
    expect(latin.certificate.dialect.encoding).toBe('windows-1252');
    expect(latin.cells).toContainEqual(['4', '5', '©']);
    expect(latin.codes).toContain('encoding-guess');
  });
  it('reads old Mac line ends, NUL characters and a header with a line end', async () => {
    expect((await read('mac_newlines.csv')).certificate).toMatchObject({
      dialect: { newline: '\r' },
      balanced: true,
      rejected: 0,
    });
    expect((await read('null_byte.csv')).codes).toContain('nul-bytes');
    expect((await read('test_header_newline.csv')).dataset.columns[0]?.header).toContain('\n');
  });
  it('balances on every file that holds a table', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const files = readdirSync(join(data, 'csvkit-examples')).filter(
      (file) => file.endsWith('.csv') && file !== 'empty.csv',
    );
    for (const file of files)
      expect((await putFile(test, caseId, join(data, 'csvkit-examples', file))).certificate).toMatchObject({
        balanced: true,
      });
    const views = (await test.call('dataset.list', { caseId })).map(({ view }) => view);
    expect(new Set(views).size).toBe(files.length);
  }, 120_000);
});

corpus('csvkit-examples')('csvkit pairs', () => {
  it('have the columns and rows of what they were converted to', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const folder = join(data, 'csvkit-examples');
    const files = readdirSync(folder);
    const pairs = files.filter(
      (file) => file.endsWith('.csv') && files.includes(file.replace(/\.csv$/, '_converted.csv')),
    );
    expect(pairs.length).toBeGreaterThan(2);
    for (const file of pairs) {
      const [from, to] = [
        await putFile(test, caseId, join(folder, file)),
        await putFile(test, caseId, join(folder, file.replace(/\.csv$/, '_converted.csv'))),
      ];
      expect(from.dataset.columns.map(({ header }) => header)).toEqual(to.dataset.columns.map(({ header }) => header));
      expect([file, from.certificate.stored + from.certificate.skipped]).toEqual([
        file,
        to.certificate.stored + to.certificate.skipped,
      ]);
    }
  });
});

/** Files whose clean version says what the bytes do not, or joins what no rule joins, each with the difference. */
const CONTRADICTED: Readonly<Record<string, string>> = {
  // A title in the first cell of its line, and a blank line below it, belong to the name of the first column alone.
  'Note_4_Staff_costs_-_Average_number_of_persons_employed_13-14.csv':
    'names: Operating Segment, not Average number of persons employed Operating Segment',
  // The same; the title is about all three columns.
  'Sustainability_-_Water_consumption_P_56.csv':
    'names: Total consumption (m3), not Water consumption Total consumption (m3)',
  // The clean version is damaged: a backslash stands in it for the 0 of the file.
  'O18_air.csv': 'row 19: 1.8,0.0, not 1.8,0.\\',
  // The bytes C2 96 are U+0096, a control character; the clean version has dashes and quotation marks of windows-1252 there.
  'ministers-overseas-travel-jan-mar-2013.csv': 'row 3: U+0096, not U+2013',
  // The same; and lines of names that stand below a second title are joined there, though they part in the file.
  'permanent_secretary_and_director_general_expenses_and_hospitality_april_to_june_2012.csv':
    'row 21: U+0096, not U+2013',
};
type Result = Awaited<ReturnType<typeof pollockResults>>[number];

/** The first difference of a file from its clean version, as `CONTRADICTED` writes it. */
function difference({ got, want }: Result): string {
  const name = want.header.findIndex(
    (each, at) => each.trim() !== got.header[at]?.replaceAll(/[\u0080-\u009f]/g, '').trim(),
  );
  const row = want.rows.findIndex((each, at) => JSON.stringify(each) !== JSON.stringify(got.rows[at]));
  const [mine = '', theirs = ''] = [got.rows[row]?.join(',') ?? '', want.rows[row]?.join(',') ?? ''];
  if (row < 0) return `names: ${got.header[name]}, not ${want.header[name]}`;
  const control = /[\u0080-\u009f]/.exec(mine);
  const code = (text: string) => `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return control
    ? `row ${row + 1}: ${code(control[0])}, not ${code(theirs.slice(control.index))}`
    : `row ${row + 1}: ${mine}, not ${theirs}`;
}

describe.skipIf(!pollockIsPresent)('Pollock', () => {
  it('reads real files as their clean versions, but for those that the bytes contradict', async () => {
    const results = await pollockResults('survey_sample');
    expect(results).toHaveLength(40);
    const missed = results.filter(({ right }) => !right);
    expect(Object.fromEntries(missed.map((each) => [each.file, difference(each)]))).toEqual(CONTRADICTED);
  }, 120_000);
  it('stores of polluted files rows that are right, and names the others', async () => {
    const results = await pollockResults('polluted_files');
    const sound = results.filter(({ right, faithful }) => right || faithful);
    expect(sound.length * 10).toBeGreaterThanOrEqual(results.length * 9);
    const silent = results.filter(({ unannounced }) => unannounced > 0).map(({ file }) => file);
    // Told of in a warning on the whole file: no sound delimiter, tables put together. In the third the clean version takes
    // doubled double quotes for one where single ones quote.
    const whole = /^file_(?:field_delimiter_0x20|multitable_same|quotation_char_0x27)/;
    expect(silent.filter((file) => !whole.test(file))).toEqual([]);
  }, 120_000);
});

corpus('etherscan-labels')('Etherscan labels', () => {
  it('names the blank first column and keeps amounts as they are', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const folder = join(data, 'etherscan-labels/data');
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.csv'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const { dataset, certificate } = await putFile(test, caseId, join(folder, file));
      expect(certificate).toMatchObject({ balanced: true, rejected: 0, header: 1 });
      expect(dataset.columns[0]).toMatchObject({ name: 'column_1', header: '' });
    }
  }, 120_000);
});

corpus('eth-dune-csv')('Dune exports', () => {
  it('keeps addresses and long integers exactly', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const folder = join(data, 'eth-dune-csv');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
      const { certificate, cells } = await putFile(test, caseId, join(folder, file));
      expect(certificate).toMatchObject({ balanced: true, rejected: 0 });
      const text = readFileSync(join(folder, file), 'utf8');
      for (const row of cells.slice(0, 50))
        for (const cell of row) expect(text).toContain((cell ?? '').replaceAll('"', '""'));
    }
  }, 120_000);
});
