import { expect, it } from 'vitest';
import type { JobContext } from '../../../../electron/core/context.ts';
import { gather } from '../../../../electron/core/reports/gather.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';

const occasion = {
  edition: 'legal',
  printedAt: '2026-11-22T21:05:07.000Z',
  zone: 'UTC',
  preparedBy: 'R. Okafor',
  unrecorded: false,
  program: 'test',
} as const;

it('takes all of a print from one state, whatever is written while it is gathered', { timeout: 60_000 }, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  for (const name of ['a.txt', 'b.txt'])
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, name) });
  const { session } = test.core;
  if (!session) throw new Error('no vault is open');
  const context = { core: test.core, session, db: session.reader, signal: new AbortController().signal } as JobContext;
  const { model: before } = await gather(context, caseId, occasion, async () => {});
  let written = 0;
  const { model: during } = await gather(context, caseId, occasion, async (done) => {
    await test.call('finding.create', { caseId, claim: `Stated while exhibit ${done} was gathered` });
    await test.call('case.update', { caseId, background: 'Changed meanwhile.' });
    await test.call('report.update', { caseId, summary: 'Changed meanwhile.' });
    written++;
  });
  expect(written).toBe(2);
  expect(during).toEqual(before);
  expect(during.custody.at(-1)?.hash).toBe(during.chain.hash);
  const { model: after } = await gather(context, caseId, occasion, async () => {});
  expect([after.findings.length, after.summary]).toEqual([2, 'Changed meanwhile.']);
});

it('prints what an import warned of, and the check names what rests on a table that may lack rows', {
  timeout: 60_000,
}, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const rows = Array.from({ length: 5000 }, (_, at) => `u${at},h${at}`).join('\n');
  const bytes = `user,host\n${rows}\n`;
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('logins.csv', bytes) });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT count(*) AS n FROM logins' });
  const { label } = await test.call('query.freeze', { resultId, title: 'Count' });
  await test.call('finding.create', { caseId, claim: 'All of them', exhibits: [exhibitId] });
  const { ticket, warnings } = await test.run('report.print', {
    caseId,
    edition: 'legal',
    printedAt: occasion.printedAt,
  });
  const cap = /Exactly 5,000 rows: .* Check at the source that the export is complete\./;
  expect(warnings).toContainEqual(expect.stringMatching(cap));
  expect(warnings.find((each) => cap.test(each))).toMatch(
    new RegExp(`^E-0001, table logins, may lack rows\\..*F-1, ${label}`),
  );
  const text = (await readPdf(await test.collect(ticket))).pages.join(' ').replace(/\s+/g, ' ');
  expect(text).toMatch(cap);
});
