import type { Attachment } from 'postal-mime';

/**
 * The bytes of attachments as the message holds them (RFC 2045 6, RFC 2046 5.1). The parser of messages reads line by line and ends
 * each line with LF, the last one too, which is right for what is shown and wrong for a file with a hash.
 */

/** A part without parts of its own, as it stands in a message. */
export interface Leaf {
  /** Of its Content-Type, in lower case. */
  readonly type: string;
  /** Of its Content-Transfer-Encoding, in lower case; '' for none. */
  readonly encoding: string;
  readonly isAttachment: boolean;
  /** Of its Content-Location, Content-ID and Content-MD5; '' for none. */
  readonly location: string;
  readonly id: string;
  readonly md5: string;
  readonly body: Buffer;
}
const MOST_DEEP = 60;
const [LF, CR, EQUALS] = [0x0a, 0x0d, 0x3d];

/**
 * The exact bytes of each attachment, by its place; null where no part of the message is surely its own.
 * @param decoded the attachments as the parser has them, in its order
 */
export function exactBytes(
  letter: Buffer,
  decoded: readonly { readonly attachment: Attachment; readonly bytes: Uint8Array }[],
): (Uint8Array | null)[] {
  const leaves = [...leavesOf(letter, 0)]
    .filter((leaf) => leaf.isAttachment || !isShown(leaf.type))
    .map((leaf) => ({ type: leaf.type, exact: bytesOf(leaf) }));
  let next = 0;
  return decoded.map(({ attachment, bytes }) => {
    const found = leaves.findIndex(
      ({ type, exact }, at) => at >= next && type === attachment.mimeType && isSameText(exact, bytes),
    );
    if (found < 0) return null;
    next = found + 1;
    return leaves[found]?.exact ?? null;
  });
}

const isShown = (type: string): boolean => type === 'text/plain' || type === 'text/html';
const isQuoted = ({ encoding }: { readonly encoding: string }): boolean => encoding === 'quoted-printable';
/** What was encoded for the message. */
export const bytesOf = (leaf: Leaf): Buffer =>
  leaf.encoding === 'base64'
    ? Buffer.from(leaf.body.toString('latin1'), 'base64')
    : isQuoted(leaf)
      ? unquoted(leaf.body)
      : leaf.body;

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === CR || byte === LF;
/** Whether they differ in nothing but blanks and the ends of lines. */
function isSameText(one: Uint8Array, other: Uint8Array): boolean {
  for (let [at, beside] = [0, 0]; ; at++, beside++) {
    while (isBlank(one[at])) at++;
    while (isBlank(other[beside])) beside++;
    if (one[at] !== other[beside]) return false;
    if (at >= one.length) return true;
  }
}

/** The leaves of a message in its order, those of messages within it too. */
export function* leavesOf(entity: Buffer, deep: number, fallback = 'text/plain'): IterableIterator<Leaf> {
  if (deep > MOST_DEEP) return;
  const { head, body } = halves(entity);
  const said = (name: string): string =>
    new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1]?.replaceAll(/\r?\n/g, '').trim() ?? '';
  const content = said('Content-Type');
  const type = /^[^\s;]+/.exec(content)?.[0].toLowerCase() ?? fallback;
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(content);
  const mark = boundary?.[1] ?? boundary?.[2] ?? '';
  if (type.startsWith('multipart/') && mark !== '') {
    const inner = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    for (const part of partsOf(body, mark)) yield* leavesOf(part, deep + 1, inner);
    return;
  }
  const isAttachment = /^attachment\b/i.test(said('Content-Disposition'));
  const encoding = said('Content-Transfer-Encoding').toLowerCase();
  const [location, id, md5] = ['Content-Location', 'Content-ID', 'Content-MD5'].map(said) as [string, string, string];
  const leaf = { type, encoding, isAttachment, location, id, md5, body };
  if (type !== 'message/rfc822') yield leaf;
  else {
    yield { ...leaf, isAttachment: true };
    if (!isAttachment) yield* leavesOf(isQuoted(leaf) ? unquoted(body) : body, deep + 1);
  }
}

/** The header of an entity and what follows the empty line below it. */
function halves(entity: Buffer): { head: string; body: Buffer } {
  for (let at = 0; at < entity.length; ) {
    const end = entity.indexOf(LF, at);
    if (end < 0) break;
    if (end === at || (end === at + 1 && entity[at] === CR))
      return { head: entity.toString('latin1', 0, at), body: entity.subarray(end + 1) };
    at = end + 1;
  }
  return { head: entity.toString('latin1'), body: entity.subarray(entity.length) };
}

/** What stands between the boundaries of a multipart body; the line end before a boundary belongs to it. */
function* partsOf(body: Buffer, mark: string): IterableIterator<Buffer> {
  const line = Buffer.from(`--${mark}`, 'latin1');
  let from = -1;
  for (let at = body.indexOf(line); at >= 0; at = body.indexOf(line, at + 1)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    const end = body.indexOf(LF, at);
    const rest = body.toString('latin1', at + line.length, end < 0 ? body.length : end);
    if (!/^(?:--)?[ \t]*\r?$/.test(rest)) continue;
    if (from >= 0) yield body.subarray(from, Math.max(from, lineEnd(body, at)));
    if (rest.startsWith('--')) return;
    from = end < 0 ? body.length : end + 1;
  }
  if (from >= 0) yield body.subarray(from);
}
const lineEnd = (body: Buffer, at: number): number => (body[at - 2] === CR ? at - 2 : at - 1);

/** Quoted-printable (RFC 2045 6.7) reversed: blanks that end a line were added on the way, a line that ends with "=" goes on. */
function unquoted(body: Buffer): Buffer {
  const out = Buffer.alloc(body.length);
  let length = 0;
  for (let at = 0; at < body.length; ) {
    const feed = body.indexOf(LF, at);
    const next = feed < 0 ? body.length : feed + 1;
    let end = feed < 0 ? next : feed;
    if (feed > at && body[feed - 1] === CR) end--;
    const ending = end;
    while (end > at && (body[end - 1] === 0x20 || body[end - 1] === 0x09)) end--;
    const isSoft = end > at && body[end - 1] === EQUALS;
    if (isSoft) end--;
    for (; at < end; at++) {
      const code = body[at] === EQUALS ? body.toString('latin1', at + 1, Math.min(at + 3, end)) : '';
      const isCode = /^[\dA-F]{2}$/i.test(code);
      out[length++] = isCode ? Number.parseInt(code, 16) : (body[at] as number);
      if (isCode) at += 2;
    }
    if (!isSoft) length += body.copy(out, length, ending, next);
    at = next;
  }
  return out.subarray(0, length);
}
