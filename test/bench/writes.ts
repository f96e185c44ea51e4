import { randomUUID } from 'node:crypto';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * Small writes, each a transaction of its own with its custody entry: findings stated and changed, entities placed on a board.
 * To hold two states of the program against each other, run this in both by turns on one machine.
 */
const COUNT = Number(process.env['BENCH_WRITES'] ?? 400);

for (let round = 1; round <= 3; round++) {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const began = performance.now();
  const cpu = process.cpuUsage();
  for (let at = 0; at < COUNT; at++) {
    const { id } = await test.call('finding.create', { caseId, claim: `Claim ${at}` });
    await test.call('finding.update', { findingId: id, explanation: `Because of ${at}` });
    const entity = { id: randomUUID() as never, type: 'account' as const, label: `account ${at}` };
    const item = { id: randomUUID() as never, x: at, y: at, width: 100, height: 60 };
    await test.call('board.apply', {
      boardId,
      step: 'Add account',
      ops: [
        { op: 'entity.create', entity },
        { op: 'item.place', item: { ...item, subject: { kind: 'entity', id: entity.id } } },
      ],
    });
  }
  const { user, system } = process.cpuUsage(cpu);
  const writes = 3 * COUNT;
  console.log(
    JSON.stringify({
      bench: 'writes',
      round,
      writes,
      msEach: (performance.now() - began) / writes,
      processorMsEach: (user + system) / 1000 / writes,
    }),
  );
}
