import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { Yardstick } from '../../../shared/contract/findings.ts';
import type { Core, Handlers, SessionContext } from '../context.ts';
import { diskFault } from '../files/disk.ts';
import { inMemory } from '../files/tickets.ts';
import { readingPlan } from '../ocr/reads.ts';
import { proofreadingPlan } from '../proofreading/reads.ts';
import { opened } from '../transaction.ts';
import { verifyVault } from '../verify/verify.ts';
import { backupPlan, makeBackup } from './backups.ts';
import { deviceHandlers } from './device-key.ts';
import { BACKUP_LABEL, bind, enter, folderOf, mustBeClosed, recordBackup, status, tryKey } from './entering.ts';
import { folderHandlers } from './folders.ts';
import { newDataKey, newRecoveryCode, readRecoveryCode, unwrapKey, wrapKey } from './keys.ts';
import { readOnlyBecause } from './location.ts';
import { lockVault } from './lock.ts';
import { publicIdentity } from './reads.ts';
import { rekeyVault } from './rekey.ts';
import { restoreHandlers } from './restore.ts';
import type { Session } from './session.ts';
import { setMeta } from './store.ts';
import { strength } from './strength.ts';
import { changeVaultFile, readVaultFile, type VaultFile, writeVaultFile } from './vault-file.ts';

export const vaultHandlers: Handlers<'vault'> = {
  'vault.status': ({ core }) => status(core),
  'vault.list': ({ core }) => ({
    // The file of a key store is of no use to a host that reaches none.
    vaults: core.settings.list().map((vault) => ({ ...vault, onDevice: vault.onDevice && core.keyStore !== null })),
    folder: core.settings.vaultsFolder,
  }),
  'vault.forget': ({ core }, { ref }) => {
    core.settings.forget(ref);
    return null;
  },
  'vault.strength': (_context, { passphrase }) => strength(passphrase),
  'vault.create': create,
  'vault.open': async ({ core }, { vault, passphrase }) => {
    const dir = folderOf(core, vault);
    mustBeClosed(core, dir);
    const file = readVaultFile(dir, core.keyCost);
    const key = await tryKey(dir, 'The passphrase is wrong.', () =>
      unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase')),
    );
    enter(core, { dir, file, key }, 'vault.open');
    return status(core);
  },
  ...deviceHandlers,
  ...folderHandlers,
  ...restoreHandlers,
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
    const file = readVaultFile(session.dir, core.keyCost);
    const key = await tryKey(session.dir, 'The current passphrase is wrong.', () =>
      unwrapKey(file.keys.passphrase, current, bind(file.id, 'passphrase')),
    );
    await rewrap(core, session, key, 'passphrase', next);
    return null;
  },
  'vault.rekey': rekeyVault,
  'vault.renewRecoveryCode': async ({ core }, { passphrase }) => {
    const session = opened(core);
    const file = readVaultFile(session.dir, core.keyCost);
    const key = await tryKey(session.dir, 'The passphrase is wrong.', () =>
      unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase')),
    );
    const recoveryCode = newRecoveryCode();
    await rewrap(core, session, key, 'recovery', readRecoveryCode(recoveryCode) as string);
    return { recoveryCode };
  },
  'vault.profile': ({ session }) => ({
    investigator: session.investigator,
    idleMinutes: session.idleMinutes,
    ...readingPlan(session),
    ...proofreadingPlan(session),
    yardstick: Yardstick.safeParse(session.meta('yardstick')).data ?? 'icd-203',
  }),
  'vault.setProfile': ({ db, record }, changes) => {
    const { investigator, idleMinutes, readPictures, readLanguages, yardstick, proofreading, ownWords } = changes;
    if (investigator !== undefined) setMeta(db, 'investigator', investigator);
    if (idleMinutes !== undefined) setMeta(db, 'idle_minutes', String(idleMinutes));
    if (readPictures !== undefined) setMeta(db, 'read_pictures', readPictures ? 'yes' : 'no');
    if (readLanguages !== undefined) setMeta(db, 'read_languages', [...new Set(readLanguages)].join('+'));
    if (yardstick !== undefined) setMeta(db, 'yardstick', yardstick);
    if (proofreading !== undefined) setMeta(db, 'proofreading', proofreading ?? 'off');
    if (ownWords !== undefined) setMeta(db, 'own_words', JSON.stringify([...new Set(ownWords)].sort()));
    // A word may be of a case that is destroyed one day: the log has their count.
    const told = { ...changes, ownWords: ownWords?.length };
    const detail = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
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
  'vault.backups': ({ core, session }) => backupPlan(core, session),
  'vault.setBackups': ({ core, session, record }, { keep, folder }) => {
    core.settings.setBackups(session.id, {
      ...(keep === undefined ? {} : { keep }),
      ...(folder === undefined ? {} : { folder: folder && core.tickets.takeFolder(folder).path }),
    });
    const plan = backupPlan(core, session);
    record({
      caseId: null,
      action: 'vault.setBackups',
      subject: 'vault',
      detail: { keep: plan.keep, folderChanged: folder !== undefined },
    });
    return plan;
  },
  'vault.backup': async ({ core, session, label, write, signal, progress }) => {
    label(BACKUP_LABEL);
    const backup = await makeBackup(core, session, { signal, progress });
    write((context) => recordBackup(context, backup));
    return backup;
  },
};

async function create({ core }: SessionContext, input: Parameters<Handlers<'vault'>['vault.create']>[1]) {
  const parent = input.folder ? core.tickets.takeFolder(input.folder).path : core.settings.vaultsFolder;
  const dir = join(parent, `${input.name}.redthread`);
  mustBeClosed(core, dir);
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
      generation: 1,
      cipher: 'aegis-256',
      keys: {
        passphrase: await wrapKey(key, input.passphrase, bind(id, 'passphrase'), core.keyCost),
        recovery: await wrapKey(key, readRecoveryCode(recoveryCode) as string, bind(id, 'recovery'), core.keyCost),
      },
    };
    writeVaultFile(dir, file);
    enter(core, { dir, file, key }, 'vault.create', { make: true, investigator: input.investigator });
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
  mustBeClosed(core, dir);
  if (readOnlyBecause(dir) !== null)
    throw new Fault(
      'read-only',
      'The recovery code sets a new passphrase, and this vault lies where nothing can be written. Copy the whole vault folder to another disk, and use the code there.',
    );
  const file = readVaultFile(dir, core.keyCost);
  const key = await tryKey(dir, 'The recovery code is not of this vault, or was replaced by a newer one.', () =>
    unwrapKey(file.keys.recovery, code, bind(file.id, 'recovery')),
  );
  const session = enter(core, { dir, file, key }, 'vault.recover');
  await rewrap(core, session, key, 'passphrase', input.passphrase);
  return status(core);
}

async function rewrap(
  core: Core,
  session: Session,
  key: Buffer,
  slot: 'passphrase' | 'recovery',
  secret: string,
): Promise<void> {
  const wrapped = await wrapKey(key, secret, bind(session.id, slot), core.keyCost).finally(() => {
    if (key !== session.key) key.fill(0);
  });
  const action = slot === 'passphrase' ? 'vault.changePassphrase' : 'vault.renewRecoveryCode';
  changeVaultFile(core, session, action, (keys) => ({ ...keys, [slot]: wrapped }));
}
