import { describe, expect, it } from 'vitest';
import { settledBy } from '../../../../electron/core/datasets/profiled.ts';
import { ColumnTally } from '../../../../electron/core/datasets/readings/tally.ts';
import type { DatasetId } from '../../../../shared/contract/values.ts';
import { KNOWN_EXPORTS } from '../../../../shared/domain/known-exports.ts';
import { matchProfile, Profile } from '../../../../shared/domain/profiles.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

describe('known exports', () => {
  it('are well formed, each found by its own header and by no other', () => {
    for (const known of KNOWN_EXPORTS) {
      Profile.parse(known);
      const header = known.columns.map(({ header: name }) => name.replaceAll('*', 'ETH'));
      expect(matchProfile(KNOWN_EXPORTS, header)?.profile.name).toBe(known.name);
      expect(known.key.filter((name) => !known.columns.some((column) => column.header === name))).toEqual([]);
    }
  });

  it('are found with columns in another order, missing or more, and under a byte order mark', () => {
    const header = ['\ufeffusername', 'exists', 'name', 'url_main', 'url_user', 'response_time_s', 'extra'];
    expect(matchProfile(KNOWN_EXPORTS, header)?.profile.name).toBe('Sherlock');
    expect(matchProfile(KNOWN_EXPORTS, ['id', 'amount', 'status'])).toBeNull();
    // Beside its own two columns, those of the view that it was taken from.
    const tableau = ['Region', 'Month of Order Date', 'Measure Names', 'Measure Values'];
    expect(matchProfile(KNOWN_EXPORTS, tableau)?.profile.name).toBe('Tableau summary data');
  });
});

const CHAIN =
  'Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,ContractAddress,Value_IN(ETH),Value_OUT(ETH),CurrentValue @ $1642.27/Eth,TxnFee(ETH),TxnFee(USD),Historical $Price/Eth,Status,ErrCode,Method\n' +
  '0xaa,100,1772442000,2026-03-02 09:00:00,0x01,0x02,,0,1.5,2463.4,0.001,1.6,1700.1,,,Transfer\n' +
  '0xbb,101,1772442060,2026-03-02 09:01:00,0x02,0x01,,2.25,0,3695.1,0.001,1.6,1700.1,,,Transfer\n';

describe('importing a known export', () => {
  it('says so in the certificate, with its traps, and asks nothing that is known of it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const result = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('export-0x01.csv', CHAIN) });
    const [dataset] = await test.call('dataset.list', { caseId });
    expect(dataset?.profile).toBe('Etherscan transactions');
    const told = (result.certificate?.warnings ?? [])
      .filter(({ code }) => code === 'profile')
      .map(({ message }) => message);
    expect(told[0]).toMatch(/Read as an export of the kind "Etherscan transactions": 16 of 16 columns/);
    expect(told.join(' ')).toContain('failed transaction');
    const readings = new Map(dataset?.columns.map(({ name, reading }) => [name, reading]));
    expect(readings.get('DateTime (UTC)')).toMatchObject({ reading: { kind: 'time', zone: 'UTC' }, questions: [] });
    expect(readings.get('UnixTimestamp')?.reading).toMatchObject({ kind: 'epoch', unit: 's' });
    expect(readings.get('Transaction Hash')?.reading.kind).toBe('text');
    const { resultId } = await test.run('query.run', {
      caseId,
      sql: 'SELECT "DateTime (UTC)" AS at FROM export_0x01 ORDER BY 1',
    });
    const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 1 });
    expect(rows).toEqual([['2026-03-02 09:00:00Z']]);
  });

  it('asks nothing of the same shape next month, once the answers are saved', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bring = (name: string, text: string) =>
      test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
    const first = await bring('may.csv', 'account,paid,ref_code\n1,29/03/2026,55\n2,30/03/2026,66\n');
    const datasetId = first.dataset?.id as NonNullable<typeof first.dataset>['id'];
    await test.call('profile.save', { datasetId, name: 'Our payouts', notes: ['Amounts are in cents.'] });
    const next = await bring('june.csv', 'account,paid,ref_code\n1,03/04/2026,55\n2,05/06/2026,66\n');
    const dataset = (await test.call('dataset.list', { caseId })).find(({ id }) => id === next.dataset?.id);
    expect(dataset?.profile).toBe('Our payouts');
    const paid = dataset?.columns.find(({ name }) => name === 'paid')?.reading;
    expect(paid).toMatchObject({ reading: { kind: 'date', order: 'dmy' }, sure: 'by profile', questions: [] });
    expect(next.certificate?.warnings.map(({ message }) => message)).toContain('Amounts are in cents.');
    await test.call('profile.remove', { name: 'Our payouts' });
    const later = await bring('july.csv', 'account,paid,ref_code\n1,03/04/2026,55\n2,05/06/2026,67\n');
    expect(later.certificate?.columns[1]?.reading?.questions).not.toEqual([]);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('reads date, time and zone of PayPal in three columns as one moment, and says of which rows it cannot', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = [
      '"Date","Time","TimeZone","Name","Gross","Net","Transaction ID","Balance Impact"',
      '"29/03/2026","10:20:30","CEST","A","1.234,50","1.200,00","T1","Credit"',
      '"02/01/2026","23:30:00","PST","B","10,00","9,50","T2","Credit"',
      '"03/01/2026","01:00:00","America/Los_Angeles","C","1,00","0,50","T3","Debit"',
      '"04/01/2026","01:00:00","IST","D","1,00","0,50","T4","Debit"',
      '',
    ].join('\n');
    const result = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('activity.csv', text) });
    const note = result.certificate?.warnings.find(({ message }) =>
      message.startsWith('"moment" is computed'),
    )?.message;
    expect(note).toBe(
      '"moment" is computed: the moment in UTC that "Date" (day/month/year), "Time" and "TimeZone" tell together, in 3 of 4 rows (CEST, PST, America/Los_Angeles). The three columns stay as they came. 1 rows have none, since a part is missing or the zone may mean several: "IST" in 1.',
    );
    const rowsOf = async (sql: string) => {
      const { resultId } = await test.run('query.run', { caseId, sql });
      return (await test.call('query.rows', { resultId, offset: 0, limit: 10 })).rows;
    };
    expect(await rowsOf('SELECT moment, "Time", "TimeZone" FROM activity ORDER BY "Transaction ID"')).toEqual([
      ['2026-03-29 08:20:30Z', expect.anything(), 'CEST'],
      ['2026-01-03 07:30:00Z', expect.anything(), 'PST'],
      ['2026-01-03 09:00:00Z', expect.anything(), 'America/Los_Angeles'],
      [null, expect.anything(), 'IST'],
    ]);
    expect(await rowsOf("SELECT count(*) FROM activity WHERE moment >= '2026-01-03 08:00:00Z'")).toEqual([[2]]);
    const schema = await test.call('query.schema', { caseId });
    expect(schema.find(({ name }) => name === 'activity')?.columns.at(-1)).toMatchObject({
      name: 'moment',
      reading: { kind: 'time', zone: 'text' },
    });
    // Read in another order, the moment follows; the raw view has the texts alone.
    const [dataset] = await test.call('dataset.list', { caseId });
    const column = { column: 'Date', reading: { kind: 'date', order: 'dmy', century: 'written' } as const };
    await test.run('dataset.reading', { datasetId: dataset?.id as never, readings: [column] });
    expect(await rowsOf('SELECT moment FROM activity WHERE "Transaction ID" = \'T2\'')).toEqual([
      ['2026-01-03 07:30:00Z'],
    ]);
    await expect(rowsOf('SELECT moment FROM activity_raw')).rejects.toThrow(/moment/);

    // Two months as one dataset have it too, until one of them reads its dates as text.
    const next = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('next.csv', text.replaceAll('/2026"', '/2027"')),
    });
    const ids = [dataset?.id, next.dataset?.id] as [DatasetId, DatasetId];
    const combined = await test.run('dataset.append', { caseId, to: 'activity', datasetIds: [ids[1]] });
    expect(combined).toMatchObject({
      notes: [],
      columns: expect.arrayContaining([expect.objectContaining({ name: 'moment' })]),
    });
    const inAll = 'SELECT moment, exhibit FROM activity_all WHERE "Transaction ID" = \'T1\'';
    const both = [
      ['2026-03-29 08:20:30Z', 'E-0001'],
      ['2027-03-29 08:20:30Z', 'E-0002'],
    ];
    expect(await rowsOf(inAll)).toEqual(both);
    const { resultId } = await test.run('query.run', { caseId, sql: inAll });
    expect(await test.run('query.rowPlace', { resultId, row: 1 })).toMatchObject({
      known: true,
      places: [{ exhibit: 'E-0002', row: 1 }],
    });
    await expect(rowsOf('SELECT momen FROM activity_all')).rejects.toThrow('Did you mean moment?');
    for (const [command, of, rows] of [
      ['dataset.export', { datasetId: ids[0] }, 4],
      ['dataset.exportCombined', { combinedId: combined.id }, 8],
    ] as const) {
      const out = await test.run(command as 'dataset.export', { ...of, format: 'ndjson' } as never);
      const lines = (await test.collect(out.ticket))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.map(({ moment }) => moment).slice(0, 4)).toEqual([
        '2026-03-29 08:20:30Z',
        '2026-01-03 07:30:00Z',
        '2026-01-03 09:00:00Z',
        null,
      ]);
      expect(lines).toHaveLength(rows);
    }
    await test.run('dataset.reading', {
      datasetId: ids[1],
      readings: [{ column: 'Date', reading: { kind: 'text', why: 'chosen' } }],
    });
    const [mixed] = await test.call('dataset.combined', { caseId });
    expect(mixed?.notes).toContain(
      'activity_all has no moment, since only some of its datasets have it. Read their dates alike.',
    );
    await expect(rowsOf(inAll)).rejects.toThrow(/moment/);
  });
});

describe('a rule about a column in which only some times name a zone', () => {
  const tally = new ColumnTally('at');
  for (const [at, text] of ['2026-03-02T10:00:00Z', '2026-03-02 11:00:00'].entries()) tally.add(text, at + 1);

  it('gives the others no zone that it does not state', () => {
    expect(settledBy(tally.result, { kind: 'time' })).toBeNull();
    expect(settledBy(tally.result, { kind: 'time', zone: 'Europe/Berlin' })).toMatchObject({
      reading: { kind: 'time', zone: 'Europe/Berlin' },
      sure: 'by profile',
      questions: [],
    });
  });
});
