import { describe, expect, it } from 'vitest';
import type { WriteDb } from '../../../../electron/core/db/open.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import { readMaterial } from '../../../../electron/core/reports/material.ts';
import { decide } from '../../../../electron/core/reports/resolve/decide.ts';
import { POLICIES } from '../../../../electron/core/reports/resolve/policy.ts';
import { resolve } from '../../../../electron/core/reports/resolve/resolve.ts';
import type { DatasetSummary } from '../../../../shared/contract/datasets.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { bundleOf, CSV, fullCase, id, keys } from '../../../support/bundled-case.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

describe('a bundle', () => {
  it('brings every reading of a file by its name', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const [{ exhibitId, view }] = (await there.call('dataset.list', { caseId })) as [DatasetSummary];
    const { dialect } = await there.call('dataset.preview', { exhibitId });
    await there.run('dataset.parse', { exhibitId, dialect: { ...dialect, header: false }, add: true, part: 'as rows' });
    const list = await there.call('dataset.list', { caseId });
    expect(list).toHaveLength(2);
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken).toMatchObject({ tables: 2, problems: [expect.stringContaining('removed by the sender')] });
    const shown = (each: readonly DatasetSummary[]) => each.map(({ part, view, rows }) => ({ part, view, rows }));
    expect(shown(await here.call('dataset.list', { caseId: taken.caseId }))).toEqual(shown(list));
    expect(view).toBe('logins');
  });

  it('brings what rests on removed exhibits resting on them still, and no report of it shows more than the sender’s', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Laundered');
    const bring = async (name: string, text: string) =>
      (await there.run('evidence.import', { caseId, ticket: there.ticketForBytes(name, text) })).exhibitId;
    const [csv, other] = [await bring('logins.csv', CSV), await bring('other.csv', 'a,b\n1,2\n')];
    const { resultId } = await there.run('query.run', { caseId, sql: 'SELECT account FROM logins' });
    const query = (await there.call('query.freeze', { resultId, title: 'Accounts' })).id;
    const person = { id: id(), type: 'person' as const, label: 'Jane Doe', note: '', exhibits: [csv] };
    await there.call('entity.create', { caseId, entities: [person] });
    await there.call('finding.create', { caseId, claim: 'On both', exhibits: [query, csv] });
    await there.call('finding.create', { caseId, claim: 'On the removed', exhibits: [csv] });
    for (const exhibitId of [csv, other]) await there.call('evidence.remove', { exhibitId, reason: 'Erasure' });
    await there.call('report.update', { caseId, excludedExhibits: [csv] });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken.problems[0]).toContain('E-0001, E-0002 were removed by the sender');
    const findings = await here.call('finding.list', { caseId: taken.caseId });
    expect(findings.map(({ basis, exhibitLabels }) => [basis, ...exhibitLabels])).toEqual([
      ['evidence', 'E-0003', 'E-0001'],
      ['evidence', 'E-0001'],
    ]);
    const decided = (test: TestCore, of: CaseId) => {
      const material = readMaterial(test.core.session?.writer as never, of, 'infosec');
      const decisions = decide(material, POLICIES.infosec);
      const { model } = resolve(material, decisions, new Map(), {
        ...{ edition: 'infosec', printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor' },
        ...{ unrecorded: false, program: 'test' },
      });
      const shown = [...decisions.exhibits.values()].map((each) => [
        each.exhibit.label,
        each.shown,
        each.content.reason,
      ]);
      return { shown: shown.slice(0, 3), indicators: model.indicators, left: model.leftOut };
    };
    expect(decided(here, taken.caseId)).toEqual(decided(there, caseId));
    expect(decided(here, taken.caseId)).toMatchObject({
      shown: [
        ['E-0001', 'absent', 'excluded'],
        ['E-0002', 'masked', 'removed'],
        ['E-0003', 'whole', 'derived'],
      ],
      indicators: [],
    });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });

    const writer = here.core.session?.writer as WriteDb;
    writer.run(sql`DROP TRIGGER queries_no_update`);
    writer.run(sql`UPDATE queries SET inputs = replace(inputs, 'E-0001', 'E-0003')`);
    const { faults } = await here.run('vault.verify', {});
    expect(faults.map(({ problem }) => problem)).toContain(
      'it is said to be made from E-0003, which has no lower number',
    );
  });

  it('brings what a person said that columns are for', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Roles');
    const imported = await there.run('evidence.import', { caseId, ticket: there.ticketForBytes('logins.csv', CSV) });
    const datasetId = imported.datasets[0]?.id as DatasetSummary['id'];
    await there.call('pattern.map', { datasetId, mapping: { item: 'account', ip: null } });
    const [before] = await there.call('pattern.mappings', { caseId });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken).toMatchObject({ problems: [], unread: 0 });
    const [after] = await here.call('pattern.mappings', { caseId: taken.caseId });
    expect(before?.chosen).toEqual(['ip', 'item']);
    expect(after).toMatchObject({ mapping: before?.mapping, chosen: before?.chosen });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });

  it('brings datasets that are read as one as such', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Two months');
    const imported = async (name: string, csv: string) => {
      const ticket = there.ticketForBytes(name, csv);
      return (await there.run('evidence.import', { caseId, ticket })).datasets[0]?.id as DatasetSummary['id'];
    };
    await imported('january.csv', 'id,paid,Date\na,1.50,29/01/2026\nb,2.25,30/01/2026\n');
    const february = await imported('february.csv', 'paid,id,Date\n3.75,c,03/02/2026\n4.5,d,04/02/2026\n');
    await there.run('dataset.append', { caseId, to: 'january', datasetIds: [february], view: 'months' });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const { caseId: made, problems } = await here.run('bundle.import', { ticket, with: { identity } });
    expect(problems).toEqual([]);
    const [combined] = await here.call('dataset.combined', { caseId: made });
    expect(combined).toMatchObject({ view: 'months', rows: 4, members: [{ view: 'january' }, { view: 'february' }] });
    const datasetId = combined?.members[1]?.datasetId as DatasetSummary['id'];
    const { columns } = await here.call('dataset.certificate', { datasetId });
    expect(columns.find(({ name }) => name === 'Date')?.reading).toMatchObject({ takenFrom: 'E-0001' });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });

  it('withholds at the receiver what the sender withheld from the report, and not what was deleted since', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId, png } = await fullCase(there);
    const secret = await there.call('finding.create', { caseId, claim: 'Not for print' });
    const gone = await there.call('finding.create', { caseId, claim: 'Deleted' });
    const excludedFindings = [secret.id, gone.id];
    await there.call('report.update', { caseId, excludedFindings, excludedExhibits: [png] });
    await there.call('finding.update', { findingId: secret.id, explanation: 'Told in confidence.' });
    await there.call('finding.review', { findingId: secret.id, state: 'in-review', by: 'A. Author' });
    const said = { field: 'claim', at: 0, length: 3, text: 'Why not?' } as const;
    await there.call('finding.comment', { findingId: secret.id, ...said });
    await there.call('finding.remove', { findingId: gone.id });
    const last = await there.call('finding.create', { caseId, claim: `Follows from F-${secret.number}` });
    expect(last.number).toBeGreaterThan(gone.number);
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    const findings = await here.call('finding.list', { caseId: taken.caseId });
    const numbers = (all: readonly { claim: string; number: number }[]) =>
      all.map(({ claim, number }) => [number, claim]);
    expect(numbers(findings)).toEqual(numbers(await there.call('finding.list', { caseId }))); // "F-1" in a text names the same
    const here1 = findings.find(({ claim }) => claim === 'Not for print');
    expect(here1).toMatchObject({
      version: 2,
      review: [{ state: 'in-review', by: expect.stringMatching(/^A\. Author \(according to the sender’s copy/) }],
      openComments: 1,
    });
    const versions = here1 ? await here.call('finding.versions', { findingId: here1.id }) : [];
    expect(versions.map(({ explanation }) => explanation)).toEqual(['', 'Told in confidence.']);
    const next = await here.call('finding.create', { caseId: taken.caseId, claim: 'Later' });
    expect(next.number).toBe(last.number + 1);
    const exhibits = await here.call('evidence.list', { caseId: taken.caseId });
    const settings = await here.call('report.settings', { caseId: taken.caseId });
    expect(settings.excludedFindings).toEqual([findings.find(({ claim }) => claim === 'Not for print')?.id]);
    expect(settings.excludedExhibits).toEqual([exhibits.find(({ originalName }) => originalName === 'shot.png')?.id]);
  });

  it('of chosen exhibits turns no decision round, and lets out nothing that rests on others', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there);
    const bring = async (name: string) =>
      (await there.run('evidence.import', { caseId, ticket: there.ticketForBytes(name, `${name}\n1\n`) })).exhibitId;
    const [one, two] = [await bring('a.csv'), await bring('b.csv')];
    const [a, b, c, d] = [id(), id(), id(), id()];
    const person = (of: never, label: string) => ({ id: of, type: 'person' as const, label, exhibits: [one] });
    const entities = [person(a, 'A'), person(b, 'B'), person(c, 'C'), person(d, 'D')];
    await there.call('entity.create', { caseId, entities });
    const decide = (x: never, y: never, verdict: 'same' | 'different', reason: string, exhibitId: ExhibitId | null) =>
      there.call('identity.decide', { caseId, a: x, b: y, verdict, reason, exhibitId, despite: true });
    await decide(a, b, 'same', 'one name', null);
    await decide(a, b, 'different', 'two passports', two);
    await decide(b, c, 'same', 'in the first', one);
    await decide(b, c, 'different', 'in the second', two);
    await decide(c, d, 'different', 'a word in confidence', null);
    await decide(c, d, 'same', 'one account', one);
    await decide(a, d, 'different', 'told by phone', null);
    const forms = [{ text: 'written elsewhere', exhibit: two, place: '', rows: '' }];
    const phone = { id: id(), type: 'phone' as const, label: '+12025550100', exhibits: [one, two], forms };
    await there.call('entity.create', { caseId, entities: [phone] });
    // As vaults hold them where the exhibit was taken from the entity before its writings went along.
    const writer = there.core.session?.writer as WriteDb;
    writer.run(sql`DELETE FROM entity_exhibits WHERE entity_id = ${phone.id} AND exhibit_id = ${two}`);
    await there.call('query.save', {
      caseId,
      ...{ name: 'E-0001', description: 'a suspicion', sql: 'SELECT 1' },
      parameters: [],
    });
    const { identity, recipient } = await keys();
    const bytes = await bundleOf(there, caseId, recipient, [one]);
    const taken = await here.run('bundle.import', { ticket: here.ticketForBytes('x', bytes), with: { identity } });
    const { entries } = await here.call('identity.list', { caseId: taken.caseId });
    expect(entries.map(({ verdict, reason }) => [verdict, reason])).toEqual([['same', 'one account']]);
    const all = await here.call('entity.list', { caseId: taken.caseId });
    expect(all.map((each) => [each.label, each.forms])).toEqual([
      ...['A', 'B', 'C', 'D'].map((label) => [label, undefined]),
      ['+12025550100', undefined],
    ]);
    const list = await here.call('evidence.list', { caseId: taken.caseId });
    const log = list.find(({ title }) => title.startsWith('Custody log'))?.id as ExhibitId;
    const { text } = await here.call('evidence.text', { exhibitId: log });
    expect(text).toContain('evidence.import');
    expect(text).not.toContain('a suspicion');
  });

  it('keeps which entity of an identity is the canonical one', async () => {
    await using there = await openTestCore();
    const caseId = await newCase(there);
    const people = ['Zoe', 'Bert', 'Abel', 'Mia', 'Carl', 'Yan'].map((label) => ({
      id: id(),
      type: 'person' as const,
      label,
    }));
    await there.call('entity.create', { caseId, entities: people.slice(0, 3) });
    await there.call('entity.create', { caseId, entities: people.slice(3) });
    const [first, ...rest] = people;
    for (const { id: b } of rest)
      await there.call('identity.decide', { caseId, a: first?.id as never, b, verdict: 'same', reason: 'r' });
    const members = async (of: CaseId) =>
      (await there.call('identity.list', { caseId: of })).identities.map((each) =>
        each.members.map(({ label }) => label),
      );
    const { identity, recipient } = await keys();
    const ticket = there.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await there.run('bundle.import', { ticket, with: { identity } });
    expect(await members(taken.caseId)).toEqual(await members(caseId));
  });
});
