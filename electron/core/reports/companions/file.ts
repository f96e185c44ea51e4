import { createHash } from 'node:crypto';

/** A file of a delivery, still in memory. */
export interface MadeFile {
  readonly name: string;
  readonly what: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** What its reader has to know. */
  readonly note?: string;
}

export const madeFile = (
  name: string,
  what: string,
  mediaType: string,
  content: Uint8Array | string,
  note?: string,
): MadeFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, what, mediaType, bytes, sha256, ...(note !== undefined && { note }) };
};
