/**
 * JSON with bytes: a Uint8Array travels as `{"$bytes": base64}`. Used by hosts whose transport is text.
 * A plain object that already has a `$bytes` key is refused rather than misread.
 */
export function encodeWire(value: unknown): string {
  return JSON.stringify(value instanceof Uint8Array ? bytesAs(value) : value, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || !Object.values(item).some((each) => each instanceof Uint8Array))
      return item;
    // Before its turn comes: JSON would ask a Node buffer for its own form first, a list of numbers.
    const swapped = Object.entries(item).map(([name, each]) => [
      name,
      each instanceof Uint8Array ? bytesAs(each) : each,
    ]);
    return Array.isArray(item) ? swapped.map(([, each]) => each) : Object.fromEntries(swapped);
  });
}
const bytesAs = (bytes: Uint8Array): { $bytes: string } => ({ $bytes: toBase64(bytes) });

/** Reverses `encodeWire`. @throws SyntaxError when the text is not JSON. */
export function decodeWire(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item === 'object' && item !== null && Object.hasOwn(item, '$bytes')) {
      const { $bytes, ...rest } = item as { $bytes: unknown };
      if (typeof $bytes === 'string' && Object.keys(rest).length === 0) return fromBase64($bytes);
    }
    return item;
  });
}

const CHUNK = 0x8000; // String.fromCharCode takes its bytes as arguments, whose number is limited

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
