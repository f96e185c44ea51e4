import { createHash } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaksInPictures } from '../../../../electron/core/reports/leak-pictures.ts';
import { print } from '../../../../electron/core/reports/pdf/print.tsx';
import { picturesIn } from '../../../../electron/core/reports/pdf-pictures.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { exhibitEntry, reportModel } from '../../../support/report-model.ts';

function screen(words: string): Buffer {
  const canvas = createCanvas(900, 300);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 900, 300);
  context.fillStyle = '#000000';
  context.font = '44px sans-serif';
  context.fillText('Conversation of 20 November', 40, 90);
  context.fillText(words, 40, 200);
  return canvas.toBuffer('image/png');
}

describe('the leak test of pictures', { timeout: 240_000 }, () => {
  let test: TestCore;
  beforeAll(async () => {
    test = await openTestCore();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it('withholds a print whose picture shows a redacted value, naming page and exhibit, until its region is removed', async () => {
    const caseId = await newCase(test);
    const imported = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('chat.png', screen('Paid to Mara Kessler today')),
    });
    const redactions = [
      { number: 1, kind: 'value', what: 'Mara Kessler', editions: ['infosec'], as: 'block', name: '' },
    ] as never;
    await test.call('report.update', { caseId, redactions });
    const printed = (edition: 'legal' | 'infosec') => test.run('report.print', { caseId, edition });
    const refused = await printed('infosec').then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refused).toMatch(/page \d+, picture of E-0001: \[REDACTED-01\]/);
    expect(refused).toContain('working copy');
    expect(refused).not.toMatch(/kessler/i);
    // Another edition is not asked about, and the reading is not done twice.
    expect((await printed('legal')).pages).toBeGreaterThan(0);
    const steps = [{ kind: 'redact', x: 30, y: 150, width: 800, height: 80, style: 'solid' }] as never;
    await test.run('copy.make', { exhibitId: imported.exhibitId, steps });
    const { warnings } = await printed('infosec');
    expect(warnings.join(' ')).toContain('1 picture was searched');
  });

  it('names a picture that its edition has not resolved, and reads no other', async () => {
    const { session } = test.core;
    if (!session) throw new Error('no vault is open');
    const picture = (number: number) => ({ bytes: jpeg(number), width: 60, height: 40 });
    const jpeg = (number: number) => {
      const canvas = createCanvas(60, 40);
      const context = canvas.getContext('2d');
      context.fillStyle = '#ffffff';
      context.fillRect(number, 0, 9, 40);
      return canvas.toBuffer('image/jpeg');
    };
    const exhibits = [exhibitEntry(1, {}, { picture: picture(1) }), exhibitEntry(2, {}, { picture: picture(20) })];
    const { pdf } = await print(reportModel({ edition: 'legal', exhibits }), null);
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(picturesIn(pdf).map(({ bytes }) => hash(bytes))).toEqual([hash(jpeg(1)), hash(jpeg(20))]);
    const context = { core: test.core, session, db: session.reader, signal: new AbortController().signal };
    const secrets = { values: [{ value: 'Mara Kessler', label: '[A]' }], patterns: [] };
    const asked: number[] = [];
    const look = (shown: typeof exhibits) =>
      leaksInPictures(context, pdf, reportModel({ edition: 'legal', exhibits: shown }), secrets, async (_, total) => {
        asked.push(total);
      });
    expect((await look(exhibits)).leaks).toEqual([]);
    const { leaks } = await look(exhibits.slice(0, 1));
    expect(leaks).toEqual([
      expect.stringMatching(/^page \d+, picture: a picture that no exhibit of this edition has$/),
    ]);
    expect(asked).toEqual([2, 2]);
  });
});
