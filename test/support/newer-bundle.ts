import { randomUUID } from 'node:crypto';
import type { CaseId } from '../../shared/contract/values.ts';
import { fullCase } from './bundled-case.ts';
import { openTestCore, type TestCore } from './core.ts';
import { type Post, post } from './merge.ts';

export interface NewerBundle {
  readonly mail: Post;
  readonly here: CaseId;
  readonly bundle: Buffer;
}

/** A case of the vault that is open, and the newer bundle of a colleague who added a table with so many rows and entities that rest on it. */
export async function newerBundle(test: TestCore, rows: number, entities: number): Promise<NewerBundle> {
  const mail = await post();
  const { caseId: here } = await fullCase(test);
  await using colleague = await openTestCore();
  const there = await mail.bring(colleague, await mail.send(test, here));
  const csv = Array.from({ length: rows }, (_, at) => `A-${at},192.0.2.${at % 250},${(at % 997) / 100}\n`).join('');
  const ticket = colleague.ticketForBytes('payments.csv', `account,ip,amount\n${csv}`);
  const { exhibitId } = await colleague.run('evidence.import', { caseId: there, ticket });
  const { boardId } = await colleague.call('case.get', { caseId: there });
  for (let from = 0; from < entities; from += 500)
    await colleague.call('board.apply', {
      boardId,
      step: 'Add accounts',
      ops: Array.from({ length: Math.min(500, entities - from) }, (_, at) => ({
        op: 'entity.create' as const,
        entity: {
          ...{ id: randomUUID() as never, type: 'account' as const, label: `A-${from + at}`, note: '' },
          exhibits: [exhibitId],
        },
      })),
    });
  await colleague.call('finding.create', { caseId: there, claim: 'Paid in parts', exhibits: [exhibitId] });
  return { mail, here, bundle: await mail.send(colleague, there) };
}
