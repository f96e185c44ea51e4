import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import type { Core, Handlers, SessionContext, WriteContext } from '../context.ts';
import { verifyVault } from '../custody/verify.ts';
import { diskFault } from '../files/disk.ts';
import { inMemory } from '../files/tickets.ts';
import { inTransaction, opened } from '../transaction.ts';
import { backupIsDue, backupPlan, makeBackup } from './backups.ts';
import { ensureIdentity, publicIdentity } from './identity.ts';
import { newDataKey, unwrapKey, wrapKey } from './keys.ts';
import { lockVault } from './lock.ts';
import { readingPlan } from './reading-plan.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { Session } from './session.ts';
import { removeMeta, setMeta } from './store.ts';
import { strength } from './strength.ts';
import { allow, failed, succeeded } from './tries.ts';
import { readVaultFile, type VaultFile, writeVaultFile } from './vault-file.ts';

export const vaultHandlers: Handlers<'vault'> = {
  'vault.status': ({ core }) => status(core),
  'vault.list': ({ core }) => ({ vaults: core.settings.list(), folder: core.settings.vaultsFolder }),
  'vault.forget': ({ core }, { ref }) => {
    core.settings.forget(ref);
    return null;
  },
  'vault.strength': (_context, { passphrase }) => strength(passphrase),
  'vault.create': create,
  'vault.open': async ({ core }, { vault, passphrase }) => {
    const dir = folderOf(core, vault);
    await closeOpen(core, dir);
    const file = await readVaultFile(dir);
    const key = await tryKey(dir, 'The passphrase is wrong.', () =>
      unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase')),
    );
    enter(core, dir, key, 'vault.open');
    return status(core);
  },
  'vault.recover': recover,
  'vault.lock': async ({ core }) => {
    await lockVault(core, 'asked');
    return null;
  },
  'vault.touch': ({ core }) => {
    core.session?.active();
    return null;
  },
  'vault.changePassphrase': async ({ core }, { current, next }) => {
    const session = opened(core);
    const file = await readVaultFile(session.dir);
    const key = await tryKey(session.dir, 'The current passphrase is wrong.', () =>
      unwrapKey(file.keys.passphrase, current, bind(file.id, 'passphrase')),
    );
    await rewrap(core, session, file, key, 'passphrase', next);
    return null;
  },
  'vault.renewRecoveryCode': async ({ core }, { passphrase }) => {
    const session = opened(core);
    const file = await readVaultFile(session.dir);
    const key = await tryKey(session.dir, 'The passphrase is wrong.', () =>
      unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase')),
    );
    const recoveryCode = newRecoveryCode();
    await rewrap(core, session, file, key, 'recovery', readRecoveryCode(recoveryCode) as string);
    return { recoveryCode };
  },
  'vault.profile': ({ session }) => ({
    investigator: session.investigator,
    idleMinutes: session.idleMinutes,
    ...readingPlan(session),
  }),
  'vault.setProfile': ({ db, record }, changes) => {
    const { investigator, idleMinutes, readPictures, readLanguages } = changes;
    if (investigator !== undefined) setMeta(db, 'investigator', investigator);
    if (idleMinutes !== undefined) setMeta(db, 'idle_minutes', String(idleMinutes));
    if (readPictures !== undefined) setMeta(db, 'read_pictures', readPictures ? 'yes' : 'no');
    if (readLanguages !== undefined) setMeta(db, 'read_languages', [...new Set(readLanguages)].join('+'));
    const detail = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    record({ caseId: null, action: 'vault.setProfile', subject: 'vault', detail });
    return null;
  },
  'vault.verify': verifyVault,
  'vault.identity': ({ db }) => publicIdentity(db),
  'vault.exportIdentity': ({ core, session, db }) => {
    const pem = Buffer.from(publicIdentity(db).publicKeyPem);
    const name = `${session.name}-public-key.pem`;
    return {
      ticket: core.tickets.issue({ name, mediaType: 'application/x-pem-file', open: () => inMemory(pem) }),
      name,
    };
  },
  'vault.backups': ({ session }) => backupPlan(session),
  'vault.setBackups': ({ core, session, db, record }, { keep, folder }) => {
    if (keep !== undefined) setMeta(db, 'backup_keep', String(keep));
    if (folder === null) removeMeta(db, 'backup_folder');
    else if (folder !== undefined) setMeta(db, 'backup_folder', core.tickets.takeFolder(folder).path);
    const plan = backupPlan(session);
    record({
      caseId: null,
      action: 'vault.setBackups',
      subject: 'vault',
      detail: { keep: plan.keep, folderChanged: folder !== undefined },
    });
    return plan;
  },
  'vault.backup': async ({ core, session, label, write }) => {
    label(BACKUP_LABEL);
    const backup = await makeBackup(core, session);
    write((context) => recordBackup(context, backup));
    return backup;
  },
};

const bind = (id: string, slot: 'passphrase' | 'recovery') => `redthread vault ${id} ${slot}`;

function status(core: Core): VaultStatus {
  const session = core.session;
  if (!session) return { state: 'closed', name: null, investigator: null, idleMinutes: null, cutOff: [] };
  const { name, investigator, idleMinutes, cutOff } = session;
  return { state: 'open', name, investigator, idleMinutes, cutOff: [...cutOff] };
}

function folderOf(core: Core, vault: { ref: string } | { ticket: Ticket }): string {
  if ('ticket' in vault) return core.tickets.takeFolder(vault.ticket).path;
  const path = core.settings.pathOf(vault.ref);
  if (!path) throw new Fault('not-found', 'That vault is no longer in the list of recent ones. Choose its folder.');
  return path;
}

async function create({ core }: SessionContext, input: Parameters<Handlers<'vault'>['vault.create']>[1]) {
  const parent = input.place ? core.tickets.takeFolder(input.place).path : core.settings.vaultsFolder;
  const dir = join(parent, `${input.name}.redthread`);
  await closeOpen(core, dir);
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    if (await stat(dir).catch(() => null))
      throw new Fault(
        'conflict',
        `There is already a vault or folder named "${input.name}" there. Choose another name, or open it.`,
      );
    throw diskFault(error, `${input.name}.redthread`);
  }
  try {
    const key = newDataKey();
    const id = randomUUID();
    const recoveryCode = newRecoveryCode();
    const file: VaultFile = {
      redthread: 'vault',
      format: 1,
      id,
      cipher: 'aegis-256',
      keys: {
        passphrase: await wrapKey(key, input.passphrase, bind(id, 'passphrase')),
        recovery: await wrapKey(key, readRecoveryCode(recoveryCode) as string, bind(id, 'recovery')),
      },
    };
    await writeVaultFile(dir, file);
    enter(core, dir, key, 'vault.create', true, input.investigator);
    return { recoveryCode };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function recover({ core }: SessionContext, input: Parameters<Handlers<'vault'>['vault.recover']>[1]) {
  const dir = folderOf(core, input.vault);
  const code = readRecoveryCode(input.recoveryCode);
  if (!code)
    throw new Fault(
      'wrong-passphrase',
      'The recovery code has a typing error: its check characters do not fit. Compare it with the printed one.',
    );
  await closeOpen(core, dir);
  const file = await readVaultFile(dir);
  const key = await tryKey(dir, 'The recovery code is not of this vault, or was replaced by a newer one.', () =>
    unwrapKey(file.keys.recovery, code, bind(file.id, 'recovery')),
  );
  const session = enter(core, dir, key, 'vault.recover');
  await rewrap(core, session, file, key, 'passphrase', input.passphrase);
  return status(core);
}

/** Counts wrong tries and makes the next one wait. */
async function tryKey(dir: string, wrong: string, attempt: () => Promise<Buffer | null>): Promise<Buffer> {
  allow(dir);
  const key = await attempt();
  if (key) return key;
  const wait = failed(dir);
  throw new Fault('wrong-passphrase', wait > 0 ? `${wrong} The next try is possible in ${wait} s.` : wrong);
}

async function closeOpen(core: Core, dir: string): Promise<void> {
  if (!core.session) return;
  if (core.session.dir === dir) throw new Fault('conflict', 'That vault is open already.');
  await lockVault(core, 'asked');
}

function enter(core: Core, dir: string, key: Buffer, action: string, make = false, investigator?: string): Session {
  const session = Session.open(dir, key, core.program, make);
  const wrongTries = succeeded(dir);
  try {
    inTransaction(
      core,
      session,
      'vault',
      ({ db, record }) => {
        if (investigator) setMeta(db, 'investigator', investigator);
        ensureIdentity(db);
        record({
          caseId: null,
          action,
          subject: 'vault',
          detail: {
            ...(wrongTries > 0 ? { wrongTriesBefore: wrongTries } : {}),
            ...(session.cutOff.length > 0 ? { cutOff: session.cutOff } : {}),
          },
        });
      },
      true,
    );
  } catch (error) {
    session.close();
    throw error;
  }
  core.session = session;
  core.settings.remember(dir, core.now().toISOString());
  core.emit({ event: 'opened' });
  if (!make && backupIsDue(core, session)) startBackup(core, session);
  return session;
}

/** The automatic copy: in the background, visible as a job. */
function startBackup(core: Core, session: Session): void {
  core.jobs.start('vault.backup', BACKUP_LABEL, async () => {
    const backup = await makeBackup(core, session);
    inTransaction(core, session, 'vault', (context) => recordBackup(context, backup), true);
    return backup;
  });
}

const BACKUP_LABEL = 'Copying the vault';
const recordBackup = ({ record }: WriteContext, { name, bytes }: { name: string; bytes: number }) =>
  record({ caseId: null, action: 'vault.backup', subject: name, detail: { bytes } });

async function rewrap(
  core: Core,
  session: Session,
  file: VaultFile,
  key: Buffer,
  slot: 'passphrase' | 'recovery',
  secret: string,
): Promise<void> {
  const wrapped = await wrapKey(key, secret, bind(file.id, slot));
  if (key !== session.key) key.fill(0);
  await writeVaultFile(session.dir, { ...file, keys: { ...file.keys, [slot]: wrapped } });
  const action = slot === 'passphrase' ? 'vault.changePassphrase' : 'vault.renewRecoveryCode';
  inTransaction(core, session, 'vault', ({ record }) => record({ caseId: null, action, subject: 'vault' }), true);
}
