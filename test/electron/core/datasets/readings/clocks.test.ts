import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../../shared/contract/values.ts';
import type { Reading } from '../../../../../shared/domain/readings.ts';
import { utcOf } from '../../../../../shared/domain/zones.ts';
import { newCase, openTestCore, type TestCore } from '../../../../support/core.ts';
import { putTable } from '../../../../support/exhibit.ts';

const valuesOf = async (test: TestCore, caseId: CaseId, view: string) => {
  const { resultId } = await test.run('query.run', { caseId, sql: `SELECT at FROM ${view}` });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 20 })).rows.map(([value]) => value);
};
const CLOCKS = ['2026-03-08 02:30:00', '2026-11-01 00:59:59', '2026-11-01 01:30:00', '2026-11-01 02:00:00'];
const newYork = { kind: 'time', order: 'ymd', century: 'written', zone: 'America/New_York', fraction: 0 } as const;
const table = (times: readonly string[]) => ['n,at', ...times.map((time, at) => `r${at},${time}`)].join('\n');
const FIRST = ['2026-03-08 07:30:00Z', '2026-11-01 04:59:59Z', '2026-11-01 05:30:00Z', '2026-11-01 07:00:00Z'];

describe('times at which clocks are changed', () => {
  it('are the first of two unless the second is asked for', () => {
    const at = Date.UTC(2026, 10, 1, 1, 30);
    const hours = (utc: number) => (utc - at) / 3_600_000;
    expect([hours(utcOf(at, 'America/New_York')), hours(utcOf(at, 'America/New_York', 'second'))]).toEqual([4, 5]);
    // In any other hour there is one, and none in the hour that is left out.
    for (const local of [Date.UTC(2026, 10, 1, 2), Date.UTC(2026, 10, 1, 0, 59), Date.UTC(2026, 2, 8, 2, 30)])
      expect(utcOf(local, 'America/New_York', 'second')).toBe(utcOf(local, 'America/New_York'));
  });

  it.each(['ET', 'America/New_York'])('are named and asked about where values name their zone: %s', async (zone) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const file = table(CLOCKS.map((time) => `${time} ${zone}`));
    const { dataset, certificate } = await putTable(test, caseId, 'et.csv', file);
    expect(certificate.warnings.filter(({ code }) => code === 'clocks-changed')).toEqual([
      {
        code: 'clocks-changed',
        column: 'at',
        message: `"at" (zone as written): 1 at a time that clocks there show twice, taken for the first ('2026-11-01 01:30:00 ${zone}' in row 3), 1 at a time that clocks there leave out, read by the time before the change ('2026-03-08 02:30:00 ${zone}' in row 1). Where the source tells that they are the second, change the reading of the column: times that clocks show twice, the second.`,
      },
    ]);
    expect(await valuesOf(test, caseId, dataset.view)).toEqual(FIRST);
    const asked = dataset.columns[1]?.reading?.questions ?? [];
    expect(asked).toMatchObject([{ about: 'twice', choices: [{ reading: { twice: 'second' }, fitting: 4 }] }]);

    const reading = asked[0]?.choices[0]?.reading as Reading;
    await test.run('dataset.reading', { datasetId: dataset.id, readings: [{ column: 'at', reading }] });
    expect(await valuesOf(test, caseId, dataset.view)).toEqual(FIRST.with(2, '2026-11-01 06:30:00Z'));
    const after = await test.call('dataset.certificate', { datasetId: dataset.id });
    const [warning] = after.warnings.filter(({ code }) => code === 'clocks-changed');
    expect(warning?.message).toContain(`taken for the second ('2026-11-01 01:30:00 ${zone}' in row 3)`);
    expect(after.columns[1]?.reading?.questions).toEqual([]);
  });

  it('are named where a person chose the zone, and no longer where the zone has no such hour', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset, certificate } = await putTable(test, caseId, 'local.csv', table(CLOCKS));
    const clocks = async () =>
      (await test.call('dataset.certificate', { datasetId: dataset.id })).warnings.filter(
        ({ code }) => code === 'clocks-changed',
      );
    expect(certificate.warnings).toEqual([]);
    const choose = (reading: Reading) =>
      test.run('dataset.reading', { datasetId: dataset.id, readings: [{ column: 'at', reading }] });
    await choose(newYork);
    expect(await clocks()).toMatchObject([{ message: expect.stringContaining('"at" (zone America/New_York): 1 at') }]);
    await choose({ ...newYork, zone: 'Asia/Tokyo' });
    expect(await clocks()).toEqual([]);
  });

  it('are settled by PDT and PST, EST and an offset', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const times = ['PDT', 'PST', '-07:00', '-08:00'].map((zone) => `2026-11-01 01:30:00 ${zone}`);
    const { dataset, certificate } = await putTable(test, caseId, 'pacific.csv', table(times));
    expect(certificate.warnings).toEqual([]);
    expect(dataset.columns[1]?.reading?.questions).toEqual([]);
    const [first, second] = ['2026-11-01 08:30:00Z', '2026-11-01 09:30:00Z'];
    expect(await valuesOf(test, caseId, dataset.view)).toEqual([first, second, first, second]);
  });

  it('are named in a moment that three columns tell', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const row = (day: string, zone: string, id: string) => `${day}/2026,01:30:00,${zone},x,1.00,0.50,${id},Credit`;
    const { certificate } = await putTable(
      test,
      caseId,
      'paypal.csv',
      [
        'Date,Time,TimeZone,Name,Gross,Net,Transaction ID,Balance Impact',
        row('11/01', 'America/Los_Angeles', 'A1'),
        row('11/01', 'PST', 'A2'),
        row('11/13', 'PST', 'A3'),
      ].join('\n'),
    );
    const [note] = certificate.warnings.filter(({ message }) => message.includes('is computed'));
    expect(note?.message).toContain(
      "Of these, 1 at a time that clocks there show twice, taken for the first ('11/01/2026 01:30:00' in row 1).",
    );
  });

  it('of a zone that a profile gives are named without a question', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'a.csv', table(CLOCKS));
    await test.run('dataset.reading', { datasetId: dataset.id, readings: [{ column: 'at', reading: newYork }] });
    await test.call('profile.save', { datasetId: dataset.id, name: 'Shop export' });
    const next = await putTable(test, caseId, 'b.csv', table(['2026-10-31 09:00:00', '2026-11-01 01:30:00']));
    expect(next.dataset.profile).toBe('Shop export');
    const [, column] = next.dataset.columns;
    expect(column?.reading).toMatchObject({ sure: 'by profile', questions: [], clocks: { twice: 1, leftOut: 0 } });
    expect(next.certificate.warnings.map(({ code }) => code)).toContain('clocks-changed');
  });
});
