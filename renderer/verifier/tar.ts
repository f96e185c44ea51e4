import type { Given, Part } from './parts.ts';

const BLOCK = 512;
/** A header is read for each entry; more of them than any bundle has would keep the page busy for nothing. */
const MOST_ENTRIES = 400_000;
const MOST_PAX_BYTES = 1 << 20;

/** The files of a tar archive (POSIX.1-2001, and GNU tar's large sizes), as slices of it: nothing is copied. */
export async function fromTar(archive: Blob): Promise<Given> {
  const parts: Part[] = [];
  const problems: string[] = [];
  let pax: Pax = {};
  let at = 0;
  for (let read = 0; at + BLOCK <= archive.size; read++) {
    const header = new Uint8Array(await archive.slice(at, at + BLOCK).arrayBuffer());
    if (header.every((byte) => byte === 0)) return { parts, ordered: true, problems };
    if (!checks(header) || read > MOST_ENTRIES) {
      problems.push(read === 0 ? 'The file is not a tar archive.' : 'The archive is damaged: an entry cannot be read.');
      return { parts, ordered: true, problems };
    }
    const type = String.fromCharCode(header[156] ?? 0);
    const bytes = pax.bytes ?? size(header.subarray(124, 136));
    const from = at + BLOCK;
    at = from + Math.ceil(bytes / BLOCK) * BLOCK;
    if (from + bytes > archive.size) {
      problems.push('The archive is cut off.');
      return { parts, ordered: true, problems };
    }
    const content = archive.slice(from, from + bytes);
    if (type === 'x' || type === 'g') {
      pax = bytes <= MOST_PAX_BYTES ? readPax(await content.text()) : {};
      continue;
    }
    const name = (pax.name ?? fullName(header)).replace(/^\.\//, '');
    pax = {};
    if (type === '0' || type === '\0') parts.push({ name, blob: content });
    else if (type !== '5') problems.push(`"${name}" in the archive is not an ordinary file (a link or device).`);
  }
  problems.push(parts.length === 0 ? 'The file is not a tar archive.' : 'The archive has no end: it is cut off.');
  return { parts, ordered: true, problems };
}

interface Pax {
  name?: string;
  bytes?: number;
}
/** "27 path=originals/E-0001\n": a length in bytes, a key, a value. Names of a bundle are ASCII, so characters serve. */
function readPax(text: string): Pax {
  const pax: Pax = {};
  for (const [, key, value = ''] of text.matchAll(/\d+ ([^=\n]+)=([^\n]*)\n/g)) {
    if (key === 'path') pax.name = value;
    if (key === 'size' && /^\d{1,15}$/.test(value)) pax.bytes = Number(value);
  }
  return pax;
}

const text = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
};

function fullName(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Octal text, or GNU's base 256 when the first bit is set. */
function size(field: Uint8Array): number {
  if ((field[0] ?? 0) & 0x80) return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  const value = Number.parseInt(text(field).trim() || '0', 8);
  return Number.isNaN(value) ? 0 : value;
}

/** The sum of all bytes of the header, its own field counted as spaces. */
function checks(header: Uint8Array): boolean {
  const stated = Number.parseInt(text(header.subarray(148, 156)).trim(), 8);
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  return stated === sum;
}
