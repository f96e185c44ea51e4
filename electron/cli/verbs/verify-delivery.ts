import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
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
    .description('check the files of a delivery against its signed manifest; exit 1 when one was altered')
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
        const { name, bytes, files: lying } = await deliveredAt(path, host.cwd, options);
        const manifest = manifestIn(bytes, given);
        const files: Checked[] = [];
        for (const entry of manifest.entries) files.push(await check(lying, entry));
        const signed = lying(`${name.slice(0, -MANIFEST_ENDING.length)}${SIGNATURE_ENDING}`);
        const signature = await buffer(signed).catch(() => null);
        const { fingerprint, problem } = await signedBy(
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
              `${faults.length === 0 ? 'As delivered' : `${faults.length} faults`}: ${manifest.entries.length} files, ${whose}`,
            ),
          );
          host.out.note(
            `signed by ${fingerprint}${options.key === undefined ? '; compare this fingerprint with what the sender says it is' : ''}`,
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

/** Where the files of a delivery lie: in a folder, or those that a password protects in its encrypted archive. */
type Lying = (name: string) => Readable;

async function deliveredAt(
  path: string,
  cwd: string,
  { passwordFile }: Options,
): Promise<{ readonly name: string; readonly bytes: Buffer; readonly files: Lying }> {
  const folder: Lying = (name) => createReadStream(join(dirname(path), name));
  if (!path.endsWith(LOCKED_ENDING))
    return { name: basename(path), bytes: await read(path, 'manifest'), files: folder };
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
  return { name, bytes, files };
}

async function check(lying: Lying, { name, bytes, sha256 }: DeliveryManifest['entries'][number]): Promise<Checked> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const piece of lying(name)) {
      size += (piece as Buffer).length;
      hash.update(piece as Buffer);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { name, problem: code === 'ENOENT' ? 'is missing' : `cannot be read (${code ?? 'unknown'})` };
  }
  if (hash.digest('hex') === sha256) return { name, problem: '' };
  return { name, problem: size === bytes ? 'was altered' : `was altered: it has ${size} bytes, ${bytes} were signed` };
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
    return { fingerprint: 'no key', problem: 'names no key that can be read' };
  }
  const der = key.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('hex').match(/.{4}/g)?.join(' ') ?? '';
  if (signature === null) return { fingerprint, problem: 'has no signature beside it' };
  if (!verify(null, bytes, key, signature))
    return { fingerprint, problem: 'does not carry a valid signature: it was altered, or signed by no one' };
  if (known === undefined) return { fingerprint, problem: '' };
  const asked = createPublicKey(await read(known, 'key')).export({ type: 'spki', format: 'der' });
  return { fingerprint, problem: asked.equals(der) ? '' : 'was signed with another key than the one that was given' };
}
