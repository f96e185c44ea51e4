import { createHash } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { charts } from '../../../../electron/core/charts/drawn-charts.ts';
import { CHART_SHOWN, chartBytes } from '../../../../electron/core/charts/reads.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import { contentOf, readContent } from '../../../../electron/core/evidence/reads.ts';
import { storeExhibit } from '../../../../electron/core/evidence/staging.ts';
import { inTransaction, opened } from '../../../../electron/core/transaction.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import type { ChartKind, ChartSpec, DrawnOf } from '../../../../shared/domain/charts.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { readPdf } from '../../../support/pdf-text.ts';

const CSV = [
  'at,country,amount',
  ...Array.from(
    { length: 30 },
    (_, day) => `2026-03-${String(day + 1).padStart(2, '0')} 10:00:00Z,${day % 3 === 0 ? 'DE' : 'FR'},"$${day}.50"`,
  ),
  '2026-03-31 10:00:00Z,DE,',
].join('\n');

const spec = (kind: ChartKind, over: Partial<ChartSpec> = {}): ChartSpec => ({
  ...{ kind, title: '', x: 0, y: null, series: null, measure: 'rows', unit: null, zone: 'UTC', order: 'value' },
  ...{ most: null, ...over },
});

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test, 'Drawn');
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('payouts.csv', CSV) });
});
afterAll(() => test[Symbol.asyncDispose]());

const drawn = async (chart: ChartSpec, text = 'SELECT at, country, amount FROM payouts') => {
  const { resultId } = await test.run('query.run', { caseId, sql: text });
  return test.run('chart.draw', { resultId, spec: chart });
};

describe('a chart', { timeout: 120_000 }, () => {
  it('is of the whole result, by the readings of its columns, and says what is not drawn', async () => {
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT at, country, amount FROM payouts' });
    const facts = await test.run('chart.columns', { resultId });
    expect(facts.map(({ is }) => is)).toEqual(['time', 'category', 'number']);
    const { chart } = await test.run('chart.draw', { resultId, spec: spec('bar', { x: 1, y: 2, measure: 'sum' }) });
    expect(chart.data).toMatchObject({
      rows: 31,
      drawnRows: 30,
      notDrawn: [{ column: 'amount', why: 'null', rows: 1 }],
    });
    expect(chart.data.drawn).toMatchObject({
      along: { names: ['FR', 'DE'], others: 0 },
      values: [[{ text: '310.00' }, { text: '140.00' }]],
    });
    expect(chart.source.inputs).toMatchObject([{ name: 'payouts', exhibitLabel: 'E-0001' }]);
  });

  it('that needs a column is refused without it, and one of parts that cannot be added up too', async () => {
    await expect(drawn(spec('stacked'))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Parts'),
    });
    await expect(drawn(spec('stacked', { series: 1, y: 2, measure: 'average' }))).rejects.toMatchObject({
      code: 'unsupported',
    });
    await expect(drawn(spec('bar', { x: 9 }))).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('is saved as an exhibit whose bytes are its canonical form, found by searching, and drawn again alike', async () => {
    const { chartId, chart } = await drawn(spec('line', { y: 2, measure: 'sum' }));
    const exhibit = await test.call('chart.freeze', { chartId, title: 'Payouts by day' });
    expect(exhibit).toMatchObject({ kind: 'chart', preview: 'chart', source: 'E-0001 (payouts)' });
    const saved = await test.call('chart.frozen', { exhibitId: exhibit.id });
    expect(saved.chart).toEqual({ ...chart, spec: { ...chart.spec, title: 'Payouts by day' } });
    const bytes = readContent(
      opened(test.core).reader,
      contentOf(opened(test.core).reader, exhibit.id).id,
      0,
      exhibit.bytes,
    );
    expect(Buffer.from(bytes).toString()).toBe(canonicalize(saved.chart));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(exhibit.sha256);
    const { hits } = await test.call('search.find', { caseId, text: 'payouts by day' });
    expect(hits.map(({ label }) => label)).toContain(exhibit.label);
    const again = await test.run('chart.rerun', { exhibitId: exhibit.id });
    expect(again).toMatchObject({ same: true, rowsThen: 31, rowsNow: 31, readingsChanged: [] });
    expect(await test.run('vault.verify', {})).toMatchObject({ faults: [], ok: true });
  });

  it('leaves as SVG with its title, rows and what is not drawn, and the log says so', async () => {
    const { chartId } = await drawn(spec('bar', { x: 1, y: 2, measure: 'sum' }));
    const { ticket, name, sha256 } = await test.call('chart.export', { of: { chartId } });
    const svg = await test.collect(ticket);
    expect(name).toBe('chart.svg');
    expect(createHash('sha256').update(svg).digest('hex')).toBe(sha256);
    expect(svg.toString()).toContain('30 of 31 rows of a query on E-0001 (payouts).');
    expect(svg.toString()).toContain('1 row is not drawn: amount is NULL (1).');
    expect(svg.toString()).not.toMatch(/<image|href|<script/);
    const { entries } = await test.call('custody.list', { caseId, action: 'chart.export' });
    expect(entries[0]).toMatchObject({ detail: { format: 'svg', sha256 } });
    await expect(test.call('chart.export', { of: { chartId }, png: new Uint8Array(20) })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('is printed as vectors, with its labels as text', async () => {
    const { boardId } = await test.call('case.get', { caseId });
    const { chartId } = await drawn(spec('bar', { x: 1, y: 2, measure: 'sum' }));
    const { id, label } = await test.call('chart.freeze', { chartId, title: 'Payouts by country' });
    await test.call('board.apply', {
      ...{ boardId, step: 'Pin' },
      ops: [
        {
          op: 'item.place',
          item: {
            id: crypto.randomUUID() as never,
            subject: { kind: 'exhibit', id },
            x: 0,
            y: 0,
            width: 420,
            height: 320,
          },
        },
      ],
    });
    await test.call('finding.create', { caseId, claim: 'Most is paid to FR', exhibits: [id] });
    await test.call('report.update', { caseId, figureId: id, figureCaption: 'Payouts by country' });
    for (const edition of ['executive', 'legal'] as const) {
      const { ticket } = await test.run('report.print', { caseId, edition });
      const pdf = await test.collect(ticket);
      const text = (await readPdf(pdf)).pages.join('\n').replace(/\s+/g, ' ');
      expect(text).toContain(label);
      expect(text).toContain('$310.00');
      expect(text).toContain('1 row is not drawn: amount is NULL (1).');
      expect(pdf.includes('/Subtype /Image')).toBe(false);
    }
  });

  it('travels in a bundle as the bytes it is, with what it was computed from', async () => {
    const { chartId } = await drawn(spec('heat', { x: 0 }));
    const { id, label, sha256 } = await test.call('chart.freeze', { chartId, title: 'Hours' });
    const identity = await generateIdentity();
    const made = await test.run('bundle.export', {
      caseId,
      exhibits: [id],
      to: { recipients: [await identityToRecipient(identity)] },
    });
    await using there = await openTestCore();
    const ticket = there.ticketForBytes('x', await test.collect(made.ticket));
    const taken = await there.run('bundle.import', { ticket, with: { identity } });
    const exhibits = await there.call('evidence.list', { caseId: taken.caseId });
    expect(exhibits.map((each) => each.label)).toEqual(['E-0001', label, expect.any(String)]); // and the sender's log
    const arrived = exhibits.find((each) => each.label === label);
    expect(arrived).toMatchObject({ kind: 'chart', preview: 'chart', sha256 });
    const { chart } = await there.call('chart.frozen', { exhibitId: arrived?.id as never });
    expect(chart).toEqual((await test.call('chart.frozen', { exhibitId: id })).chart);
    expect(await there.run('chart.rerun', { exhibitId: arrived?.id as never })).toMatchObject({ same: true });
    expect(await there.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('of which no drawing can be made is not saved, and refused where a bundle brings it', async () => {
    const { chartId } = await drawn(
      spec('sankey', { x: 0, series: 1 }),
      "SELECT 'a' AS f, 'b' AS t UNION SELECT 'a', 'c'",
    );
    const kept = charts.get(opened(test.core), chartId);
    const circle = structuredClone(kept.chart);
    const { flows } = circle.data.drawn as DrawnOf<'flows'>;
    Object.assign(flows[0] ?? {}, { to: flows[0]?.from });
    const again = charts.keep(opened(test.core), { ...kept, chart: circle });
    await expect(test.call('chart.freeze', { chartId: again, title: 'Circle' })).rejects.toMatchObject({
      code: 'damaged',
    });

    // As another program may have written it.
    await using sender = await openTestCore();
    const from = await newCase(sender);
    const shown = { ...CHART_SHOWN, how: 'chart of a query', acquiredAt: kept.ranAt, source: '' };
    const facts = { caseId: from, kind: 'chart' as const, title: 'Circle', originalName: 'circle.json', ...shown };
    inTransaction(
      ...([sender.core, opened(sender.core), 'chart.freeze'] as const),
      (context) => storeExhibit(context, { ...facts, action: 'chart.freeze', detail: {} }, chartBytes(circle)),
      true,
    );
    const verified = await sender.run('vault.verify', {});
    expect(verified.faults).toContainEqual(
      expect.objectContaining({ what: 'chart', problem: 'its bytes are no chart' }),
    );
    const identity = await generateIdentity();
    const to = { recipients: [await identityToRecipient(identity)] };
    const made = await sender.run('bundle.export', { caseId: from, to });
    await using there = await openTestCore();
    const ticket = there.ticketForBytes('x', await sender.collect(made.ticket));
    await expect(there.run('bundle.import', { ticket, with: { identity } })).rejects.toMatchObject({ code: 'damaged' });
    expect(await there.call('case.list', {})).toEqual([]);
  });

  it('that was altered is found by verify', async () => {
    const { chartId } = await drawn(spec('bar', { x: 1, y: 2, measure: 'sum' }));
    const { id, label } = await test.call('chart.freeze', { chartId, title: 'To be altered' });
    const writer = opened(test.core).writer;
    const triggers = writer.all<{ name: string; sql: string }>(
      sql`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'chunks'`,
    );
    for (const { name } of triggers) writer.script(`DROP TRIGGER ${name}`);
    expect(
      writer.run(sql`
        UPDATE chunks SET bytes = CAST(replace(CAST(bytes AS TEXT), '310.00', '910.00') AS BLOB)
        WHERE content_id = (SELECT content_id FROM exhibits WHERE id = ${id})`),
    ).toBe(1);
    for (const trigger of triggers) writer.script(trigger.sql);
    const { ok, faults } = await test.run('vault.verify', {});
    expect(ok).toBe(false);
    expect(faults).toContainEqual(
      expect.objectContaining({
        what: 'chart',
        subject: expect.stringContaining(label),
        problem: expect.stringContaining('altered'),
      }),
    );
  });
});

it('is shown by a search in words, without the marks of its form', async () => {
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT country, amount FROM payouts' });
  const { chartId } = await test.run('chart.draw', { resultId, spec: spec('bar', { title: 'Zebra payouts' }) });
  await test.call('chart.freeze', { chartId, title: 'Zebra payouts' });
  const { hits } = await test.call('search.find', { caseId, text: 'FROM payouts' });
  const snippets = hits.filter(({ field }) => field === 'content').map(({ snippet }) => snippet);
  expect(snippets.some((text) => text.includes('country, amount FROM payouts'))).toBe(true);
  expect(snippets.filter((text) => /[{}[\]"]/.test(text))).toEqual([]);
});

it('a chart of exact sums has every digit in its labels and figures', async () => {
  await using fresh = await openTestCore();
  const of = await newCase(fresh);
  await putTable(fresh, of, 'wei.csv', 'who,v\na,10000.000000000000000001\na,0.1\nb,2.5\n');
  const query = 'SELECT who, dec_sum(v) AS total FROM wei GROUP BY who ORDER BY who';
  const { resultId, columns } = await fresh.run('query.run', { caseId: of, sql: query });
  expect(columns.map(({ exact }) => exact)).toEqual([undefined, true]);
  expect((await fresh.run('chart.columns', { resultId })).map(({ is }) => is)).toEqual(['category', 'number']);
  const base = { title: '', series: null, unit: null, zone: 'UTC', most: null } as const;
  const spec = { ...base, kind: 'bar', x: 0, y: 1, measure: 'sum', order: 'name' } as const;
  const { data } = (await fresh.run('chart.draw', { resultId, spec })).chart;
  expect(data.drawn).toMatchObject({
    values: [[{ text: '10000.100000000000000001' }, { text: expect.stringMatching(/^2\.50*$/) }]],
  });
});
