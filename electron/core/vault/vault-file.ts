import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { diskFault } from '../files/disk.ts';
import { DeviceWrappedKey, type KeyCost, wrappedKey } from './keys.ts';

export const VAULT_FORMAT = 1;

/** `vault.json`: how the data key is wrapped. It says nothing about any case. */
const vaultFile = (least: KeyCost) =>
  z.strictObject({
    redthread: z.literal('vault'),
    format: z.literal(VAULT_FORMAT),
    id: z.uuid(),
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

/** @throws Fault `not-found`, `too-new` or `damaged`, the last also for a key that costs less than `least` */
export async function readVaultFile(dir: string, least: KeyCost): Promise<VaultFile> {
  const text = await readFile(fileIn(dir), 'utf8').catch((error) => {
    const fault = diskFault(error, 'vault.json');
    throw fault.code === 'not-found'
      ? new Fault(
          'not-found',
          'That folder is not a vault: it has no vault.json. Choose a folder named like NAME.redthread.',
        )
      : fault;
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
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
    throw new Fault('damaged', 'vault.json is not a vault file, or was altered. Restore it from a backup.');
  return parsed.data;
}

/** Replaces the file in one step, flushed before it takes the name. */
export async function writeVaultFile(dir: string, value: VaultFile): Promise<void> {
  const next = `${fileIn(dir)}.next`;
  try {
    await writeFile(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    const file = await open(next, 'r+');
    await file.sync().finally(() => file.close());
    await rename(next, fileIn(dir));
  } catch (error) {
    throw diskFault(error, 'vault.json');
  }
}
