import { describe, expect, it } from 'vitest';
import { decodeWire, encodeWire } from '../../../shared/contract/wire.ts';

describe('the wire', () => {
  it('brings bytes back as bytes, wherever they stand', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    const sent = { ok: true, value: { list: [{ bytes }], name: 'a' } };
    expect(decodeWire(encodeWire(sent))).toEqual(sent);
  });
  it('brings a Buffer back as bytes, alone or within', () => {
    const bytes = Uint8Array.of(0, 1, 255);
    expect(decodeWire(encodeWire(Buffer.from(bytes)))).toEqual(bytes);
    expect(decodeWire(encodeWire({ list: [Buffer.from(bytes)] }))).toEqual({ list: [bytes] });
  });
  it('leaves look-alikes alone', () => {
    const sent = { a: { $bytes: 5 }, b: { $bytes: 'AA==', more: 1 } };
    expect(decodeWire(encodeWire(sent))).toEqual(sent);
  });
  it('refuses what is not JSON', () => {
    expect(() => decodeWire('{')).toThrow(SyntaxError);
  });
});
