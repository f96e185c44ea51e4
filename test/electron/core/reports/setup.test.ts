import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '../../../../electron/core/context.ts';
import { gather } from '../../../../electron/core/reports/gather.ts';
import { rootsOf } from '../../../../electron/core/reports/pdf/legal-annex.tsx';
import { sectionsOf } from '../../../../electron/core/reports/pdf/sections.tsx';
import type { Edition, EditionSetup } from '../../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { holds } from '../../../../shared/domain/report-sections.ts';
import { allSections, sectionsIn, TEMPLATES } from '../../../../shared/domain/report-templates.ts';
import { matterhorn } from '../../../support/accessible.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

const bring = async (caseId: CaseId, name: string) =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, `${name} says so`) })).exhibitId;

async function modelOf(caseId: CaseId, edition: Edition) {
  const { session } = test.core;
  if (!session) throw new Error('no vault is open');
  const context = { core: test.core, session, db: session.reader, signal: new AbortController().signal } as JobContext;
  const facts = { printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor', program: 'test' };
  return gather(context, caseId, { edition, unrecorded: false, ...facts }, async () => {});
}

const setup = (over: Partial<EditionSetup> & Pick<EditionSetup, 'edition'>): EditionSetup => ({
  ...{ sections: null, tlp: null, recipient: '', board: null, paper: 'a4' },
  ...over,
});

describe('the setup of a report', { timeout: 60_000 }, () => {
  it('keeps what bears a mark, and what was made from it, out of each edition that the mark does not name', async () => {
    const caseId = await newCase(test);
    const advice = await bring(caseId, 'advice-of-counsel.txt');
    const open = await bring(caseId, 'open.txt');
    const { id: finding } = await test.call('finding.create', {
      caseId,
      claim: 'As counsel advised',
      exhibits: [open],
    });
    const marks = [
      { mark: 'Legally privileged', editions: ['legal'] as Edition[], exhibits: [advice], findings: [finding] },
    ];
    await test.call('report.update', { caseId, marks });
    for (const edition of ['executive', 'infosec', 'legal'] as const) {
      const { model, leftOut } = await modelOf(caseId, edition);
      const told = JSON.stringify(model);
      expect(told.includes('advice-of-counsel'), edition).toBe(edition === 'legal');
      expect(told.includes('As counsel advised'), edition).toBe(edition === 'legal');
      expect(leftOut.filter(({ reason }) => reason === 'marked').map(({ what }) => what)).toEqual(
        edition === 'legal' ? [] : ['exhibit', 'finding'],
      );
    }
    const { id: other } = { id: await bring(await newCase(test, 'Another'), 'b.txt') };
    await expect(
      test.call('report.update', { caseId, marks: [{ mark: 'SAR', editions: [], exhibits: [other], findings: [] }] }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gives an edition its own label, recipient, board, paper and sections', async () => {
    const caseId = await newCase(test);
    await bring(caseId, 'a.txt');
    const editions = [
      setup({
        ...{ edition: 'legal', tlp: 'CLEAR', recipient: 'Counsel', board: 'none', paper: 'letter' },
        sections: ['custody', 'findings', 'scope', 'certificate'],
      }),
    ];
    await test.call('report.update', {
      ...{ caseId, editions, recipient: 'Everybody', limitations: 'No phone was examined.' },
      certificate: { kind: 'fre-902-14', signatory: 'R. Okafor', role: 'Examiner' },
    });
    const { model } = await modelOf(caseId, 'legal');
    expect([model.case.tlp, model.recipient, model.board]).toEqual(['CLEAR', 'Counsel', null]);
    expect(sectionsOf(model).map(({ id }) => id)).toEqual(['custody', 'findings', 'scope', 'certificate']);
    expect((await modelOf(caseId, 'infosec')).model).toMatchObject({
      recipient: 'Everybody',
      case: { tlp: 'AMBER+STRICT' },
    });
    const { ticket, warnings } = await test.run('report.print', { caseId, edition: 'legal' });
    expect(warnings).toContainEqual(
      expect.stringMatching(/^This edition is labelled TLP:CLEAR, which lets more people/),
    );
    const pdf = await test.collect(ticket);
    expect(Buffer.from(pdf).toString('latin1')).toContain('/MediaBox [0 0 612 792]');
    expect(matterhorn(pdf)).toEqual([]);
    const { pages } = await readPdf(pdf);
    const text = pages.join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/1 Custody .*2 Findings .*3 Scope and background .*4 Certificate/);
    expect(text).toContain('902(14)');
    expect(text).not.toContain('No phone was examined.'); // its section was not chosen
  });

  it('says of AI only what a person stated', async () => {
    const caseId = await newCase(test);
    const input = await bring(caseId, 'chat.txt');
    expect((await modelOf(caseId, 'legal')).model.annex).toMatchObject({ aiNone: null, aiUse: [] });
    await test.call('report.update', { caseId, aiNone: true });
    const stated = await test.call('report.settings', { caseId });
    expect(stated.setup.aiNone?.by).toBe(test.core.session?.investigator);
    const use = {
      ...{ section: 'Findings', tool: 'Example model', version: '4', where: 'remote' as const, purpose: 'Translation' },
      ...{ prompt: 'Translate E-0001.', inputs: [input], outputSha256: '', reviewer: 'R. Okafor', check: 'Read twice' },
    };
    const { setup: after } = await test.call('report.update', { caseId, aiUse: [use] });
    expect(after.aiNone).toBeNull();
    await expect(test.call('report.update', { caseId, aiNone: true })).rejects.toMatchObject({ code: 'conflict' });
    await test.call('report.update', {
      caseId,
      marks: [{ mark: 'SAR', editions: ['legal'], exhibits: [input], findings: [] }],
    });
    const [legal, executive] = await Promise.all([modelOf(caseId, 'legal'), modelOf(caseId, 'executive')]);
    expect(legal.model.annex?.aiUse[0]?.inputs).toEqual(['E-0001']);
    expect(executive.model.annex?.aiUse[0]?.inputs).toEqual(['E-0001 (withheld)']);
    expect(sectionsOf(executive.model).map(({ id }) => id)).toContain('ai-use');
  });

  it('has templates that each edition can print', () => {
    for (const { edition, sections } of TEMPLATES) {
      const order = sectionsIn(edition, sections);
      expect(order.every((id) => allSections(edition).includes(id))).toBe(true);
      expect(order.includes('scope') || order.includes('basis')).toBe(true);
    }
    expect(sectionsIn('executive', ['annex', 'findings'])).toEqual(['brief', 'basis', 'findings', 'annex']);
    expect(sectionsIn('legal', ['custody-log', 'scope', 'custody'])).toEqual(['scope', 'custody', 'custody-log']);
  });

  it('keeps the capitals of an abbreviation where sections are told in a sentence', () => {
    expect(holds('executive')).toContain(', AI assistance');
  });

  it('leads from what was made back to the files that came in', () => {
    const steps = [
      { label: 'E-0004', from: ['E-0003'] },
      { label: 'E-0003', from: ['E-0001', 'E-0002'] },
    ];
    expect(rootsOf('E-0004', steps)).toEqual(['E-0001', 'E-0002']);
    expect(rootsOf('E-0005', [{ label: 'E-0005', from: ['E-0005'] }])).toEqual([]);
  });
});
