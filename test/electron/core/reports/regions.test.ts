import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picturesIn } from '../../../../electron/core/reports/pdf-pictures.ts';
import type { Output } from '../../../../shared/contract/commands.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

/** White, with a red square at (200, 100) of 40 by 40 pixels. */
function picture(width: number, height: number): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#ff0000';
  context.fillRect(200, 100, 40, 40);
  return canvas.toBuffer('image/png');
}
const SQUARE = { x: 200, y: 100, width: 40, height: 40 };

/** Pixels that are rather red, of a JPEG. */
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

describe('a redacted region of a picture', { timeout: 240_000 }, () => {
  let test: TestCore;
  beforeAll(async () => {
    test = await openTestCore();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const add = async (caseId: CaseId, name: string, bytes: Buffer): Promise<ExhibitId> =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) })).exhibitId;
  const redact = (caseId: CaseId, what: ExhibitId, regions = [SQUARE], editions = ['infosec']) =>
    test.call('report.update', {
      caseId,
      redactions: [{ number: 3, kind: 'region', what, regions, editions, as: 'block', name: '' }] as never,
    });
  const bytesOf = async ({ ticket }: Output<'report.print'>): Promise<Buffer> =>
    Buffer.from(await test.collect(ticket));
  const printed = async (caseId: CaseId, edition: 'legal' | 'infosec') => {
    const print = await test.run('report.print', { caseId, edition });
    return { ...print, pictures: picturesIn(await bytesOf(print)).map(({ bytes }) => bytes) };
  };

  it('is a block in the editions that redact it, whatever the scale of the print, and as it came in the others', async () => {
    for (const [width, height] of [
      [400, 300],
      [3200, 1200],
    ] as const) {
      const caseId = await newCase(test);
      await redact(caseId, await add(caseId, 'seller.png', picture(width, height)));
      const [hidden, open] = [await printed(caseId, 'infosec'), await printed(caseId, 'legal')];
      expect(hidden.pictures).toHaveLength(1);
      expect(await red(hidden.pictures[0] as Uint8Array)).toBe(0);
      expect(await red(open.pictures[0] as Uint8Array)).toBeGreaterThan(300);
    }
  });

  it('withholds copies and crops of the picture, and what it was made from, until they have a rule of their own', async () => {
    const caseId = await newCase(test);
    const original = await add(caseId, 'seller.png', picture(400, 300));
    const steps = [{ kind: 'crop', x: 150, y: 50, width: 200, height: 200 }] as never;
    const crop = await test.run('copy.make', { exhibitId: original, steps });
    await redact(caseId, original);
    const first = await printed(caseId, 'infosec');
    expect(first.pictures).toHaveLength(1);
    expect(first.leftOut).toContainEqual(expect.objectContaining({ what: 'content', reason: 'region', count: 1 }));
    expect((await printed(caseId, 'legal')).pictures).toHaveLength(2);
    await redact(caseId, crop.id, [{ x: 40, y: 40, width: 60, height: 60 }]);
    const second = await printed(caseId, 'infosec');
    expect(second.pictures).toHaveLength(1);
    expect(await red(second.pictures[0] as Uint8Array)).toBe(0);
  });

  it('is of a picture of the case, and begins within it', async () => {
    const caseId = await newCase(test);
    const file = await add(caseId, 'rows.csv', Buffer.from('a,b\n1,2\n'));
    const image = await add(caseId, 'seller.png', picture(400, 300));
    const other = await add(await newCase(test), 'other.png', picture(410, 300));
    await expect(redact(caseId, file)).rejects.toThrow('E-0001 is no picture');
    await expect(redact(caseId, other)).rejects.toThrow('not in this case');
    await expect(redact(caseId, image, [{ x: 400, y: 0, width: 1, height: 1 }])).rejects.toThrow('400 by 300 pixels');
    await expect(
      test.call('report.update', {
        caseId,
        redactions: [{ number: 1, kind: 'region', what: image, editions: ['legal'], as: 'block', name: '' }] as never,
      }),
    ).rejects.toThrow('without its regions');
  });

  it('is what the leak test looks for in PDF and companions by the hash of the picture without it', async () => {
    const { leaksInPictures } = await import('../../../../electron/core/reports/leak-pictures.ts');
    const { leaksInFiles } = await import('../../../../electron/core/reports/companions/leaks.ts');
    const { print } = await import('../../../../electron/core/reports/pdf/print.tsx');
    const { exhibitEntry, reportModel } = await import('../../../support/report-model.ts');
    const { session } = test.core;
    if (!session) throw new Error('no vault is open');
    const bytes = createCanvas(60, 40).toBuffer('image/jpeg');
    const model = reportModel({
      edition: 'legal',
      exhibits: [exhibitEntry(1, {}, { picture: { bytes, width: 60, height: 40 } })],
    });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const secrets = { values: [], patterns: [], pictures: [{ sha256, label: '[REDACTED-03]' }] };
    const { pdf } = await print(model, null);
    const context = { core: test.core, session, db: session.reader, signal: new AbortController().signal };
    const { leaks } = await leaksInPictures(context, pdf, model, secrets, async () => {});
    expect(leaks).toEqual([
      expect.stringMatching(/page \d+, picture: a picture without its redacted region, \[REDACTED-03\]$/),
    ]);
    const file = { name: 'x.png', what: 'x', mediaType: 'image/png', bytes } as never;
    expect(await leaksInFiles([file], secrets, new Set([sha256]))).toEqual([
      'x.png, its text: a picture without its redacted region, [REDACTED-03]',
    ]);
  });
});
