import { Encrypter } from 'age-encryption';
import { LOCKED_ENDING } from '../../../../shared/domain/deliveries.ts';
import { encrypted, scryptRecipient } from '../../files/age.ts';
import { ZipStream } from '../../files/zip-stream.ts';
import { type MadeFile, madeFile } from './file.ts';

/**
 * What goes beside a PDF that has a password: one zip archive, encrypted with that password in the `age` format, and a plain
 * text that says how to open it and nothing of the case.
 * @param stem how the names of the files begin
 */
export async function lockedFiles(stem: string, files: readonly MadeFile[], password: string): Promise<MadeFile[]> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(scryptRecipient(password));
  const pieces = await Array.fromAsync(encrypted(encrypter, archiveOf(files)));
  const name = `${stem}${LOCKED_ENDING}`;
  return [
    madeFile(
      name,
      'Companions, encrypted with the password of the PDF',
      'application/octet-stream',
      Buffer.concat(pieces),
    ),
    madeFile(`${stem}-companions.txt`, 'How to open the companions', 'text/plain', howTo(stem, name)),
  ];
}

async function* archiveOf(files: readonly MadeFile[]): AsyncIterableIterator<Uint8Array> {
  const zip = new ZipStream('The companions are larger than 4 GiB, which a zip archive cannot hold.');
  for (const { name, bytes } of files) yield* zip.entry(name, [bytes]);
  yield zip.end();
}

const howTo = (stem: string, name: string): string => `${name} holds what was delivered beside ${stem}.pdf.
It is encrypted with the password of that PDF, in the age format (https://age-encryption.org).

To open it, give the password to the free program age, then unpack the zip archive beside the PDF:
  age --decrypt --output ${stem}-companions.zip ${name}

To check every file against the signed manifest, without unpacking anything (Redthread, command line):
  redthread verify-delivery ${name} --password-file FILE

What is unpacked is not encrypted any more. Keep it as carefully as the PDF.
`;
