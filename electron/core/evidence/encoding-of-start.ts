import { sniffEncoding } from '../datasets/encoding.ts';

/** Whether bytes are the start of a UTF-8 text; a character cut off at their end does not count against it. */
export function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The encoding of a text as its start shows it: a WHATWG label. */
export const encodingOfStart = (head: Uint8Array): string => sniffEncoding(head, isUtf8Start(head)).encoding;
