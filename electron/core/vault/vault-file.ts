import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { mustBeOrdinary, readSmall, replaceFile } from '../files/disk.ts';
import { DeviceWrappedKey, type KeyCost, TOO_DEAR, wrappedKey } from './keys.ts';

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
