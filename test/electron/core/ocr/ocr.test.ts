import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { opened } from '../../../../electron/core/transaction.ts';
import { LANGUAGE_NAMES, OcrLanguage } from '../../../../shared/contract/ocr.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

const require = createRequire(import.meta.url);
GlobalFonts.registerFromPath(
  require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  'Test Sans',
);

function screenshot(...lines: string[]): Buffer {
  const canvas = createCanvas(900, 60 + lines.length * 50);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#111';
  context.font = '28px "Test Sans"';
  for (const [index, line] of lines.entries()) context.fillText(line, 40, 60 + index * 50);
  return canvas.toBuffer('image/png');
}

describe('reading the text of pictures', () => {
  it('makes a screenshot findable, once, and says how it was read', { timeout: 60_000 }, async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes(
        'chat.png',
        screenshot('Please send the payout to my other account', 'before Friday evening'),
      ),
    });
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('note.txt', 'not a picture') });
    expect(await test.call('ocr.pending', { caseId })).toEqual({ pending: 1 });
    expect(await test.run('ocr.run', { caseId })).toEqual({ read: 1, withText: 1, failed: [] });
    const { text, method, confidence } = await test.call('ocr.text', { exhibitId });
    expect(text).toMatch(/payout to my other account/);
    expect(method).toContain('Tesseract');
    expect(confidence).toBeGreaterThan(60);
    const { hits } = await test.call('search.find', { caseId, text: 'other account' });
    expect(hits.map(({ label }) => label)).toContain('E-0001');
    expect(await test.run('ocr.run', { caseId })).toEqual({ read: 0, withText: 0, failed: [] });
    expect(await test.call('ocr.pending', { caseId })).toEqual({ pending: 0 });
  });
  it('reads in the languages of the vault, together, and says in which', { timeout: 120_000 }, async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    expect(await test.call('vault.profile', {})).toMatchObject({ readPictures: true, readLanguages: ['eng'] });
    const words = 'Überweisung für Größe: Straße der Künste';
    const { exhibitId } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('brief.png', screenshot(words, 'Bitte überprüfen Sie Ihre Kontodaten')),
    });
    await test.call('vault.setProfile', { readPictures: false, readLanguages: ['deu', 'eng', 'deu'] });
    expect(await test.call('vault.profile', {})).toMatchObject({ readPictures: false, readLanguages: ['deu', 'eng'] });
    expect(await test.run('ocr.run', { caseId })).toEqual({ read: 1, withText: 1, failed: [] });
    const german = await test.call('ocr.text', { exhibitId });
    expect(german.method).toMatch(/^Tesseract, German and English, /);
    expect(german.text).toContain('Größe');
    for (const code of OcrLanguage.options) {
      await test.call('vault.setProfile', { readLanguages: [code] });
      expect(await test.run('ocr.run', { caseId, exhibits: [exhibitId] })).toMatchObject({ read: 1, failed: [] });
      const { method } = await test.call('ocr.text', { exhibitId });
      expect(method).toMatch(new RegExp(`^Tesseract, ${LANGUAGE_NAMES[code]}, `));
    }
  });
  it('that nobody waits for keeps no vault open, and reads what it makes known keep it open neither', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('chat.png', screenshot('some words')) });
    const { jobId } = await test.call('ocr.run', { caseId, unattended: true });
    while (!test.core.jobs.unattended) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(test.core.jobs.busy).toBe(false);
    const session = opened(test.core);
    session.lastActive = 0;
    await test.call('ocr.pending', { caseId });
    expect(session.lastActive).toBe(0);
    await test.call('vault.touch', {});
    expect(session.lastActive).toBeGreaterThan(0);
    await test.call('job.cancel', { jobId });
    while (test.core.jobs.get(jobId).state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await test.call('ocr.pending', { caseId })).toEqual({ pending: 1 });
    session.lastActive = 0;
    await test.call('ocr.pending', { caseId });
    expect(session.lastActive).toBeGreaterThan(0);
  });
  it('refuses what is not a picture', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('note.txt', 'words'),
    });
    await expect(test.run('ocr.run', { caseId, exhibits: [exhibitId] })).rejects.toMatchObject({ code: 'unsupported' });
    expect(await test.call('ocr.text', { exhibitId })).toMatchObject({ text: null });
  });
});
