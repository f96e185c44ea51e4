import type { CommandName } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import type { CustodyAction } from '../../../shared/domain/custody-actions.ts';
import type { Core, WriteContext } from '../context.ts';
import { indexLeftOver } from '../datasets/index-content.ts';
import { stepsAttested } from '../db/migrate.ts';
import type { Running } from '../jobs/jobs.ts';
import { inTransaction } from '../transaction.ts';
import { backupIsDue, makeBackup } from './backups.ts';
import { noticesOf } from './location.ts';
import { followHead, missedHead, rolledBackTo } from './remembered-head.ts';
import { type Opening, Session } from './session.ts';
import { refOf } from './settings.ts';
import { ensureIdentity, setMeta } from './store.ts';
import { settleBinding } from './vault-file.ts';

/** What a wrapped key belongs to. */
export const bind = (id: string, slot: 'passphrase' | 'recovery' | 'device') => `redthread vault ${id} ${slot}`;

const CLOSED: VaultStatus = {
  state: 'closed',
  ref: null,
  name: null,
  investigator: null,
  idleMinutes: null,
  notices: [],
  interrupted: [],
  readOnly: null,
  rolledBack: null,
};

export function status(core: Core): VaultStatus {
  const session = core.session;
  if (!session) return { ...CLOSED };
  const { dir, name, investigator, idleMinutes, interrupted, readOnly, rolledBack } = session;
  return {
    state: 'open',
    ref: refOf(dir),
    name,
    investigator,
    idleMinutes,
    notices: noticesOf(dir),
    interrupted: [...interrupted],
    readOnly,
    rolledBack,
  };
}

export function folderOf(core: Core, vault: { ref: string } | { ticket: Ticket }): string {
  if ('ticket' in vault) return core.tickets.takeFolder(vault.ticket).path;
  const path = core.settings.pathOf(vault.ref);
  if (!path) throw new Fault('not-found', 'That vault is no longer in the list of recent ones. Choose its folder.');
  return path;
}

const FREE_ATTEMPTS = 3;
const LONGEST_WAIT_S = 60;
/** Wrong attempts of this run, by vault, and when the next is allowed. */
const attempts = new Map<string, { readonly wrong: number; readonly next: number }>();

/**
 * Counts wrong attempts. After three, each further attempt waits 1, 2, 4 … 60 s. This slows a person at the keyboard; a
 * copied vault is protected by the cost of Argon2id alone.
 * @throws Fault `wait` while the delay runs, `wrong-passphrase`
 */
export function tryKey(dir: string, wrong: string, attempt: () => Promise<Buffer | null>): Promise<Buffer> {
  // One after the other: attempts made at the same time count like any.
  const turn = attempted.then(() => oneAttempt(dir, wrong, attempt));
  attempted = turn.catch(() => {});
  return turn;
}
let attempted: Promise<unknown> = Promise.resolve();

async function oneAttempt(dir: string, wrong: string, attempt: () => Promise<Buffer | null>): Promise<Buffer> {
  const left = Math.ceil(((attempts.get(dir)?.next ?? 0) - performance.now()) / 1000);
  if (left > 0) throw new Fault('wait', `Too many wrong attempts. Try again in ${left} s.`);
  const key = await attempt();
  if (key) return key;
  const count = wrongAttempts(dir) + 1;
  const wait = count < FREE_ATTEMPTS ? 0 : Math.min(2 ** (count - FREE_ATTEMPTS), LONGEST_WAIT_S);
  attempts.set(dir, { wrong: count, next: performance.now() + wait * 1000 });
  throw new Fault('wrong-passphrase', wait > 0 ? `${wrong} The next attempt is possible in ${wait} s.` : wrong);
}

const wrongAttempts = (dir: string): number => attempts.get(dir)?.wrong ?? 0;

/** A vault that was open leaves its traces in this process, which ends with it: the next is opened in a fresh one. */
export function mustBeClosed(core: Core, dir: string): void {
  if (!core.session) return;
  const same = core.session.dir === dir;
  throw new Fault('conflict', same ? 'That vault is open already.' : 'Another vault is open. Lock it first.');
}

interface Entering {
  readonly make?: boolean;
  readonly investigator?: string | undefined;
  /** What the custody entry says beside what the opening found. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
export function enter(
  core: Core,
  { dir, file, key, held }: Pick<Opening, 'dir' | 'file' | 'key' | 'held'>,
  action: CustodyAction,
  { make = false, investigator, detail = {} }: Entering = {},
): Session {
  const { program, settings } = core;
  const backupFolder = settings.backupsOf(file.id).folder;
  const session = opening({ dir, file, key, program, make, backupFolder, ...(held ? { held } : {}) });
  const wrongBefore = wrongAttempts(dir);
  attempts.delete(dir);
  const missed = make ? null : missedHead(core, session);
  session.rolledBack = missed && rolledBackTo(session, missed);
  try {
    if (session.readOnly === null)
      inTransaction(
        core,
        session,
        'vault',
        ({ db, record }) => {
          settleBinding(db, file); // of a change that was cut short; with the entry, which attests it
          if (investigator) setMeta(db, 'investigator', investigator);
          ensureIdentity(db);
          stepsAttested(db);
          record({
            caseId: null,
            action,
            subject: 'vault',
            detail: {
              ...detail,
              ...(wrongBefore > 0 ? { wrongAttemptsBefore: wrongBefore } : {}),
              ...(session.opened.migrated.length > 0 ? { migratedTo: session.opened.migrated } : {}),
              ...(missed ? { headExpected: missed } : {}),
              ...(session.interrupted.length > 0 ? { interrupted: session.interrupted } : {}),
            },
          });
        },
        true,
      );
  } catch (error) {
    session.close();
    throw error;
  }
  followHead(core, session);
  core.session = session;
  core.settings.remember(dir, core.now().toISOString());
  core.settle(core, session); // what a crash left unrecorded of an edit
  core.emit({ event: 'opened' });
  if (!make && session.readOnly === null) {
    indexLeftOver({ core, session });
    if (backupIsDue(core, session)) startBackup(core, session);
  }
  return session;
}

/** The session overwrites the key when it closes; without one, it is overwritten here. */
function opening(given: Opening): Session {
  try {
    return Session.open(given);
  } catch (error) {
    given.key.fill(0);
    throw error;
  }
}

/** The automatic copy: in the background, visible as a job. */
function startBackup(core: Core, session: Session): void {
  core.jobs.start('vault.backup', BACKUP_LABEL, async (running) => {
    const backup = await makeBackup(core, session, running);
    inTransaction(core, session, 'vault', (context) => recordBackup(context, backup), true);
    return backup;
  });
}

export const BACKUP_LABEL = 'Copying the vault';
export const recordBackup = ({ record }: WriteContext, { name, bytes }: { name: string; bytes: number }) =>
  record({ caseId: null, action: 'vault.backup', subject: name, detail: { bytes } });

/** Work of a command that needs no open vault, shown among the jobs, where it can be stopped; what it comes to is told to the caller alone. */
export function asJob<T>(
  core: Core,
  command: CommandName,
  label: string,
  work: (running: Running) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    core.jobs.start(command, label, async (running) => {
      try {
        resolve(await work(running));
      } catch (error) {
        reject(error);
        throw error;
      }
    });
  });
}
