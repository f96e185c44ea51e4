import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picturesIn } from '../../../../electron/core/reports/pdf-pictures.ts';
import { tellingIn } from '../../../../electron/core/reports/region-texts.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { jpegWith, tiff } from '../../../support/exif.ts';
import { seeded } from '../../../support/random.ts';

/** A page of a chat: lines of words at their places, on a ground that tells one page from another. */
function page(lines: readonly (readonly [text: string, y: number])[], seed: number): Canvas {
  const random = seeded(seed);
  const canvas = createCanvas(800, 600);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 800, 600);
  context.fillStyle = '#c8d8e8';
  for (let at = 0; at < 14; at++)
    context.fillRect(500 + random() * 250, random() * 560, 20 + random() * 60, 20 + random() * 60);
  context.fillStyle = '#111111';
  context.font = '30px sans-serif';
  for (const [text, y] of lines) context.fillText(text, 40, y);
  return canvas;
}
const png = (canvas: Canvas): Buffer => canvas.toBuffer('image/png');
const PAID = 'paid to Mara Kessler Lindqvist';
const HEAD = { x: 20, y: 60, width: 470, height: 60 };

describe('an attack on a redacted region', { timeout: 240_000 }, () => {
  let test: TestCore;
  beforeAll(async () => {
    test = await openTestCore();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const add = async (caseId: CaseId, name: string, bytes: Buffer): Promise<ExhibitId> =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) })).exhibitId;
  const redact = (caseId: CaseId, what: ExhibitId, regions = [HEAD]) =>
    test.call('report.update', {
      caseId,
      redactions: [{ number: 3, kind: 'region', what, regions, editions: ['infosec'], as: 'block', name: '' }] as never,
    });
  const print = async (caseId: CaseId, edition: 'legal' | 'infosec' = 'infosec') => {
    const made = await test.run('report.print', { caseId, edition });
    return { ...made, pictures: picturesIn(Buffer.from(await test.collect(made.ticket))).map(({ bytes }) => bytes) };
  };

  it('by the same picture in another size or saved anew, as an exhibit of its own, shows nothing', async () => {
    const caseId = await newCase(test);
    const canvas = page(
      [
        [PAID, 100],
        ['hello there', 300],
      ],
      1,
    );
    const first = await add(caseId, 'chat.png', png(canvas));
    const small = createCanvas(500, 375);
    small.getContext('2d').drawImage(canvas, 0, 0, 500, 375);
    await add(caseId, 'sent-on.png', png(small));
    await add(caseId, 'again.jpg', canvas.toBuffer('image/jpeg', 70));
    const turned = createCanvas(600, 800);
    turned.getContext('2d').setTransform(0, 1, -1, 0, 600, 0);
    turned.getContext('2d').drawImage(canvas, 0, 0);
    await add(caseId, 'on-its-side.png', png(turned));
    await add(caseId, 'other.png', png(page([['nothing of the kind', 420]], 7)));
    await redact(caseId, first);
    const made = await print(caseId);
    expect(made.pictures).toHaveLength(2);
    expect(made.leftOut).toContainEqual(expect.objectContaining({ what: 'content', reason: 'region', count: 3 }));
    expect((await print(caseId, 'legal')).pictures).toHaveLength(5);
  });

  it('by words that stand in the region and in full view elsewhere is withheld, and told by exhibit', async () => {
    const caseId = await newCase(test);
    const first = await add(
      caseId,
      'chat.png',
      png(
        page(
          [
            [PAID, 100],
            ['hello there', 300],
          ],
          1,
        ),
      ),
    );
    await add(
      caseId,
      'later.png',
      png(
        page(
          [
            ['something else', 200],
            [PAID, 520],
          ],
          9,
        ),
      ),
    );
    await redact(caseId, first);
    const refused = await print(caseId).catch((error: Error) => error);
    expect(String(refused)).toMatch(/picture of E-0002: \[REDACTED-03\], whose words stand there in full view/);
    expect(String(refused)).not.toContain('Kessler');
    const twice = await newCase(test);
    const both = await add(
      twice,
      'chat.png',
      png(
        page(
          [
            [PAID, 100],
            [PAID, 300],
          ],
          1,
        ),
      ),
    );
    await redact(twice, both);
    expect(String(await print(twice).catch((error: Error) => error))).toMatch(/picture of E-0001: \[REDACTED-03\]/);
    await redact(twice, both, [HEAD, { ...HEAD, y: 260 }]);
    expect((await print(twice)).pictures).toHaveLength(1);
    // Written in a text of the report it is as plain.
    const claim = { claim: 'He says that he paid to Mara Kessler Lindqvist', explanation: '' };
    await test.call('finding.create', { caseId: twice, ...claim, likelihood: 'likely', confidence: 'low' } as never);
    const written = String(await print(twice).catch((error: Error) => error));
    expect(written).toMatch(/page \d+, text: \[REDACTED-03\], whose words stand there in full view/);
    expect(written).not.toContain('Kessler');
    expect((await print(twice, 'legal')).pictures).toHaveLength(1);
  });

  it('by a picture that is stored lying on its side hides the place that was seen', async () => {
    const caseId = await newCase(test);
    const stored = createCanvas(300, 400);
    const context = stored.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 300, 400);
    context.fillStyle = '#ff0000';
    // Upright, the picture is 400 by 300: orientation 6 is turned to the right, so that this lies at (300, 20).
    context.fillRect(20, 60, 40, 40);
    const exhibit = await add(
      caseId,
      'phone.jpg',
      jpegWith(stored.toBuffer('image/jpeg', 95), tiff({ ifd0: [[0x0112, 6]] })),
    );
    expect(await test.call('evidence.get', { exhibitId: exhibit })).toMatchObject({ width: 400, height: 300 });
    await redact(caseId, exhibit, [{ x: 295, y: 15, width: 50, height: 50 }]);
    const [open, hidden] = [await print(caseId, 'legal'), await print(caseId)];
    expect(await red(open.pictures[0] as Uint8Array)).toBeGreaterThan(500);
    expect(await red(hidden.pictures[0] as Uint8Array)).toBe(0);
  });

  it('is told by values and lines of words, and by nothing that stands in any chat', () => {
    expect(
      tellingIn('Mara Kessler\n+1 202-555-0143\nYesterday 10:32\nOK\nonline\ncall 555 0199 224, room 12 34'),
    ).toEqual(['+1 202-555-0143', 'Mara Kessler', 'call 555 0199 224, room 12 34', '555 0199 224']);
  });
});

async function red(bytes: Uint8Array): Promise<number> {
  const image = await loadImage(Buffer.from(bytes));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4)
    if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 0) < 110 && (data[at + 2] ?? 0) < 110) found++;
  return found;
}
