import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../electron/core/db/open.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import type { CopyStep } from '../../../../shared/contract/copies.ts';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { pixelation } from '../../../../shared/domain/draw-step.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { type Picture, paint, type Rgb, readPixels } from '../../../support/pixels.ts';

const SIZE = { width: 120, height: 80 };
/** Every pixel tells where it was. */
const place = (x: number, y: number): Rgb => [x, y, 7];

async function take(test: TestCore, caseId: CaseId, bytes: Uint8Array, name = 'shot.png'): Promise<Exhibit> {
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
  return test.call('evidence.get', { exhibitId });
}
const bytesOf = async (test: TestCore, { id }: Exhibit): Promise<Buffer> =>
  Buffer.from((await test.call('evidence.content', { exhibitId: id, variant: 'original' })).bytes);

async function made(
  test: TestCore,
  original: Exhibit,
  steps: CopyStep[],
): Promise<{ copy: Exhibit; picture: Picture }> {
  const copy = await test.run('copy.make', { exhibitId: original.id, steps });
  return { copy, picture: await readPixels(await bytesOf(test, copy)) };
}
const redact = (style: 'solid' | 'pixelated'): CopyStep => ({
  kind: 'redact',
  x: 31,
  y: 17,
  width: 50,
  height: 23,
  style,
});
const RED: Rgb = [209, 0, 42];

describe('a working copy', () => {
  it('is a new exhibit that names its original and every step; the original stays', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const original = await take(test, caseId, paint(SIZE.width, SIZE.height, place));
    const before = await bytesOf(test, original);
    await test.call('evidence.update', { exhibitId: original.id, sensitivity: 'personal' });
    const steps: CopyStep[] = [{ kind: 'crop', x: 10, y: 20, width: 60, height: 40 }, redact('solid')];
    const copy = await test.run('copy.make', { exhibitId: original.id, steps, note: 'hides a bystander' });
    expect(copy).toMatchObject({
      label: 'E-0002',
      kind: 'file',
      title: 'shot.png (working copy)',
      mediaType: 'image/png',
      acquiredHow: 'working copy of E-0001',
      source: 'E-0001',
      copyOf: 'E-0001',
      sensitivity: 'personal',
      width: 60,
      height: 40,
      hasThumbnail: true,
    });
    expect(copy.note).toBe(
      'hides a bystander\n\nMade from E-0001:\n1. Cropped to 60 x 40 pixels at 10, 20.\n' +
        '2. Redacted 50 x 23 pixels at 31, 17 with solid black.',
    );
    expect(await bytesOf(test, original)).toEqual(before);
    expect(await test.call('copy.origin', { exhibitId: copy.id })).toMatchObject({
      exhibitId: original.id,
      label: 'E-0001',
      sha256: original.sha256,
      removed: false,
      steps,
    });
    expect(await test.call('copy.origin', { exhibitId: original.id })).toBeNull();
    expect(await test.call('copy.of', { exhibitId: original.id })).toMatchObject([
      { exhibitId: copy.id, removed: false },
    ]);
    const { entries } = await test.call('custody.list', { caseId, action: 'copy.' });
    expect(entries).toMatchObject([
      {
        action: 'copy.make',
        subject: 'E-0002',
        detail: { original: 'E-0001', originalSha256: original.sha256, steps, sha256: copy.sha256, exhibitId: copy.id },
      },
    ]);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });

  it('holds the pixels of the original unchanged, cropped and turned', async () => {
    await using test = await openTestCore();
    const original = await take(test, await newCase(test), paint(SIZE.width, SIZE.height, place));
    const crop: CopyStep = { kind: 'crop', x: 10, y: 20, width: 60, height: 40 };
    const corners = [];
    for (const quarterTurns of [1, 2, 3]) {
      const { picture } = await made(test, original, [{ kind: 'rotate', quarterTurns }, crop]);
      corners.push([
        picture.width,
        picture.height,
        picture.at(0, 0),
        picture.at(picture.width - 1, picture.height - 1),
      ]);
      for (let x = 0; x < 60; x++)
        for (let y = 0; y < 40; y++) {
          const [to, down] = [
            [39 - y, x],
            [59 - x, 39 - y],
            [y, 59 - x],
          ][quarterTurns - 1] as [number, number];
          if (String(picture.at(to, down)) !== String(place(x + 10, y + 20)))
            expect([quarterTurns, x, y, picture.at(to, down)]).toEqual([quarterTurns, x, y, place(x + 10, y + 20)]);
        }
    }
    expect(corners).toEqual([
      [40, 60, place(10, 59), place(69, 20)],
      [60, 40, place(69, 59), place(10, 20)],
      [40, 60, place(69, 20), place(10, 59)],
    ]);
  });

  it('carries no metadata and is the same, byte for byte, each time', async () => {
    await using test = await openTestCore();
    const words = { colour: 'blue', size: 24, quarterTurns: 0 } as const;
    const steps: CopyStep[] = [
      redact('pixelated'),
      { kind: 'text', x: 5, y: 45, text: 'Café Δοκιμή 例え', ...words },
      { kind: 'marker', x: 20, y: 20, text: '12', ...words },
      { kind: 'arrow', fromX: 100, fromY: 70, toX: 60, toY: 30, colour: 'yellow', stroke: 4 },
    ];
    const copies = [];
    for (const title of ['one', 'two']) {
      const caseId = await newCase(test, title);
      const original = await take(test, caseId, paint(SIZE.width, SIZE.height, place));
      copies.push((await made(test, original, steps)).copy);
    }
    const [one, two] = await Promise.all(copies.map((copy) => bytesOf(test, copy)));
    expect(one).toEqual(two);
    const chunks = [];
    for (let at = 8; at < (one as Buffer).length; at += 12 + (one as Buffer).readUInt32BE(at))
      chunks.push((one as Buffer).toString('latin1', at + 4, at + 8));
    expect(new Set(chunks)).toEqual(new Set(['IHDR', 'sBIT', 'sRGB', 'IDAT', 'IEND']));
  });

  it.each(['solid', 'pixelated'] as const)('redacted (%s) tells nothing of what is hidden', async (style) => {
    await using test = await openTestCore();
    const hidden = (x: number, y: number) => x >= 31 && x < 81 && y >= 17 && y < 40;
    const copies = [];
    for (const secret of [(): Rgb => [255, 0, 0], (x: number): Rgb => [x * 2, 255, 90]]) {
      const bytes = paint(SIZE.width, SIZE.height, (x, y) => (hidden(x, y) ? secret(x) : place(x, y)));
      const original = await take(test, await newCase(test), bytes);
      copies.push({ original, ...(await made(test, original, [redact(style)])) });
    }
    const [one, two] = copies as [(typeof copies)[0], (typeof copies)[0]];
    expect(one.original.sha256).not.toBe(two.original.sha256);
    expect(await bytesOf(test, one.copy)).toEqual(await bytesOf(test, two.copy));
    for (const [x, y] of [
      [30, 16],
      [81, 17],
      [31, 40],
      [30, 39],
    ] as const)
      expect(one.picture.at(x, y)).toEqual(place(x, y));
    for (const { x, y, width, height, grey } of pixelation(0, redact('pixelated') as never)) {
      const expected = style === 'solid' ? [0, 0, 0] : [grey, grey, grey];
      expect(one.picture.at(x, y)).toEqual(expected);
      expect(one.picture.at(x + width - 1, y + height - 1)).toEqual(expected);
    }
  });

  it('shows what was drawn, where it was drawn', async () => {
    await using test = await openTestCore();
    const original = await take(
      test,
      await newCase(test),
      paint(400, 300, () => [120, 120, 120]),
    );
    const line = { colour: 'red', stroke: 8 } as const;
    const { picture } = await made(test, original, [
      { kind: 'box', x: 20, y: 20, width: 100, height: 60, ...line },
      { kind: 'ellipse', x: 200, y: 20, width: 100, height: 60, ...line },
      { kind: 'arrow', fromX: 20, fromY: 200, toX: 180, toY: 200, ...line },
      { kind: 'marker', x: 300, y: 200, text: 'I', colour: 'red', size: 60, quarterTurns: 0 },
    ]);
    expect([picture.at(70, 20), picture.at(20, 50), picture.at(120, 50), picture.at(70, 50)]).toEqual([
      RED,
      RED,
      RED,
      [120, 120, 120],
    ]);
    expect([picture.at(250, 20), picture.at(200, 50), picture.at(250, 50)]).toEqual([RED, RED, [120, 120, 120]]);
    expect([picture.at(60, 200), picture.at(170, 200), picture.at(60, 215)]).toEqual([RED, RED, [120, 120, 120]]);
    expect(picture.at(70, 15)).toEqual([255, 255, 255]); // the edge that sets it off
    expect([picture.at(320, 200), picture.at(300, 200), picture.at(360, 200)]).toEqual([
      RED,
      [255, 255, 255],
      [120, 120, 120],
    ]);
  });

  it('writes letters upright in a copy that is turned', async () => {
    await using test = await openTestCore();
    const text = { kind: 'text', text: 'LLLL', colour: 'black', size: 40 } as const;
    const caseId = await newCase(test);
    const upright = await take(
      test,
      caseId,
      paint(200, 100, () => [255, 255, 255]),
    );
    const sideways = await take(
      test,
      caseId,
      paint(100, 200, () => [255, 255, 255]),
      'side.png',
    );
    const plain = await made(test, upright, [{ ...text, x: 20, y: 30, quarterTurns: 0 }]);
    // (20, 30) of the turned copy is (30, 200 - 20) of the original.
    const turned = await made(test, sideways, [
      { kind: 'rotate', quarterTurns: 1 },
      { ...text, x: 30, y: 180, quarterTurns: 3 },
    ]).catch((error) => error);
    // The same picture: it is refused as kept already.
    expect(turned).toMatchObject({ code: 'conflict', message: expect.stringContaining(plain.copy.label) });
  });
});

const UPRIGHT = '../shared/data/exif-samples';
describe.skipIf(!existsSync(UPRIGHT))('a photograph that lies on its side', () => {
  it('is cropped and redacted as it is displayed', async () => {
    await using test = await openTestCore();
    const path = readdirSync(UPRIGHT, { recursive: true })
      .map(String)
      .find((name) => name.endsWith('landscape_6.jpg'));
    const original = await take(test, await newCase(test), readFileSync(join(UPRIGHT, path ?? '')), 'photo.jpg');
    expect([original.width, original.height]).toEqual([600, 450]);
    const { copy, picture } = await made(test, original, [
      { kind: 'redact', x: 500, y: 0, width: 100, height: 50, style: 'solid' },
      { kind: 'crop', x: 300, y: 0, width: 300, height: 400 },
    ]);
    expect([copy.width, copy.height]).toEqual([300, 400]);
    expect([picture.at(200, 0), picture.at(299, 49)]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    const shown = await test.call('evidence.content', { exhibitId: original.id, variant: 'picture' });
    const rendition = await readPixels(shown.bytes); // compressed once more, so only alike
    for (const [x, y] of [
      [100, 20],
      [299, 52],
      [10, 399],
      [150, 200],
    ] as const)
      for (const channel of [0, 1, 2] as const)
        expect(Math.abs(picture.at(x, y)[channel] - rendition.at(x + 300, y)[channel])).toBeLessThan(40);
  });
});

describe('what cannot be made', () => {
  it('is refused with the reason, and nothing is stored', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const original = await take(test, caseId, paint(SIZE.width, SIZE.height, place));
    const text = await take(test, caseId, Buffer.from('words'), 'words.txt');
    const refused = (exhibit: Exhibit, steps: CopyStep[]) =>
      test.run('copy.make', { exhibitId: exhibit.id, steps }).then(
        () => 'made',
        ({ code, message }) => `${code}: ${message}`,
      );
    expect(await refused(original, [{ kind: 'crop', x: 100, y: 0, width: 21, height: 80 }])).toBe(
      'bad-request: Step 1 (crop) reaches beyond the original, which has 120 x 80 pixels. Nothing was made.',
    );
    expect(await refused(original, [])).toMatch(/^bad-request/);
    expect(await refused(original, [{ ...redact('solid'), style: 'blurred' } as never])).toMatch(/^bad-request/);
    expect(await refused(original, [{ ...redact('solid'), x: 1.5 } as never])).toMatch(/^bad-request/);
    expect(await refused(text, [redact('solid')])).toBe('unsupported: E-0002 is not a picture. Nothing was made.');
    const unknown = {
      kind: 'text',
      x: 0,
      y: 0,
      text: '\u{1F9FF}\u{13000}',
      colour: 'red',
      size: 20,
      quarterTurns: 0,
    } as const;
    expect(await refused(original, [unknown])).toMatch(/^unsupported: .*U\+13000/);
    await test.call('evidence.remove', { exhibitId: original.id, reason: 'out of scope' });
    expect(await refused(original, [redact('solid')])).toMatch(/^conflict: E-0001 was removed/);
    expect(await test.call('evidence.list', { caseId })).toHaveLength(2);
    expect(opened(test.core).reader.all({ text: 'SELECT * FROM incoming', values: [] })).toEqual([]);
  });
});

describe('verifying', () => {
  it('names a copy that is not what its steps make of its original', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const original = await take(test, caseId, paint(SIZE.width, SIZE.height, place));
    await made(test, original, [redact('solid')]);
    const { copy } = await made(test, original, [redact('pixelated')]);
    const { storeFile, key } = opened(test.core);
    // Behind the program's back: what is written through its own connection, the next custody entry attests.
    const writer = openStore(storeFile, Buffer.from(key), false);
    const run = (text: string, ...values: string[]) => writer.run({ text, values });
    expect(() => run('UPDATE working_copies SET steps = ?', '[]')).toThrow(/never changed/);
    expect(() => run('DELETE FROM working_copies')).toThrow(/never forgotten/);
    const trigger = 'working_copies_no_update';
    const { sql } = writer.one<{ sql: string }>(
      { text: 'SELECT sql FROM sqlite_schema WHERE name = ?', values: [trigger] },
      '',
    );
    run(`DROP TRIGGER ${trigger}`);
    const other = JSON.stringify([{ ...redact('pixelated'), width: 49 }]);
    run('UPDATE working_copies SET steps = ? WHERE exhibit_id = ?', other, copy.id);
    run(sql);
    writer.close();
    const record = {
      what: 'record',
      subject: 'E-0003 of C-0001',
      problem: expect.stringMatching(
        /^record of how the working copy was made is not as custody entry \d+ recorded it$/,
      ),
    };
    const fault = {
      what: 'exhibit',
      subject: 'E-0003 of C-0001',
      problem: 'it is not what its recorded steps make of its original',
    };
    expect((await test.run('vault.verify', {})).faults).toEqual([record, fault]);
    expect((await test.run('vault.verify', { copies: false })).faults).toEqual([record]);
    await test.call('evidence.remove', { exhibitId: original.id, reason: 'out of scope' });
    expect((await test.run('vault.verify', {})).faults).toEqual([record]);
    expect((await test.call('copy.origin', { exhibitId: copy.id }))?.removed).toBe(true);
  });
});
