import { randomUUID } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import type { Edition } from '../../../../shared/contract/report-setup.ts';
import type { Redaction } from '../../../../shared/contract/reports.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { filesOf, unzipped } from '../../../support/delivered.ts';
import { jpegWith, tiff } from '../../../support/exif.ts';
import { openPdf } from '../../../support/pdf-leaks.ts';

const WITHHELD = ['executive', 'infosec'] as const satisfies readonly Edition[];
const REDACTED: Redaction = {
  ...{ number: 1, kind: 'pattern', what: 'zq[0-9]{2}[a-z]+' },
  ...{ editions: [...WITHHELD], as: 'block', name: '' },
};
const planted: string[] = [];
const plant = (name: string): string => {
  const secret = `zq${String(planted.length).padStart(2, '0')}${name.replaceAll(/[^a-z]/g, '')}`;
  planted.push(secret);
  return secret;
};
const id = (): never => randomUUID() as never;

/** A case in which every text that a person or a file gave holds a secret of its own. */
async function filled(test: TestCore): Promise<CaseId> {
  const { id: caseId, boardId } = await test.call('case.create', {
    title: `Case ${plant('case title')}`,
    requester: `Asked by ${plant('requester')}`,
  });
  await test.call('case.update', { caseId, background: `Words ${plant('background')}.` });
  const table = await test.run('evidence.import', {
    ...{ caseId, title: `Table ${plant('exhibit title')}`, source: `From ${plant('source')}` },
    note: `Note ${plant('exhibit note')}`,
    how: `How ${plant('how it came')}`,
    ticket: test.ticketForBytes(
      `${plant('file name')}.csv`,
      `account,${plant('column name')},amount\n${Array.from({ length: 60 }, (_, at) => `u${at},${at === 50 ? plant('cell below the printed rows') : at === 0 ? plant('cell') : 'x'},${at}`).join('\n')}\n`,
    ),
  });
  const { createCanvas } = await import('@napi-rs/canvas');
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff({ ifd0: [[0x010e, plant('exif description')]] })]);
  const photo = jpegWith(createCanvas(60, 40).toBuffer('image/jpeg'), exif);
  const picture = await test.run('evidence.import', {
    ...{ caseId, title: 'Photo', ticket: test.ticketForBytes(`${plant('picture file name')}.jpg`, photo) },
  });
  const view = (await test.call('dataset.list', { caseId }))[0]?.view ?? '';
  const run = await test.run('query.run', {
    caseId,
    sql: `SELECT *, '${plant('literal of a statement')}' AS ${plant('alias of a column')} FROM ${view}`,
  });
  const query = await test.call('query.freeze', { resultId: run.resultId, title: `Query ${plant('query title')}` });
  const { resultId } = await test.run('query.run', { caseId, sql: `SELECT account, amount FROM ${view} LIMIT 3` });
  const { chartId } = await test.run('chart.draw', {
    resultId,
    spec: {
      ...{ kind: 'bar', title: plant('chart title'), x: 0, y: 1, series: null, measure: 'sum', unit: null },
      ...{ zone: 'UTC', order: 'value', most: null },
    },
  } as never);
  const chart = await test.call('chart.freeze', { chartId, title: `Chart ${plant('chart label')}` });
  const [one, other, note] = [id(), id(), id()];
  const place = (kind: 'entity' | 'note' | 'exhibit', subject: string, x: number): BoardOp => ({
    ...{ op: 'item.place' },
    item: { id: id(), subject: { kind, id: subject as never }, x, y: 0, width: 180, height: 80 },
  });
  const ends = { from: { kind: 'entity' as const, id: one }, to: { kind: 'entity' as const, id: other } };
  await test.call('board.apply', {
    ...{ boardId, step: `Step ${plant('board step')}` },
    ops: [
      {
        op: 'entity.create',
        entity: {
          ...{ id: one, type: 'account', label: plant('entity') },
          note: plant('entity note'),
          exhibits: [table.exhibitId],
        },
      },
      {
        op: 'entity.create',
        entity: {
          ...{ id: other, type: 'account', label: `u1 ${plant('entity alias')}`, note: '' },
          exhibits: [table.exhibitId],
        },
      },
      { op: 'note.create', note: { id: note, text: `Look ${plant('board note')}` } },
      {
        op: 'link.create',
        link: {
          ...{ id: id(), ...ends, type: plant('link type'), label: plant('link label') },
          direction: 'forward',
          note: plant('link note'),
          exhibits: [table.exhibitId],
        },
      },
      ...[one, other].map((each, at) => place('entity', each, at * 300)),
      place('note', note, 600),
      place('exhibit', picture.exhibitId, 900),
    ],
  });
  await test.call('board.rename', { boardId, title: `Board ${plant('board title')}` });
  const figure = await test.call('snapshot.take', {
    ...{ boardId, title: `Figure ${plant('snapshot title')}`, caption: `As ${plant('snapshot caption')}` },
    sight: { shown: null, filter: plant('board filter'), frame: null, apart: false },
  });
  await test.call('snapshot.update', { snapshotId: figure.id, inReport: true });
  await test.call('event.create', {
    ...{ caseId, title: `Event ${plant('event')}`, note: plant('event note'), starts: '2026-05-04 14:03', until: '' },
    ...{ zone: 'UTC', discovered: '', exhibits: [table.exhibitId] },
  });
  const finding = await test.call('finding.create', {
    ...{ caseId, claim: `They pay ${plant('claim')}`, explanation: `See E-0001 ${plant('explanation')}.` },
    ...{ likelihood: 'likely', confidence: 'high', exhibits: [table.exhibitId, query.id, chart.id, picture.exhibitId] },
  } as never);
  const words = { field: 'claim', at: 0, length: 4 } as const;
  await test.call('finding.comment', {
    findingId: finding.id,
    ...words,
    text: plant('comment'),
    by: plant('commenter'),
  });
  const [item] = await test.call('checklist.add', { caseId, of: { text: `Ask ${plant('checklist')}` } });
  if (item) await test.call('checklist.mark', { id: item.id, state: 'done', note: plant('checklist note') } as never);
  await test.call('report.update', {
    ...{ caseId, summary: `Sum ${plant('summary')}`, bottomLine: `Line ${plant('bottom line')}` },
    ...{
      unknowns: plant('unknowns'),
      decision: plant('decision'),
      decisionBy: plant('decider'),
      nextStep: plant('next step'),
    },
    ...{
      method: plant('method'),
      caveat: plant('caveat'),
      limitations: plant('limitations'),
      glossary: `${plant('term')}: x`,
    },
    captions: [{ exhibitId: chart.id, caption: `Shown ${plant('caption')}` }],
    aiUse: [
      {
        ...{
          section: plant('ai section'),
          tool: plant('ai tool'),
          version: '1',
          where: 'local',
          purpose: plant('ai purpose'),
        },
        ...{
          prompt: plant('prompt'),
          inputs: [],
          outputSha256: '',
          reviewer: plant('ai reviewer'),
          check: plant('ai check'),
        },
      },
    ],
    redactions: [REDACTED],
  });
  return caseId;
}

/** Every text that can be had of delivered bytes: as they stand, unpacked, inflated, and as a reader of a PDF tells it. */
async function readable(name: string, bytes: Buffer): Promise<string> {
  const texts = [
    name,
    bytes.toString('utf8'),
    bytes.toString('latin1'),
    bytes.toString('utf16le'),
    Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le'),
  ];
  if (name.endsWith('.docx'))
    for (const [part, inner] of await unzipped(bytes)) texts.push(await readable(part, inner));
  if (!name.endsWith('.pdf')) return texts.join('\n').replaceAll(/<[^>]*>/g, '');
  const raw = bytes.toString('latin1');
  for (const { index } of raw.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = raw.indexOf('\n', index) + 1;
    try {
      texts.push(inflateSync(bytes.subarray(start, raw.indexOf('endstream', start))).toString('latin1'));
    } catch {
      // It is not compressed: it was looked at as it stands.
    }
  }
  return [...texts, (await openPdf(bytes)).text].join('\n');
}

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await filled(test);
}, 120_000);
afterAll(() => test[Symbol.asyncDispose]());

async function textOf(copy: { readonly edition: Edition; readonly recipient?: string }): Promise<string> {
  const parts = ['companions', 'docx', 'markdown', 'summary'] as const;
  const { copies, name } = await test.run('report.deliver', { caseId, copies: [copy], parts: [...parts] });
  const [made] = copies;
  if (!made) throw new Error('nothing was delivered');
  const all = [name, ...made.files.map((file) => file.name)];
  for (const [ending, bytes] of await filesOf(test, made)) all.push(await readable(ending, bytes));
  return all.join('\n').replaceAll(/\s/g, '').toLowerCase();
}
async function found(edition: Edition): Promise<string[]> {
  const text = await textOf({ edition });
  return planted.filter((secret) => text.includes(secret));
}

it('is in no byte of what is delivered for an edition that redacts it, and in the others', {
  timeout: 300_000,
}, async () => {
  expect(planted.length).toBeGreaterThanOrEqual(30);
  for (const edition of WITHHELD) expect([edition, await found(edition)]).toEqual([edition, []]);
  const legal = await found('legal');
  await test.call('report.update', { caseId, redactions: [] });
  const shown = new Set([...legal, ...(await found('executive')), ...(await found('infosec'))]);
  // What no edition tells, redacted or not: no print holds metadata of a picture, the work on a board, or a comment.
  expect(planted.filter((secret) => !shown.has(secret)).map((secret) => secret.slice(4))).toEqual([
    ...['exifdescription', 'charttitle', 'boardstep', 'linknote', 'boardfilter', 'comment', 'commenter'],
  ]);
});

it('is not let out by what a copy is called, or by whom it is for', { timeout: 300_000 }, async () => {
  await test.call('report.update', { caseId, redactions: [REDACTED] });
  expect(await textOf({ edition: 'legal', recipient: 'Desk zq99recipient' })).toContain('zq99recipient');
  expect(await textOf({ edition: 'infosec', recipient: 'Desk zq99recipient' })).not.toContain('zq99recipient');
  for (const parts of [[], ['summary']] as const)
    await expect(
      test.run('report.deliver', { caseId, copies: [{ edition: 'infosec' }], parts: [...parts], stem: 'zq98stem' }),
    ).rejects.toThrow('The print is withheld');
});
