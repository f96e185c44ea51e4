import { z } from 'zod';
import { job, read, session, write } from './command.ts';
import { Yardstick } from './findings.ts';
import { OcrLanguage } from './ocr.ts';
import { Dialect } from './proofreading.ts';
import { Instant, Line, Nothing, Passphrase, Ticket } from './values.ts';

/** A vault the host knows of. `ref` stands for its folder; the renderer never sees or sends a path to act on. */
export const VaultListing = z.object({
  ref: z.string(),
  name: z.string(),
  folder: z.string().describe('where it lies, for display only'),
  present: z.boolean(),
  lastOpenedAt: Instant.nullable(),
  onDevice: z.boolean().describe('this computer can open it without the passphrase, through its key store'),
});
export type VaultListing = z.infer<typeof VaultListing>;

/** What a folder is that was chosen to open, or to put a vault into. */
export const FolderCheck = z.object({
  name: z.string().describe('of the vault, or of the folder for a new one'),
  folder: z.string().describe('where that lies, for display only'),
  readOnly: z.string().nullable().describe('why nothing can be written to the vault: "its disk is read-only"'),
  notices: z.array(z.string()).describe('what can go wrong with a vault there, in sentences'),
});
export type FolderCheck = z.infer<typeof FolderCheck>;

export const VaultStatus = z.object({
  state: z.enum(['closed', 'open']),
  ref: z.string().nullable().describe('which vault, as in the list of vaults'),
  name: z.string().nullable(),
  investigator: z.string().nullable(),
  idleMinutes: z.int().nullable(),
  notices: z.array(z.string()).describe('what can go wrong where the vault lies, in sentences'),
  interrupted: z.array(z.string()).describe('jobs that ran when the program last ended without locking, in words'),
  readOnly: z
    .string()
    .nullable()
    .describe('why nothing can be written: "its disk is read-only"; what is done then goes unrecorded'),
  rolledBack: z
    .object({
      seen: z.object({ seq: z.int(), at: Instant }),
      now: z.object({ seq: z.int(), at: Instant.nullable() }),
    })
    .nullable()
    .describe('the custody entry that this computer saw last, which the store does not hold, and where its log ended'),
});
export type VaultStatus = z.infer<typeof VaultStatus>;

export const VerifyFault = z.object({
  what: z.enum(['custody', 'original', 'store', 'exhibit', 'query', 'chart', 'trace', 'record']),
  subject: z.string().describe('the thing at fault: "E-0003", "custody entry 17", "page 4"'),
  problem: z.string(),
});
export const VerifyReport = z.object({
  ok: z.boolean(),
  originals: z.int(),
  bytes: z.int(),
  custodyEntries: z.int(),
  head: z.string().describe('hash of the last custody entry'),
  faults: z.array(VerifyFault),
  notices: z.array(z.string()).describe('what is no fault of the store, and should be known: sentences'),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

export const Backup = z.object({
  name: z.string(),
  madeAt: Instant,
  bytes: z.int(),
  beforeVersion: z
    .int()
    .nullable()
    .describe('made before the store was brought to this version; not counted with the others'),
});
export const BackupPlan = z.object({
  keep: z.int().min(0).max(100).describe('how many copies are kept, oldest removed first; 0 makes none'),
  folder: z.string().describe('where they lie, for display'),
  backups: z.array(Backup).describe('newest first'),
  problem: z
    .string()
    .nullable()
    .describe('why the folder cannot be used at present, or why copies beyond the number are kept'),
});
export type BackupPlan = z.infer<typeof BackupPlan>;
/** What a backup holds, as far as someone who chooses between backups needs to know. */
export const BackupContent = z.object({
  cases: z.array(z.object({ number: z.int(), title: z.string(), exhibits: z.int(), findings: z.int() })),
  lastAt: Instant.nullable().describe('when the last custody entry was made'),
  head: z.object({ seq: z.int(), hash: z.string() }).describe('the last custody entry'),
  problems: z.array(z.string()).describe('damaged pages; none when it is sound'),
});
/** The vault's Ed25519 identity: what its reports and bundles are signed with. */
export const Identity = z.object({
  publicKeyPem: z.string().describe('SubjectPublicKeyInfo, as OpenSSL reads it'),
  fingerprint: z.string().describe('SHA-256 of the DER form, hex in groups of four'),
});

const NewPassphrase = Passphrase.refine((text) => [...text].length >= 12, 'needs 12 characters or more');
/** Which vault: one from `vault.list`, or a folder the user picked in the host's dialog. */
const which = { vault: z.union([z.strictObject({ ref: z.string().max(100) }), z.strictObject({ ticket: Ticket })]) };

/** Which copy: a backup of the open vault by its name, or a folder the user picked. */
const whichBackup = {
  backup: z.union([z.strictObject({ name: z.string().max(300) }), z.strictObject({ ticket: Ticket })]),
};
const VaultName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u, 'use letters, digits, space, dot, dash');

export const vaultCommands = {
  'vault.status': session({}, VaultStatus),
  'vault.list': session({}, z.object({ vaults: z.array(VaultListing), folder: z.string() })),
  'vault.forget': session({ ref: z.string().max(100) }, Nothing),
  /** Looks whether a folder is a vault that can be opened, or one that a vault can be made in, before a passphrase is typed. */
  'vault.checkFolder': session({ folder: Ticket, as: z.enum(['vault', 'parent']) }, FolderCheck),
  'vault.strength': session(
    { passphrase: z.string().max(1024) },
    z.object({
      score: z.int().min(0).max(4),
      longEnough: z.boolean(),
      guesses: z.string().describe('rough time an offline attacker needs, in words'),
      advice: z.string(),
    }),
  ),
  'vault.create': session(
    {
      name: VaultName,
      folder: Ticket.optional().describe('parent folder; the default folder when left out'),
      passphrase: NewPassphrase,
      investigator: Line.optional(),
    },
    z.object({ recoveryCode: z.string().describe('shown once, never stored') }),
  ),
  'vault.open': session({ ...which, passphrase: Passphrase }, VaultStatus),
  /** Opens a vault with the secret that the operating system's key store holds for it. */
  'vault.openOnDevice': session({ ref: z.string().max(100) }, VaultStatus),
  /** Whether the open vault can be, and is, opened on this computer without its passphrase. Asks the host's key store. */
  'vault.deviceKey': read(
    {},
    z.object({ on: z.boolean(), problem: z.string().nullable().describe('why it cannot be used') }),
    ['vault'],
  ),
  'vault.setDeviceKey': session({ passphrase: Passphrase }, Nothing),
  'vault.removeDeviceKey': session({}, Nothing),
  'vault.recover': session({ ...which, recoveryCode: z.string().max(200), passphrase: NewPassphrase }, VaultStatus),
  'vault.lock': session({}, Nothing),
  'vault.touch': session({}, Nothing),
  'vault.changePassphrase': session({ current: Passphrase, next: NewPassphrase }, Nothing),
  /**
   * Gives the store a new data key, and the vault a new passphrase where `next` is one; runs as a job, which can be stopped until
   * the new store takes its place. Copies made before, with the passphrase of their time, no longer open this store.
   */
  'vault.rekey': session(
    { passphrase: Passphrase, next: NewPassphrase.optional() },
    z.object({
      recoveryCode: z.string().describe('a new one, shown once; the old one stops working'),
      deviceKey: z
        .enum(['none', 'kept', 'removed'])
        .describe('unlocking without the passphrase: goes on, or has to be switched on again'),
    }),
  ),
  'vault.renewRecoveryCode': session({ passphrase: Passphrase }, z.object({ recoveryCode: z.string() })),
  'vault.profile': read(
    {},
    z.object({
      investigator: z.string(),
      idleMinutes: z.int(),
      readPictures: z.boolean().describe('whether the window reads the text of pictures by itself'),
      readLanguages: z.array(OcrLanguage).describe('what pictures are read in, the likeliest first'),
      yardstick: Yardstick.describe('by which likelihood is judged from now on'),
      proofreading: Dialect.nullable().describe('in which English what is written is proofread; null: switched off'),
      ownWords: z.array(z.string()).describe('what counts as spelt right in every case of the vault'),
    }),
    ['vault'],
  ),
  'vault.setProfile': write(
    {
      investigator: Line.optional(),
      idleMinutes: z.int().min(1).max(240).optional(),
      readPictures: z.boolean().optional(),
      readLanguages: z.array(OcrLanguage).min(1).max(5).optional(),
      yardstick: Yardstick.optional(),
      proofreading: Dialect.nullable().optional(),
      ownWords: z.array(Line.max(100)).max(5000).optional().describe('the whole list'),
    },
    Nothing,
  ),
  'vault.verify': job(
    'reads',
    {
      copies: z.boolean().default(true).describe('also makes every working copy again and compares, some seconds each'),
    },
    VerifyReport,
  ),
  'vault.identity': read({}, Identity, ['vault']),
  /** The public key as a PEM file, for whoever checks a signature. */
  'vault.exportIdentity': read({}, z.object({ ticket: Ticket, name: z.string() }), ['vault']),
  'vault.backups': read({}, BackupPlan, ['vault']),
  /** `folder` null goes back to the default, a folder beside the vault. */
  'vault.setBackups': write(
    { keep: z.int().min(0).max(100).optional(), folder: Ticket.nullable().optional() },
    BackupPlan,
  ),
  /** Copies the vault as it is now, still encrypted, while work goes on; a copy opens like any vault. */
  'vault.backup': job('writes', {}, Backup),
  /** Needs the passphrase that the vault had when the copy was made. Works without an open vault. */
  'vault.inspectBackup': session({ ...whichBackup, passphrase: Passphrase }, BackupContent),
  /** Makes a vault of a copy in another folder, the default one when left out, never over one that is there; `ref` opens it. */
  'vault.restoreBackup': session(
    { ...whichBackup, folder: Ticket.optional(), name: VaultName },
    z.object({ ref: z.string() }),
  ),
};
