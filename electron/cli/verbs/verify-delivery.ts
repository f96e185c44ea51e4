import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { counted } from '../../../shared/domain/counted.ts';
import {
  type DeliveryManifest,
  LOCKED_ENDING,
  MANIFEST_ENDING,
  readDelivery,
  SIGNATURE_ENDING,
} from '../../../shared/domain/deliveries.ts';
import { EXIT, type Run } from '../host.ts';
import { unlockedFiles } from '../locked-companions.ts';
import { printable } from '../output.ts';
import { secretFrom } from '../passphrase.ts';

interface Options {
  key?: string;
  passwordFile?: string;
  json?: boolean;
}
interface Checked {
  readonly name: string;
  /** Empty where it is as it was signed. */
  readonly problem: string;
}

/** Needs no vault and no passphrase: whoever was given a delivery can check it. */
export function verifyDeliveryVerb(program: Command, run: Run): void {
  program
    .command('verify-delivery')
    .description(
      'check the files of a delivery against its signed manifest; exit 1 when one was altered, is missing or was added',
    )
    .argument(
      '<manifest>',
      `FILE${MANIFEST_ENDING}, with its signature and the other files beside it; or FILE${LOCKED_ENDING}, with the PDF beside it`,
    )
    .option(
      '--password-file <file>',
      `file whose first line is the password of the PDF, which opens FILE${LOCKED_ENDING}`,
    )
    .option('--key <file>', 'the public key (PEM) that the sender says signed it')
    .option('--json', 'print one JSON value, for scripts')
    .addHelpText(
      'after',
      `\nExample:\n  redthread verify-delivery C-0001-legal${MANIFEST_ENDING} --key KEY.pem && echo as delivered`,
    )
    .action(
      run(async (host, given: string, options: Options) => {
        const path = resolve(host.cwd, given);
        const { name, bytes, files: lying, names } = await deliveredAt(path, host.cwd, options);
        const manifest = manifestIn(bytes, given);
        const files: Checked[] = [];
        for (const entry of manifest.entries) files.push(await check(lying, entry));
        const stem = name.slice(0, -MANIFEST_ENDING.length);
        const signed = lying(`${stem}${SIGNATURE_ENDING}`);
        const known = new Set([name, `${stem}${SIGNATURE_ENDING}`, ...manifest.entries.map((each) => each.name)]);
        const added = (await names()).filter((each) => each.startsWith(`${stem}.`) && !known.has(each)).toSorted();
        for (const each of added) files.push(await addedFile(lying, each, manifest));
        const signature = await buffer(signed).catch(() => null);
        const { fingerprint, problem, holds } = await signedBy(
          signature,
          bytes,
          manifest,
          options.key && resolve(host.cwd, options.key),
        );
        const faults = [
          ...(problem === '' ? [] : [{ name: given, problem }]),
          ...files.filter((each) => each.problem !== ''),
        ];
        const { edition, recipient, copyNumber, custodyHead } = manifest;
        if (options.json)
          await host.out.json({
            ok: faults.length === 0,
            edition,
            recipient,
            copyNumber,
            custodyHead,
            fingerprint,
            faults,
          });
        else {
          for (const fault of faults) await host.out.line(`FAULT  ${printable(`${fault.name}: ${fault.problem}`)}`);
          const whose = `${edition} edition of ${manifest.case.label}${copyNumber === null ? '' : `, copy ${copyNumber}`}${recipient === '' ? '' : ` for ${recipient}`}`;
          await host.out.line(
            printable(
              `${faults.length === 0 ? 'As delivered' : counted(faults.length, 'fault')}: ${counted(manifest.entries.length, 'file')}, ${whose}`,
            ),
          );
          host.out.note(
            holds
              ? `signed by ${fingerprint}${options.key === undefined ? '; compare this fingerprint with what the sender says it is' : ''}`
              : `the manifest names the key ${fingerprint}; what it says is not proven to be signed with it`,
          );
        }
        return faults.length === 0 ? EXIT.done : EXIT.finding;
      }),
    );
}

async function read(path: string, what: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('bad-request', `The ${what} ${path} cannot be read (${error.code ?? 'unknown'}).`);
  });
}

function manifestIn(bytes: Buffer, given: string): DeliveryManifest {
  try {
    return readDelivery(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    throw new Fault(
      'bad-request',
      `${given} cannot be checked: ${why}. Name the file that ends with ${MANIFEST_ENDING}.`,
    );
  }
}

interface Delivered {
  /** Of the manifest. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly files: Lying;
  /** Of what lies there, of other deliveries too. */
  readonly names: () => Promise<readonly string[]>;
}
/** Where the files of a delivery lie: in a folder, or those that a password protects in its encrypted archive. */
type Lying = (name: string) => Readable;

async function deliveredAt(path: string, cwd: string, { passwordFile }: Options): Promise<Delivered> {
  const folder: Lying = (name) => createReadStream(join(dirname(path), name));
  const beside = () => readdir(dirname(path));
  if (!path.endsWith(LOCKED_ENDING))
    return { name: basename(path), bytes: await read(path, 'manifest'), files: folder, names: beside };
  if (passwordFile === undefined)
    throw new Fault(
      'bad-request',
      `${path} is encrypted with the password of the PDF: name it with --password-file FILE.`,
    );
  const unlocked = await unlockedFiles(path, await secretFrom(cwd, passwordFile, 'password file'));
  const [manifest] = [...unlocked].filter(([each]) => each.endsWith(MANIFEST_ENDING));
  if (manifest === undefined)
    throw new Fault(
      'bad-request',
      `${path} holds no manifest: it was delivered without companions, and can be opened only.`,
    );
  const [name, bytes] = manifest;
  const files: Lying = (each) => {
    const found = unlocked.get(each);
    return found ? Readable.from([found]) : folder(each);
  };
  return { name, bytes, files, names: async () => [...new Set([...unlocked.keys(), ...(await beside())])] };
}

async function measured(lying: Lying, name: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of lying(name)) {
    size += (piece as Buffer).length;
    hash.update(piece as Buffer);
  }
  return { size, sha256: hash.digest('hex') };
}
const unread = (error: unknown): string => `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;

async function check(lying: Lying, { name, bytes, sha256 }: DeliveryManifest['entries'][number]): Promise<Checked> {
  try {
    const found = await measured(lying, name);
    if (found.sha256 === sha256) return { name, problem: '' };
    const { size } = found;
    return {
      name,
      problem: size === bytes ? 'was altered' : `was altered: it has ${size} bytes, ${bytes} were signed`,
    };
  } catch (error) {
    return { name, problem: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : unread(error) };
  }
}

/** What bears the name of the delivery and is not in its manifest. */
async function addedFile(lying: Lying, name: string, { entries }: DeliveryManifest): Promise<Checked> {
  const found = await measured(lying, name).catch((error: unknown) => ({ sha256: '', why: unread(error) }));
  const same = entries.find(({ sha256 }) => sha256 === found.sha256);
  const more = same ? `; it has the bytes of ${same.name}` : 'why' in found ? `; it ${found.why}` : '';
  return { name, problem: `is not in the manifest${more}` };
}

async function signedBy(
  signature: Buffer | null,
  bytes: Buffer,
  { publicKey }: DeliveryManifest,
  known: string | undefined,
) {
  let key: ReturnType<typeof createPublicKey>;
  try {
    key = createPublicKey(publicKey);
  } catch {
    return { fingerprint: 'no key', problem: 'names no key that can be read', holds: false };
  }
  const der = key.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('hex').match(/.{4}/g)?.join(' ') ?? '';
  if (signature === null) return { fingerprint, problem: 'has no signature beside it', holds: false };
  if (!verify(null, bytes, key, signature))
    return {
      ...{ fingerprint, problem: 'does not carry a valid signature: it was altered, or signed by no one' },
      holds: false,
    };
  if (known === undefined) return { fingerprint, problem: '', holds: true };
  const asked = createPublicKey(await read(known, 'key')).export({ type: 'spki', format: 'der' });
  return {
    ...{ fingerprint, problem: asked.equals(der) ? '' : 'was signed with another key than the one that was given' },
    holds: true,
  };
}
