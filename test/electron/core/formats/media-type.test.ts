import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SNIFF_BYTES, sniffMediaType } from '../../../../electron/core/formats/media-type.ts';
import { legacyGuesses } from '../../../../electron/core/text/legacy.ts';

vi.mock('../../../../electron/core/text/legacy.ts', async (original) => {
  const real = await original<{ legacyGuesses: typeof legacyGuesses }>();
  return { ...real, legacyGuesses: vi.fn(real.legacyGuesses) };
});
const guessed = vi.mocked(legacyGuesses);

/** Bytes as a compressed file has them. */
function compressed(start: Uint8Array): Buffer {
  const blocks = Array.from({ length: SNIFF_BYTES / 32 }, (_, at) => createHash('sha256').update(`${at}`).digest());
  return Buffer.concat([start, ...blocks]).subarray(0, SNIFF_BYTES);
}
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

describe('the type of bytes', () => {
  beforeEach(() => void guessed.mockClear());

  it.each([
    ['a picture', JPEG, 'photo.jpg', 'image/jpeg'],
    ['nothing known', Uint8Array.of(1, 2, 3), 'dump.bin', 'application/octet-stream'],
    ['nothing known under the name of a table', Uint8Array.of(1, 2, 3), 'rows.csv', 'application/octet-stream'],
  ])('looks for no code page in %s', async (_what, start, name, mediaType) => {
    expect((await sniffMediaType(compressed(start), name)).mediaType).toBe(mediaType);
    expect(guessed).not.toHaveBeenCalled();
  });

  it('looks for one in a table of an older code page, and reads UTF-16 whose bytes are half zeros', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `${at},Müller,Köln`).join('\n');
    expect((await sniffMediaType(Buffer.from(`a,b,c\n${rows}`, 'latin1'), 'rows.csv')).mediaType).toBe('text/csv');
    expect(guessed).toHaveBeenCalledTimes(1);
    const wide = Buffer.from(`name,city,note\n${rows}`, 'utf16le');
    expect((await sniffMediaType(wide, 'rows')).mediaType).toBe('text/csv');
  });
});
