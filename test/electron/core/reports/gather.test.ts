import { expect, it } from 'vitest';
import type { JobContext } from '../../../../electron/core/context.ts';
import { gather } from '../../../../electron/core/reports/gather.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

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
