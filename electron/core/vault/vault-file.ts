import { createHash } from 'node:crypto';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CustodyAction } from '../../../shared/domain/custody-actions.ts';
import type { Core } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { mustBeOrdinary, readSmall, replaceFile } from '../files/disk.ts';
import { inTransaction } from '../transaction.ts';
import { DeviceWrappedKey, type KeyCost, TOO_DEAR, wrappedKey } from './keys.ts';
import type { Session } from './session.ts';
import { removeMeta, setMeta } from './store.ts';

export const VAULT_FORMAT = 1;

/** `vault.json`: how the data key is wrapped. It says nothing about any case. */
const vaultFile = (least: KeyCost) =>
  z.strictObject({
    redthread: z.literal('vault'),
    format: z.literal(VAULT_FORMAT),
    id: z.uuid(),
    /** Counts its changes from 1. The store holds the number and the digest of the one that belongs to it (binding.ts). */
    generation: z.int().min(1),
    cipher: z.literal('aegis-256'),
    keys: z.strictObject({
      passphrase: wrappedKey(least),
      recovery: wrappedKey(least),
      /** Under a secret that only the key store of one computer gives out; absent unless it was asked for. */
      device: DeviceWrappedKey.optional(),
    }),
  });
export type VaultFile = z.infer<ReturnType<typeof vaultFile>>;

const fileIn = (dir: string) => join(dir, 'vault.json');

/** What a vault's folder holds; nothing of it is touched unless all of it is as it should be. */
const NAMES = [
  'vault.json',
  'vault.lock',
  'vault.holder',
  'store.db',
  'store.db-wal',
  'store.db-shm',
  'store.db-journal',
  'store.db.rekeyed',
  'store.db.rekeyed-wal',
  'store.db.rekeyed-shm',
  'store.db.rekeyed-journal',
];
const MOST_BYTES = 65_536; // it has about 1,200

/** @throws Fault `not-found`, `damaged` when it is not an ordinary small file */
export function readVaultBytes(dir: string): Buffer {
  try {
    return readSmall(fileIn(dir), MOST_BYTES);
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'not-found')) throw error;
    throw new Fault(
      'not-found',
      'That folder is not a vault: it has no vault.json. Choose a folder named like NAME.redthread.',
    );
  }
}

/** The id of the vault that a folder holds a copy of; null when it holds none. */
export function vaultIdOf(dir: string): string | null {
  try {
    const value = JSON.parse(readVaultBytes(dir).toString('utf8'));
    return z.looseObject({ redthread: z.literal('vault'), id: z.uuid() }).parse(value).id;
  } catch {
    return null;
  }
}

/** @throws Fault `not-found`, `too-new` or `damaged`, the last also for a key that costs less than `least` */
export function readVaultFile(dir: string, least: KeyCost): VaultFile {
  for (const name of NAMES) mustBeOrdinary(join(dir, name));
  const bytes = readVaultBytes(dir);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Fault(
      'damaged',
      'vault.json is not readable JSON. Restore it from a backup; store.db cannot be opened without it.',
    );
  }
  const format = z.looseObject({ redthread: z.literal('vault'), format: z.int() }).safeParse(value);
  if (format.success && format.data.format > VAULT_FORMAT) {
    throw new Fault(
      'too-new',
      `This vault has format ${format.data.format}; this program knows ${VAULT_FORMAT}. Open it with a newer Redthread.`,
    );
  }
  const parsed = vaultFile(least).safeParse(value);
  if (!parsed.success)
    throw new Fault(
      'damaged',
      parsed.error.issues.some(({ message }) => message === TOO_DEAR)
        ? `vault.json asks for ${TOO_DEAR}. Redthread never writes such a file: it was altered. Restore it from a backup.`
        : 'vault.json is not a vault file, or was altered. Restore it from a backup.',
    );
  return parsed.data;
}

export const writeVaultFile = (dir: string, value: VaultFile): void =>
  replaceFile(fileIn(dir), `${JSON.stringify(value, null, 2)}\n`);

/**
 * Which `vault.json` belongs to the store: its generation and digest, in `meta`. Without that, an old `vault.json` would open
 * the store of today with a passphrase that was replaced.
 *
 * A change is written in three steps, each on disk before the next; at every moment the file is one that the store names:
 *
 * 1. store: NEXT = the new file's. A stop before or after leaves the old file, which is CURRENT.
 * 2. `vault.json.next` is written and renamed, the folder flushed. A stop leaves the old file (CURRENT) or the new one (NEXT).
 * 3. store: CURRENT = the new file's, NEXT gone, with the custody entry. A stop before it leaves the new file, which is NEXT.
 *
 * The next opening finishes what it finds, with its custody entry: a file that is NEXT becomes CURRENT, one that is CURRENT ends
 * the change. Until step 3 the change was not acknowledged, so that either passphrase may be the one that opens.
 */
const CURRENT = 'vault_file';
const NEXT = 'vault_file_next';

/** What a store knows its `vault.json` by. */
export const nameOf = (file: VaultFile): string =>
  `${file.generation} ${createHash('sha256')
    .update(canonicalize(file) as string)
    .digest('hex')}`;

const held = (db: ReadDb | WriteDb, key: string): string | undefined =>
  db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${key}`)?.value;

/** @throws Fault `damaged` saying what to do when the store names another `vault.json` */
export function mustBelongTogether(db: ReadDb | WriteDb, file: VaultFile): void {
  const current = held(db, CURRENT);
  if ([current, held(db, NEXT)].includes(nameOf(file))) return;
  const generation = Number.parseInt(current ?? '0', 10);
  if (file.generation < generation)
    throw new Fault(
      'damaged',
      `vault.json is older than the store: it is number ${file.generation}, the store was last used with number ${generation}. A passphrase or recovery code was replaced in between, and the old one does not open this vault any more. Put back the vault.json from a backup made after the change.`,
    );
  throw new Fault(
    'damaged',
    file.generation > generation
      ? `store.db is older than vault.json: it was put back from a copy made before vault.json was changed. Restore the whole folder from one backup.`
      : 'vault.json is not the one that the store was last used with: it was altered or comes from another copy. Restore the whole folder from a backup.',
  );
}

/** Step 1, for a copy that was given another key (rekey.ts). @param binding by `nameOf` */
export const expectNext = (db: WriteDb, binding: string): void => setMeta(db, NEXT, binding);

/** For a store that is made. */
export const bindTo = (db: WriteDb, file: VaultFile): void => setMeta(db, CURRENT, nameOf(file));

/** Finishes a change that was cut short. @throws Fault `damaged` */
export function settleBinding(db: WriteDb, file: VaultFile): void {
  mustBelongTogether(db, file);
  if (held(db, NEXT) === undefined) return;
  db.transaction(() => {
    bindTo(db, file);
    removeMeta(db, NEXT);
  });
}

/** Changes how the key is wrapped, and records it; without a pause, so that no copy of the vault has the one and not the other. */
export function changeVaultFile(
  core: Core,
  session: Session,
  action: CustodyAction,
  change: (keys: VaultFile['keys']) => VaultFile['keys'],
): void {
  const db = session.writer;
  const present = readVaultFile(session.dir, core.keyCost);
  settleBinding(db, present);
  const next = { ...present, generation: present.generation + 1, keys: change(present.keys) };
  db.transaction(() => setMeta(db, NEXT, nameOf(next)));
  try {
    writeVaultFile(session.dir, next);
  } catch (error) {
    settleBinding(db, readVaultFile(session.dir, core.keyCost));
    throw error;
  }
  inTransaction(
    core,
    session,
    'vault',
    (context) => {
      bindTo(context.db, next);
      removeMeta(context.db, NEXT);
      context.record({ caseId: null, action, subject: 'vault', detail: { generation: next.generation } });
    },
    true,
  );
}
