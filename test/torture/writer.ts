import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { runJob, unwrap } from '../../electron/core/host/client.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import { openLocalCore } from '../../electron/core/host/local.ts';
import type { Answer, CommandName, Input } from '../../shared/contract/commands.ts';
import type { BoardId, CaseId, EntityId, ItemId } from '../../shared/contract/values.ts';
import { CHEAP } from '../support/passphrase.ts';

/**
 * The victim of `kills.ts`: works on a vault without end and tells each acknowledged write on standard output before
 * it goes on. Arguments: the vault's folder, its passphrase, the case's id, its board's id.
 */
const [dir, passphrase, caseId, boardId] = process.argv.slice(2) as [string, string, CaseId, BoardId];
flushCompileCache();
// In this very process, so that a kill hits the core in the middle of its work.
const core = openLocalCore(
  { program: 'torture', settingsFolder: `${dir}-settings`, vaultsFolder: dir, keyCost: CHEAP },
  forkProcess,
);
const ask = async <N extends CommandName>(name: N, input: Input<N>) =>
  unwrap(await core.call(name, input)) as Answer<N>;
const acknowledge = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`);

async function* pieces(bytes: Buffer): AsyncIterableIterator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}
async function importBytes(name: string, bytes: Buffer): Promise<void> {
  const ticket = core.admitBytes(name, bytes.length, pieces(bytes));
  const { exhibit, sha256, duplicateOf } = await runJob(core, 'evidence.import', { caseId, ticket });
  if (!duplicateOf) acknowledge({ kind: 'exhibit', exhibit, sha256 });
}

const works: (() => Promise<void>)[] = [
  () => importBytes('noise.bin', randomBytes(randomInt(1, 3_000_000))),
  () =>
    importBytes(
      'rows.csv',
      Buffer.from(
        `id,ip\n${Array.from({ length: randomInt(1, 4000) }, () => `${randomInt(1e9)},192.0.2.1`).join('\n')}\n`,
      ),
    ),
  () => {
    // Long enough for the threads that read and store it.
    const rows = `${randomInt(1e9)},192.0.2.1\n`.repeat(randomInt(300_000, 600_000));
    return importBytes('long.csv', Buffer.from(`id,ip\n${rows}`));
  },
  async () => {
    const claim = `Claim ${randomUUID()}`;
    await ask('finding.create', { caseId, claim });
    acknowledge({ kind: 'finding', claim });
  },
  async () => {
    const background = randomUUID();
    await ask('case.update', { caseId, background });
    acknowledge({ kind: 'background', background });
  },
  async () => {
    const id = randomUUID() as EntityId;
    await ask('board.apply', {
      boardId,
      step: 'Add account',
      ops: [
        { op: 'entity.create', entity: { id, type: 'account', label: id } },
        {
          op: 'item.place',
          item: { id: randomUUID() as ItemId, subject: { kind: 'entity', id }, x: 1, y: 2, width: 100, height: 60 },
        },
      ],
    });
    acknowledge({ kind: 'entity', id });
  },
  async () => {
    const { resultId } = await runJob(core, 'query.run', {
      caseId,
      sql: `SELECT number, sha256, '${randomUUID()}' AS mark FROM exhibits`,
    });
    const { label, sha256 } = await ask('query.freeze', { resultId, title: 'Exhibits' });
    acknowledge({ kind: 'exhibit', exhibit: label, sha256 });
  },
  async () => {
    const { sha256 } = await runJob(core, 'report.print', { caseId });
    acknowledge({ kind: 'report', sha256 });
  },
];

const ticket = await core.admitPath(dir, 'folder');
await ask('vault.open', { vault: { ticket }, passphrase });
acknowledge({ kind: 'ready' });
for (;;) await (works[randomInt(works.length)] as () => Promise<void>)();
