import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '../../../../electron/core/context.ts';
import { gather } from '../../../../electron/core/reports/gather.ts';
import type { ReportModel } from '../../../../electron/core/reports/model.ts';
import { print } from '../../../../electron/core/reports/pdf/print.tsx';
import type { Policy } from '../../../../electron/core/reports/resolve/policy.ts';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import { Edition } from '../../../../shared/contract/report-setup.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';
import { filesOf, openBeside } from '../../../support/delivered.ts';
import { hasColour, type Opened, openPdf } from '../../../support/pdf-leaks.ts';
import { paint, type Rgb } from '../../../support/pixels.ts';

const EVERY = Edition.options;
const NOT_LEGAL = ['executive', 'infosec'] as const;
/** What was planted, as words or as a colour of a picture, and the editions that must not show it. */
const planted = new Map<string, { readonly secret: string | Rgb; readonly withheld: readonly Edition[] }>();
const plant = (name: string, withheld: readonly Edition[] = EVERY): string => {
  const secret = `zq${planted.size.toString().padStart(2, '0')}${name.replace(/[^a-z]/g, '')}`;
  planted.set(name, { secret, withheld });
  return secret;
};
const plantColour = (name: string, secret: Rgb, withheld: readonly Edition[] = EVERY): Rgb => {
  planted.set(name, { secret, withheld });
  return secret;
};

/** The same code with every decision in favour of showing. */
const EVERYTHING: Policy = {
  edition: 'legal',
  choice: false,
  redactions: false,
  sensitive: 'whole',
  removed: 'whole',
  derived: 'whole',
  log: 'whole',
  printed: 'all',
  rows: 25,
  pictures: 'all',
};

const GREY: Rgb = [90, 90, 90];
const id = (): never => randomUUID() as never;

/** A case in which each thing that an edition may leave out bears a word, or a colour, of its own. */
async function plantedCase(test: TestCore): Promise<CaseId> {
  const { id: caseId, boardId } = await test.call('case.create', { title: plant('former title of the case') });
  const take = async (name: string, bytes: Uint8Array | string, more: object = {}): Promise<ExhibitId> =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes), ...more })).exhibitId;
  const described = (of: string, withheld: readonly Edition[] = EVERY) => ({
    title: plant(`title of ${of}`, withheld),
    note: plant(`note of ${of}`, withheld),
    source: plant(`source of ${of}`, withheld),
  });
  await test.call('case.update', { caseId, title: 'Open title', background: plant('former background') });
  await test.call('case.update', { caseId, background: 'Open background' });
  await test.call('board.rename', { boardId, title: plant('former title of the board') });
  await test.call('board.rename', { boardId, title: 'Open board' });

  // Taken out by hand: a picture, and a table that a query of the report was run over.
  const excluded = await take(
    `${plant('file name of the excluded picture')}.png`,
    paint(64, 64, () => plantColour('excluded picture', [255, 0, 255])),
    { ...described('the excluded picture'), how: plant('how the excluded picture came') },
  );
  await take(
    `${plant('file name of the excluded picture when it came again')}.png`,
    paint(64, 64, () => [255, 0, 255]),
    { ...described('the excluded picture when it came again'), how: plant('how the excluded picture came again') },
  );
  const table = await take(
    `${plant('file name of the excluded table')}.csv`,
    `${plant('column of the excluded table')},n\n${plant('cell of the excluded table')},1\nb,2\n`,
    { title: plant('title of the excluded table') },
  );
  // Replaced by a redacted copy; another copy hides nothing.
  const original = await take(
    `${plant('file name of the redacted original')}.png`,
    paint(64, 64, (x) => (x < 32 ? GREY : plantColour('picture below the redaction', [0, 255, 0]))),
    described('the redacted original'),
  );
  const area = { x: 30, y: 0, width: 34, height: 64 };
  const redacted = await test.run('copy.make', {
    exhibitId: original,
    steps: [{ kind: 'redact', ...area, style: 'solid' }],
  });
  const marked = await test.run('copy.make', {
    exhibitId: original,
    steps: [{ kind: 'box', x: 2, y: 2, width: 8, height: 8, colour: 'black', stroke: 1 }],
    title: 'Open marked copy',
  });
  // Removed from the vault.
  const removed = await take(`${plant('file name of the removed')}.txt`, 'gone', described('the removed'));
  await test.call('evidence.remove', { exhibitId: removed, reason: plant('reason of the removal') });
  // Marked personal: a picture and a table that a query was run over.
  const personal = await take(
    `${plant('file name of the personal picture', NOT_LEGAL)}.png`,
    paint(64, 64, () => plantColour('personal picture', [0, 255, 255], NOT_LEGAL)),
    { ...described('the personal picture', NOT_LEGAL), sensitivity: 'personal' },
  );
  await take(
    `${plant('file name of the personal picture when it came again', NOT_LEGAL)}.png`,
    paint(64, 64, () => [0, 255, 255]),
    described('the personal picture when it came again', NOT_LEGAL),
  );
  const people = await take(
    `${plant('file name of the personal table', NOT_LEGAL)}.csv`,
    `who,n\n${plant('cell of the personal table', NOT_LEGAL)},1\nb,2\n`,
    { title: plant('title of the personal table', NOT_LEGAL), sensitivity: 'personal' },
  );
  // Shown whole, but for what it was called before.
  const open = await take('open.csv', 'account,n\nopenvalue,1\n');
  const before = { title: plant('former title of an exhibit'), note: plant('former note') };
  await test.call('evidence.update', { exhibitId: open, ...before });
  await test.call('evidence.update', { exhibitId: open, title: 'Open exhibit', note: 'Open note' });
  const freeze = async (title: string, sql: string): Promise<ExhibitId> => {
    const { resultId } = await test.run('query.run', { caseId, sql });
    return (await test.call('query.freeze', { resultId, title })).id;
  };
  const views = await test.call('dataset.list', { caseId });
  const viewOf = (exhibit: ExhibitId) => views.find(({ exhibitId }) => exhibitId === exhibit)?.view ?? '';
  const queries = [
    await freeze('Open query', `SELECT account, n FROM ${viewOf(open)}`),
    await freeze(
      'Query over the excluded',
      `SELECT *, '${plant('statement over the excluded')}' AS s FROM ${viewOf(table)}`,
    ),
    await freeze('Query over the personal', `SELECT who FROM ${viewOf(people)}`),
    await freeze('Query over the records', 'SELECT title, original_name FROM exhibits'),
    await freeze('Query over the log', 'SELECT action, subject, detail FROM custody'),
  ];

  const state = (claim: string, more: object = {}) => test.call('finding.create', { caseId, claim, ...more });
  const out = await state(plant('claim of the excluded finding'), {
    explanation: plant('explanation of the excluded finding'),
  });
  await test.call('finding.remove', { findingId: (await state(plant('claim of the withdrawn finding'))).id });
  const stays = await state(plant('former claim'));
  const exhibits = [excluded, original, removed, personal, people, open, ...queries, redacted.id, marked.id];
  await test.call('finding.update', { findingId: stays.id, claim: 'Open claim', exhibits });

  const [gone, alone, shared, note, private_, vanished, later] = [id(), id(), id(), id(), id(), id(), id()];
  const place = (kind: 'entity' | 'exhibit' | 'note', subject: string, x: number): BoardOp => ({
    op: 'item.place',
    item: { id: id(), subject: { kind, id: subject as never }, x, y: 0, width: 180, height: 90 },
  });
  const entity = (entityId: never, label: string, on: ExhibitId[], words = ''): BoardOp => ({
    op: 'entity.create',
    entity: { id: entityId, type: 'account', label, note: words, exhibits: on },
  });
  const link = (type: string, on: ExhibitId[]): BoardOp => ({
    op: 'link.create',
    link: {
      id: id(),
      from: { kind: 'entity', id: shared },
      to: { kind: 'note', id: note },
      type,
      exhibits: on,
    } as never,
  });
  await test.call('board.apply', {
    boardId,
    step: plant('name of a step'),
    ops: [
      entity(gone, plant('deleted entity'), []),
      entity(
        alone,
        plant('entity resting on the excluded'),
        [excluded, original],
        plant('note of an entity resting on the excluded'),
      ),
      entity(
        private_,
        plant('entity resting on the personal', NOT_LEGAL),
        [personal],
        plant('note of an entity resting on the personal'),
      ),
      entity(vanished, plant('entity resting on the removed'), [removed]),
      entity(shared, 'open_entity', [excluded, open]),
      entity(later, plant('entity that came to rest on the excluded after a snapshot'), [open]),
      place('entity', later, 1500),
      { op: 'note.create', note: { id: note, text: 'Open note on the board' } },
      place('entity', alone, 0),
      place('entity', shared, 300),
      place('note', note, 600),
      place('entity', private_, 900),
      place('entity', vanished, 1200),
      ...[excluded, original, removed, personal, people, queries[1], queries[2]].map((each, at) =>
        place('exhibit', each ?? '', at * 300 - 900),
      ),
      link(plant('link resting on the excluded'), [excluded]),
      link(plant('link resting on the personal', NOT_LEGAL), [personal]),
      link('open link', [excluded, open]),
    ],
  });
  const figure = await test.call('snapshot.take', {
    ...{ boardId, title: 'Open figure', caption: 'Open caption' },
    sight: { shown: null, filter: 'zqfilter', frame: null, apart: false },
  });
  await test.call('snapshot.update', { snapshotId: figure.id, inReport: true });
  const change = { id: later, label: 'open_later', exhibits: [excluded] };
  await test.call('board.apply', { boardId, step: 'Later', ops: [{ op: 'entity.update', ...change }] });
  await test.call('entity.remove', { caseId, ids: [gone] });
  const happened = (title: string, note: string, exhibitIds: ExhibitId[], starts = '2026-05-04 14:03') =>
    test.call('event.create', {
      ...{ caseId, title, note, starts, until: '', zone: 'Europe/Berlin', discovered: '2026-06' },
      exhibits: exhibitIds,
    });
  await happened(plant('event resting on the excluded'), plant('note of an event resting on the excluded'), [excluded]);
  await happened(
    plant('event resting on the personal', NOT_LEGAL),
    plant('note of an event resting on the personal', NOT_LEGAL),
    [personal],
    '1999-12-31 23:59:58',
  );
  await happened('Open event', 'Open note of an event', [excluded, open]);
  await happened('Open event by hand', '', []);
  await test.call('event.remove', { eventId: (await happened(plant('deleted event'), '', [])).id });
  await test.call('report.update', {
    caseId,
    summary: 'Open summary',
    excludedExhibits: [excluded, table],
    excludedFindings: [out.id],
  });
  await test.run('vault.backup', {}); // under a name made of the vault's
  return caseId;
}

describe('what an edition withholds', { timeout: 300_000 }, () => {
  let test: TestCore;
  let caseId: CaseId;
  beforeAll(async () => {
    test = await openTestCore({ vault: false });
    await test.call('vault.create', { name: plant('name of the folder of the vault'), passphrase: PASSPHRASE });
    caseId = await plantedCase(test);
  }, 120_000);
  afterAll(() => test[Symbol.asyncDispose]());

  async function resolved(edition: Edition, policy?: Policy): Promise<ReportModel> {
    const { session } = test.core;
    if (!session) throw new Error('no vault is open');
    const context = {
      core: test.core,
      session,
      db: session.reader,
      signal: new AbortController().signal,
    } as JobContext;
    const occasion = {
      edition,
      printedAt: '2026-11-22T21:05:07.000Z',
      zone: 'UTC',
      preparedBy: 'R. Okafor',
      unrecorded: false,
      program: 'test',
    };
    return (await gather(context, caseId, occasion, async () => {}, ...(policy ? [policy] : []))).model;
  }
  const printed = async (edition: Edition, policy?: Policy): Promise<Opened> =>
    openPdf((await print(await resolved(edition, policy), null)).pdf);
  const found = (pdf: Opened, names: Iterable<string>): string[] =>
    [...names].filter((name) => {
      const { secret = '' } = planted.get(name) ?? {};
      return typeof secret === 'string' ? pdf.text.includes(secret) : hasColour(pdf, secret);
    });

  it.each(EVERY)('is nowhere in the %s edition', async (edition) => {
    const pdf = await printed(edition);
    const withheld = [...planted].filter(([, each]) => each.withheld.includes(edition)).map(([name]) => name);
    expect(found(pdf, withheld)).toEqual([]);
    const owed = [...planted].filter(([, each]) => !each.withheld.includes(edition)).map(([name]) => name);
    expect(found(pdf, owed)).toEqual(owed);
    // What stays is still there, the copy's own part of the picture with it.
    const full = [
      'Open event by hand',
      'Open note of an event',
      '2026-05-0412:03UTC',
      'tothe minute',
      'Open board',
      'open_entity',
      'Open note on the board',
      'open link',
      'openvalue',
    ];
    for (const words of ['Open claim', ...(edition === 'executive' ? [] : full)])
      expect(pdf.text, words).toContain(words.replaceAll(' ', ''));
    expect(pdf.text.includes('Openevent')).toBe(edition !== 'executive');
    expect(pdf.text.includes('1999-12-31')).toBe(edition === 'legal');
    if (edition === 'executive') expect(pdf.text).toContain('4eventsleftout:thelegalandtheinfoseceditionslistthem');
    else expect(pdf.text).toContain('1eventleftout:restingonlyonexhibitswhosecontentisnotshown');
    expect(hasColour(pdf, GREY)).toBe(edition !== 'executive');
    expect(pdf.text).toContain('2exhibitsleftout:takenoutofthereportbytheinvestigator');
    expect(pdf.text).toContain('1exhibitleftout:aredactedworkingcopyisinthereportinitsplace');
  });

  it.each(EVERY)('is in nothing that goes beside the %s edition', async (edition) => {
    const parts = ['companions', 'docx', 'markdown', 'summary'] as const;
    const { copies } = await test.run('report.deliver', { caseId, copies: [{ edition }], parts: [...parts] });
    const [copy] = copies;
    if (!copy) throw new Error('nothing was delivered');
    const beside = await openBeside(await filesOf(test, copy));
    const withheld = [...planted].filter(([, each]) => each.withheld.includes(edition)).map(([name]) => name);
    expect(found(beside, withheld)).toEqual([]);
    const owed = [...planted].filter(([, each]) => !each.withheld.includes(edition)).map(([name]) => name);
    expect(found(beside, owed)).toEqual(owed);
    expect(beside.text).toContain('Openclaim');
  });

  it('is all there once nothing is withheld', async () => {
    // Words of the indicators are in another edition's model; one print is enough to see that what is in a model is found.
    const indicators = JSON.stringify((await resolved('infosec', EVERYTHING)).indicators);
    const all = [await printed('legal', EVERYTHING), { text: indicators, pictures: [] }];
    const missing = [...planted.keys()].filter((name) => all.every((pdf) => found(pdf, [name]).length === 0));
    expect(missing).toEqual([]);
    expect(planted.size).toBeGreaterThanOrEqual(44);
  });

  it('is told of when taking a redacted copy out uncovers its original', async () => {
    const settings = await test.call('report.settings', { caseId });
    const exhibits = await test.call('evidence.list', { caseId });
    const copy = exhibits.find(({ copyOf, title }) => copyOf !== null && title !== 'Open marked copy');
    const original = exhibits.find(({ label }) => label === copy?.copyOf);
    if (!copy || !original) throw new Error('the case has no redacted copy');
    const leaveOut = (...ids: ExhibitId[]) =>
      test.call('report.update', { caseId, excludedExhibits: [...settings.excludedExhibits, ...ids] });
    const told = async () => {
      const { uncovered, warnings } = await test.call('report.preview', { caseId, edition: 'infosec' });
      return [uncovered, warnings.filter((sentence) => sentence.includes('redacted copy'))];
    };
    expect(await told()).toEqual([[], []]);
    await leaveOut(copy.id);
    expect(await told()).toEqual([
      [
        {
          original: { id: original.id, label: original.label },
          copies: [{ label: copy.label, removed: false }],
        },
      ],
      [
        `${original.label} is shown whole, with what is redacted in ${copy.label} (left out of the report): no redacted copy of it is in the report.`,
      ],
    ]);
    await leaveOut(copy.id, original.id);
    expect(await told()).toEqual([[], []]);
    await leaveOut();
  });
});
