const LONGEST_CHARACTER = 4;

/**
 * A file's name as text. Bytes that are no UTF-8, as old archives and other systems leave them, stand as `\xe9`; the name is
 * then for reading only, and its bytes have to be kept beside it.
 */
export function readableName(bytes: Uint8Array): { readonly name: string; readonly exact: boolean } {
  const whole = decoded(bytes);
  if (whole !== null) return { name: whole, exact: true };
  let name = '';
  for (let at = 0; at < bytes.length; ) {
    let length = LONGEST_CHARACTER;
    let character: string | null = null;
    for (; length > 0 && character === null; length--) character = decoded(bytes.subarray(at, at + length));
    name += character ?? `\\x${(bytes[at] as number).toString(16).padStart(2, '0')}`;
    at += character === null ? 1 : Math.min(length + 1, bytes.length - at);
  }
  return { name, exact: false };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
