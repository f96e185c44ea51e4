import { expect } from 'vitest';
import { USUAL_GOALS } from '../../shared/domain/clocks/request-clock.ts';
import { OFFICE_HOURS } from '../../shared/domain/clocks/work-calendar.ts';
import type { CaseId, Walker } from './walker.ts';

const TEXT = 'From: Dana Reyes <dana@example.com>\nSubject: Payouts\n\nWho uses 192.0.2.1? Since when?\n';

/** From a pasted e-mail to a reply that is recorded as delivered. */
export async function requestsAreAnswered(walker: Walker, caseId: CaseId): Promise<void> {
  const said = {
    zone: OFFICE_HOURS.zone,
    week: OFFICE_HOURS.week.map((day) => [...day]),
    holidays: {},
    goals: USUAL_GOALS,
  };
  const calendar = await walker.do('calendar.save', { name: 'Desk hours', ...said, source: '' });
  expect(await walker.do('calendar.list', {})).toEqual([calendar]);
  const to = { caseId, reason: 'the same address' };
  const { id: requestId } = await walker.do('request.create', { to, text: TEXT, calendarId: calendar.id });
  await walker.do('request.update', { requestId, team: 'Legal', calendarId: null });
  await walker.do('calendar.remove', { id: calendar.id });
  await walker.do('request.log', { requestId, kind: 'acknowledged' });
  expect((await walker.do('request.list', {})).map(({ subject }) => subject)).toEqual(['Payouts']);
  expect((await walker.do('request.look', { caseId, text: TEXT })).values).toHaveLength(2);
  expect((await walker.do('desk.lookInLists', { caseId, text: TEXT })).values).toHaveLength(2);
  expect((await walker.do('request.related', { caseId })).picturesCompared).toBe(true);
  const asked = await walker.do('question.create', { requestId, text: 'And from where?' });
  await walker.do('question.remove', { questionId: asked.id });
  const [first] = await walker.do('question.list', { caseId });
  await walker.do('question.update', { questionId: first?.id as never, answer: 'Account 007. E-0001', ready: true });
  const of = { requestId, kind: 'interim', audience: 'ticket' } as const;
  const { text, questions } = await walker.do('reply.draft', of);
  expect((await walker.do('reply.check', { ...of, text })).withheld).toEqual([]);
  const out = { ...of, text, questions, recipient: 'Dana Reyes', how: 'copied', reason: 'not judged yet' } as const;
  const { sha256 } = await walker.do('reply.deliver', out);
  expect((await walker.do('reply.list', { caseId })).map((each) => each.sha256)).toEqual([sha256]);
  const { how: _how, ...printed } = out;
  expect(await walker.do('reply.print', printed)).toMatchObject({ pages: 1, warnings: [] });
}

/** A list that is an exhibit, a run over it, and what is held of its hit. */
export async function namesAreScreened(walker: Walker, caseId: CaseId): Promise<void> {
  const list = new TextEncoder().encode('name;country\nMara Voss;Ruritania\n');
  const { exhibitId } = await walker.do('evidence.import', { caseId }, { file: { name: 'own-list.csv', bytes: list } });
  const run = await walker.do('screening.run', { caseId, lists: [exhibitId], names: ['Mara Voss'], entities: false });
  expect(run).toMatchObject({ subjects: 1, hits: 1 });
  const { run: kept } = await walker.do('screening.get', { exhibitId: run.exhibitId });
  const { list: listed = '', entry = { id: '' } } = kept.hits[0] ?? {};
  const hit = { exhibitId: run.exhibitId, subject: 'Mara Voss', list: listed, entry: entry.id };
  await walker.do('screening.decide', { ...hit, verdict: 'cleared', reason: 'another person' });
  expect((await walker.do('screening.get', { exhibitId: run.exhibitId })).decisions).toMatchObject([
    { verdict: 'cleared' },
  ]);
  expect(await walker.do('screening.runs', { caseId })).toHaveLength(1);
}

/** A list of countries is loaded, a country looked up, noted and kept. */
export async function countriesAreLookedUp(walker: Walker, caseId: CaseId): Promise<void> {
  const list = new TextEncoder().encode('country;status;valid from\nIran;call for action;2026-01-01\n');
  const { exhibitId } = await walker.do(
    'evidence.import',
    { caseId },
    { file: { name: 'countries.csv', bytes: list } },
  );
  const [loaded] = await walker.do('country.load', { caseId, exhibits: [exhibitId], date: '2026-02-01' });
  expect(loaded).toMatchObject({ kind: 'fatf', countries: 1, dateBy: 'person' });
  expect(await walker.do('country.lists', { caseId })).toEqual([loaded]);
  await walker.do('country.note', { caseId, country: 'IR', text: 'See the memo.' });
  expect(await walker.do('country.sheet', { caseId, country: 'IR' })).toMatchObject({
    name: 'Iran',
    lines: [{ kind: 'fatf' }],
  });
  expect(Array.isArray(await walker.do('country.ofCase', { caseId }))).toBe(true);
  expect((await walker.do('country.freeze', { caseId, country: 'IR' })).label).toMatch(/^E-/);
  await walker.do('country.unload', { exhibitId });
}

/** Tasks with their time, trends, a case that is closed with a reason, and one that is a part of another. */
export async function workIsDone(walker: Walker, caseId: CaseId): Promise<void> {
  const task = await walker.do('work.addTask', { caseId, text: 'Ask the bank' });
  await walker.do('work.changeTask', { id: task.id, state: 'doing' });
  expect((await walker.do('work.open', {})).map(({ id }) => id)).toContain(task.id);
  await walker.do('work.addEntry', { caseId, taskId: task.id, minutes: 5, text: 'Called' });
  expect((await walker.do('work.log', { caseId })).map(({ minutes }) => minutes)).toEqual([5]);
  const asked = { by: 'team', from: '2026-01-01', to: '2026-12-31' } as const;
  expect((await walker.do('trend.read', asked)).by).toBe('team');
  expect(Array.isArray(await walker.do('trend.watch', { from: asked.from, to: asked.to }))).toBe(true);
  expect(await walker.do('trend.holdings', {})).toContainEqual(expect.objectContaining({ caseId }));
  await walker.do('trend.freeze', { ...asked, caseId });
  expect(await walker.do('trend.print', asked)).toMatchObject({ pages: 1 });
  await walker.do('trend.print', { ...asked, by: 'country', countries: true });
  const gone = await walker.do('work.addTask', { caseId, text: 'Not needed' });
  await walker.do('work.removeTask', { id: gone.id });
  await walker.do('checklist.add', { caseId, of: { text: 'Who redeemed the cards, and where?' } });
  await walker.do('work.addFromChecklist', { caseId });
  expect((await walker.do('work.tasks', { caseId })).length).toBeGreaterThan(1);
  const { id: other } = await walker.do('case.create', { title: 'A part' });
  await walker.do('work.setParent', { caseId: other, parent: caseId, reason: 'the same ring' });
  await walker.do('work.close', { caseId: other, outcome: 'duplicate', reason: 'told elsewhere' });
  expect(await walker.do('work.standings', {})).toContainEqual(
    expect.objectContaining({ caseId: other, outcome: 'duplicate', parent: caseId }),
  );
}

/** A case that is kept until a day, held, let go of, and destroyed; another one of its vault stays. */
export async function caseIsDestroyed(walker: Walker, title = 'Its time is over'): Promise<void> {
  const { id: caseId } = await walker.do('case.create', { title });
  const said = { typology: '', team: 'Nobody', months: 60, countedFrom: 'closed', basis: 'Schedule 4' } as const;
  const rule = await walker.do('retention.saveRule', said);
  expect(await walker.do('retention.rules', {})).toContainEqual(rule);
  expect(Array.isArray(await walker.do('retention.byRule', {}))).toBe(true);
  await walker.do('retention.removeRule', { id: rule.id });
  await walker.do('retention.set', { caseId, until: '2026-01-31', basis: 'Schedule 4' });
  const hold = await walker.do('retention.hold', { caseId, matter: 'Claim 7', reason: 'Counsel asked' });
  expect((await walker.do('retention.preview', { caseId })).refusals).toHaveLength(1);
  await walker.do('retention.release', { id: hold.id, reason: 'Settled' });
  expect(await walker.do('retention.openings', { caseId })).toEqual([]);
  const { label = '' } = (await walker.do('retention.list', {})).find((each) => each.caseId === caseId) ?? {};
  const given = { caseId, confirm: label, reason: 'Schedule 4 has run out' };
  const { hash } = await walker.do('retention.destroy', given);
  await walker.do('retention.writeAnew', {});
  expect((await walker.do('retention.certificates', {})).map((each) => each.hash)).toContain(hash);
  // It names every backup by its path and every table: how many pages that takes is not the walk's to say.
  expect(await walker.do('retention.printCertificate', { caseId })).toMatchObject({ warnings: [] });
}
