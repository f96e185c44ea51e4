import type { Decoder } from './encoding.ts';

const UNIT = 4;
const MARK = 0xfeff;
const LAST = 0x10ffff;

/** UTF-32, which `TextDecoder` does not read. A mark at the start is left out; what is no character becomes U+FFFD. */
export function utf32Decoder(encoding: 'utf-32le' | 'utf-32be'): Decoder {
  let rest = new Uint8Array(0);
  let first = true;
  return {
    encoding,
    decode(bytes = new Uint8Array(0), { stream = false } = {}) {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const view = new DataView(all.buffer, all.byteOffset, all.length);
      const whole = all.length - (all.length % UNIT);
      let text = '';
      for (let at = 0; at < whole; at += UNIT) {
        const code = view.getUint32(at, encoding === 'utf-32le');
        const valid = code <= LAST && (code < 0xd800 || code > 0xdfff);
        if (!(first && code === MARK)) text += valid ? String.fromCodePoint(code) : '\ufffd';
        first = false;
      }
      rest = stream ? Uint8Array.from(all.subarray(whole)) : new Uint8Array(0);
      if (!stream) first = true;
      return !stream && whole < all.length ? `${text}\ufffd` : text;
    },
  };
}
