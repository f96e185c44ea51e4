import { describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../../../shared/contract/datasets.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import type { CaseId, JobId } from '../../../../shared/contract/values.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { bundleOf, fullCase, keys } from '../../../support/bundled-case.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

async function ended(test: TestCore, jobId: JobId): Promise<unknown> {
  for (;;) {
    const { state, result, error } = test.core.jobs.get(jobId);
    if (state === 'done') return result;
    if (state !== 'running') throw new Error(error?.message);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a bundle', () => {
  it('that was stopped after its case came into being says what is unread, and reads it when asked', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const { id: datasetId } = (await there.call('dataset.list', { caseId }))[0] as DatasetSummary;
    await there.call('dataset.rename', { datasetId, view: 'sign_ins' });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const { jobId } = await here.call('bundle.import', { ticket, with: { identity } });
    const stop = () => here.core.jobs.cancel(jobId);
    const emit = here.core.emit.bind(here.core);
    // The first event of the case's own transaction comes after it is committed: from there on it stays.
    Object.assign(here.core, {
      emit: (event: Event) => {
        emit(event);
        if (event.event === 'changed' && event.areas.includes('bundle') && event.caseId !== null) stop();
      },
    });
    const taken = await ended(here, jobId);
    expect(taken).toMatchObject({ unread: expect.any(Number) });
    const made = (await here.call('case.list', {}))[0]?.id as CaseId;
    const left = await here.call('bundle.unfinished', { caseId: made });
    expect(left.tables).toBe(1);
    expect(await here.call('dataset.list', { caseId: made })).toEqual([]);
    expect(await here.run('bundle.finish', { caseId: made })).toEqual({ unread: 0, problems: [] });
    expect((await here.call('dataset.list', { caseId: made })).map(({ view, rows }) => [view, rows])).toEqual([
      ['sign_ins', 3],
    ]);
    expect(await here.call('bundle.unfinished', { caseId: made })).toEqual({ exhibits: 0, tables: 0 });
    expect((await here.call('search.find', { text: '198.51.100.3' })).hits.length).toBeGreaterThan(0);
  });

  it('whose table lost its name is read once, also when the reading is stopped right after that table', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const emit = here.core.emit.bind(here.core);
    const stopAt = (area: string) => {
      let jobId: JobId | null = null;
      Object.assign(here.core, {
        emit: (event: Event) => {
          emit(event);
          if (event.event === 'changed' && event.caseId !== null && event.areas.some((each) => each === area))
            if (jobId) here.core.jobs.cancel(jobId);
        },
      });
      return (id: JobId) => {
        jobId = id;
      };
    };
    const importing = stopAt('bundle');
    const { jobId } = await here.call('bundle.import', { ticket, with: { identity } });
    importing(jobId);
    await ended(here, jobId);
    const made = (await here.call('case.list', {}))[0]?.id as CaseId;
    Object.assign(here.core, { emit });
    await here.run('evidence.import', { caseId: made, ticket: here.ticketForBytes('logins.csv', 'a,b\n1,2\n3,4\n') });

    const finishing = stopAt('dataset');
    const { jobId: finish } = await here.call('bundle.finish', { caseId: made });
    finishing(finish);
    expect(await ended(here, finish)).toMatchObject({ unread: expect.any(Number) });
    Object.assign(here.core, { emit });
    const views = async () => (await here.call('dataset.list', { caseId: made })).map(({ view }) => view).toSorted();
    expect(await views()).toEqual(['logins', 'logins_2']);
    await here.run('bundle.finish', { caseId: made });
    expect(await views()).toEqual(['logins', 'logins_2']);
    expect(await here.call('bundle.unfinished', { caseId: made })).toEqual({ exhibits: 0, tables: 0 });
  });

  it('brings how a person had columns read, also when the reading is stopped right after the table', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Read by hand');
    const csv = 'n,paid,day\n1,12.50,03/04/2026\n2,see note,05/06/2026\n';
    const { datasets } = await there.run('evidence.import', { caseId, ticket: there.ticketForBytes('paid.csv', csv) });
    const datasetId = datasets[0]?.id as DatasetSummary['id'];
    const readings = [
      { column: 'paid', reading: { kind: 'decimal', form: PLAIN_NUMBERS, scale: 2, long: false } as const },
      { column: 'day', reading: { kind: 'date', order: 'dmy', century: 'written' } as const },
    ];
    await there.run('dataset.reading', { datasetId, readings });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const emit = here.core.emit.bind(here.core);
    const { jobId } = await here.call('bundle.import', { ticket, with: { identity } });
    // Nothing but what is committed with the table itself is there when the job is stopped at its announcement.
    Object.assign(here.core, {
      emit: (event: Event) => {
        emit(event);
        const read = event.event === 'changed' && event.caseId !== null && event.areas.includes('dataset');
        if (read) here.core.jobs.cancel(jobId);
      },
    });
    await ended(here, jobId);
    Object.assign(here.core, { emit });
    const made = (await here.call('case.list', {}))[0]?.id as CaseId;
    await here.run('bundle.finish', { caseId: made });
    const [table] = await here.call('dataset.list', { caseId: made });
    expect(table?.columns.map(({ name, reading }) => [name, reading?.reading.kind, reading?.sure])).toEqual([
      ['n', 'integer', expect.anything()],
      ['paid', 'decimal', 'by a person'],
      ['day', 'date', 'by a person'],
    ]);
    const warnings = (await here.call('dataset.certificate', { datasetId: table?.id as DatasetSummary['id'] }))
      .warnings;
    expect(warnings.filter(({ code }) => code === 'open-question')).toEqual([]);
    expect((await here.call('custody.list', { caseId: made, action: 'dataset.reading' })).total).toBe(2);
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });
});
