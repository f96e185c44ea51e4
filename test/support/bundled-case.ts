import { randomUUID } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { BoardOp } from '../../shared/contract/board.ts';
import type { CaseId, ExhibitId } from '../../shared/contract/values.ts';
import { newCase, type TestCore } from './core.ts';

/** A new id of any kind. */
export const id = (): never => randomUUID() as never;
export const CSV = 'account,ip\n007,192.0.2.7\n008,192.0.2.7\n009,198.51.100.3\n';

export const SAVED = {
  name: 'Of an address',
  description: 'for the ring',
  sql: 'SELECT * FROM logins WHERE ip = :ip',
  parameters: [{ name: 'ip', kind: 'text' as const, value: '192.0.2.7' }],
};
interface Made {
  readonly caseId: CaseId;
  readonly csv: ExhibitId;
  readonly png: ExhibitId;
  readonly query: ExhibitId;
}

/** A case with a table, a picture, a removed exhibit, a frozen query, a board, a finding and report words. */
export async function fullCase(test: TestCore): Promise<Made> {
  const caseId = await newCase(test, 'Bundled case');
  const bring = async (name: string, bytes: Uint8Array | string) =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes), tags: ['t'] })).exhibitId;
  const csv = await bring('logins.csv', CSV);
  const gone = await bring('mistake.txt', 'not part of this');
  await test.call('evidence.remove', { exhibitId: gone, reason: 'belongs to another case' });
  const png = await bring('shot.png', createCanvas(40, 30).toBuffer('image/png'));
  const sql = 'SELECT ip, count(*) AS n FROM logins GROUP BY ip ORDER BY n DESC';
  const result = await test.run('query.run', { caseId, sql });
  const query = (await test.call('query.freeze', { resultId: result.resultId, title: 'Shared addresses' })).id;
  const { boardId } = await test.call('case.get', { caseId });
  const [account, note] = [id(), id()];
  const size = { width: 160, height: 40 };
  const ops: BoardOp[] = [
    { op: 'entity.create', entity: { id: account, type: 'account', label: '007', note: '', exhibits: [csv] } },
    { op: 'item.place', item: { id: id(), subject: { kind: 'entity', id: account }, x: 10, y: 20, ...size } },
    { op: 'note.create', note: { id: note, text: 'look here' } },
    { op: 'item.place', item: { id: id(), subject: { kind: 'note', id: note }, x: 300, y: 20, ...size } },
    { op: 'item.place', item: { id: id(), subject: { kind: 'exhibit', id: png }, x: 10, y: 200, ...size } },
    {
      op: 'link.create',
      link: {
        ...{ id: id(), from: { kind: 'exhibit', id: png }, to: { kind: 'entity', id: account }, type: 'shows' },
        ...{ label: '', direction: 'forward', note: '', exhibits: [png] },
      },
    },
  ];
  await test.call('board.apply', { boardId, step: 'Set up', ops });
  await test.call('finding.create', { caseId, claim: 'Shared', likelihood: 'likely', exhibits: [query, csv] });
  await test.call('query.save', { caseId, ...SAVED });
  await test.call('report.update', { caseId, summary: 'In short', boardId });
  return { caseId, csv, png, query };
}

/** A secret key of age, and the public one that a bundle is made for. */
export async function keys() {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}
export async function bundleOf(
  test: TestCore,
  caseId: CaseId,
  recipient: string,
  exhibits?: ExhibitId[],
): Promise<Buffer> {
  const made = await test.run('bundle.export', { caseId, exhibits, to: { recipients: [recipient] } });
  return test.collect(made.ticket);
}
