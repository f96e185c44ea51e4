import { createHash } from 'node:crypto';
import { openZip } from '../../electron/core/formats/archive.ts';
import type { Output } from '../../shared/contract/commands.ts';
import type { TestCore } from './core.ts';
import type { Opened } from './pdf-leaks.ts';
import { readPixels } from './pixels.ts';

/** The files of a zip archive, by their names within it. */
export async function unzipped(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const archive = await openZip(bytes);
  const files = new Map<string, Buffer>();
  for (const [at, { name }] of archive.entries.entries())
    files.set(name, Buffer.concat(await Array.fromAsync(archive.unpack(at))));
  return files;
}

/** The files of one delivered copy, by what follows the name of its PDF: ".docx". Each has the hash that is told of it. */
export async function filesOf(
  test: TestCore,
  copy: Output<'report.deliver'>['copies'][number],
): Promise<Map<string, Buffer>> {
  const stem = (copy.files[0]?.name ?? '').replace(/\.pdf$/, '');
  const files = new Map<string, Buffer>();
  for (const { name, ticket, sha256 } of copy.files) {
    const bytes = await test.collect(ticket);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error(`${name} has another hash`);
    files.set(name.slice(stem.length), bytes);
  }
  return files;
}

/** Whatever can be read or seen in files that go beside a PDF. */
export async function openBeside(files: ReadonlyMap<string, Buffer>): Promise<Opened> {
  const texts: string[] = [];
  const pictures: Promise<Opened['pictures'][number]>[] = [];
  const look = async (name: string, bytes: Buffer): Promise<void> => {
    texts.push(name);
    if (/\.(?:png|jpe?g)$/.test(name)) pictures.push(readPixels(bytes));
    else if (name.endsWith('.docx')) for (const [part, inner] of await unzipped(bytes)) await look(part, inner);
    else texts.push(bytes.toString('utf8'), bytes.toString('utf8').replace(/<[^>]*>/g, ''));
  };
  for (const [name, bytes] of files) if (!/\.(?:pdf|sig)$/.test(name)) await look(name, bytes);
  return { text: texts.join('\n').replace(/\s+/g, ''), pictures: await Promise.all(pictures) };
}
