import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

describe('line ends within cells', () => {
  it.each([
    ['of many LF in a file of CRLF', 'id;note;n\r\n1;a\nb;5\r\n2;c\nd;6\r\n3;d;7\r\n', 'a\nb'],
    ['of a CR in a file of LF', 'id,note,n\n1,a\rb,5\n2,c,6\n3,d,7\n', 'a\rb'],
    ['in a quoted cell beside them', 'id,note,n\r\n1,a\nb,5\r\n2,"c\nd",6\r\n3,d,7\r\n', 'a\nb'],
  ])('are parts of them: %s', async (_, text, note) => {
    await using test = await openTestCore();
    const { cells } = await putTable(test, await newCase(test), 'notes.csv', text);
    expect(cells.map((row) => row.length)).toEqual([3, 3, 3]);
    expect([cells[0]?.[1], cells.map((row) => row[2])]).toEqual([note, ['5', '6', '7']]);
  });

  it('end records where that makes rows of the same width: two exports put together', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const mixed = 'id,n\r\n1,5\r\n2,6\r\n3,7\r\n4,8\n5,9\n';
    expect((await putTable(test, caseId, 'a.csv', mixed)).cells).toHaveLength(5);
    expect((await putTable(test, caseId, 'b.csv', 'id,n\n1,5\n2,6\n3,7\r4,8\r5,9\n')).cells).toHaveLength(5);
  });

  it('are shown in the preview as they are read', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('n.csv', 'id;note;n\r\n1;a\nb;5\r\n2;c\nd;6\r\n3;d;7\r\n'),
    });
    expect(dataset).toMatchObject({ rows: 3, columns: 3 });
  });
});

it('reads fields that U+0001 separates, as Hive writes them', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const ticket = test.ticketForBytes('part.csv', 'id\u0001name\u0001n\n1\u0001Ana\u00015\n2\u0001Ben\u00016\n');
  expect((await test.run('evidence.import', { caseId, ticket })).dataset).toMatchObject({ rows: 2, columns: 3 });
});

it('names numbers that a spreadsheet with a decimal comma rounded', async () => {
  await using test = await openTestCore();
  const { certificate } = await putTable(test, await newCase(test), 'x.csv', 'x;n\n4,47912E+11;1\n4,47913E+11;1\n');
  expect(certificate.warnings.map(({ code }) => code)).toContain('damaged-ids');
});

it('says that a first record of numbers that count on may be a header', async () => {
  await using test = await openTestCore();
  const { certificate } = await putTable(test, await newCase(test), 'x.csv', 'k,1,2,3\na,5,6,7\nb,10,6,7\n');
  expect(certificate.warnings.map(({ code }) => code)).toContain('header-guess');
});

it('takes no code of a bank for a date', async () => {
  await using test = await openTestCore();
  const text = "Sort Code,Account,n\n'11-22-33,20-00-00 12345678,5\n'11-22-33,20-00-00 12345678,6\n";
  const { certificate } = await putTable(test, await newCase(test), 'bank.csv', text);
  expect(certificate.columns.map(({ reading }) => reading?.questions ?? [])).toEqual([[], [], []]);
});
