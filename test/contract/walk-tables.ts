import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { EntityId } from '../../shared/contract/values.ts';
import type { CaseId, ExhibitId, Id, Walker } from './walker.ts';

export async function tablesAreRead(walker: Walker, caseId: CaseId, exhibitId: ExhibitId): Promise<void> {
  const [dataset] = await walker.do('dataset.list', { caseId });
  if (!dataset) throw new Error('the CSV became no dataset');
  expect((await walker.do('dataset.certificate', { datasetId: dataset.id })).balanced).toBe(true);
  expect((await walker.do('dataset.rejected', { datasetId: dataset.id })).total).toBe(0);
  expect((await walker.do('dataset.skipped', { datasetId: dataset.id })).total).toBe(0);
  const origin = { query: 'SELECT 1', engine: 'BigQuery', job: '', ranAt: '', zone: '' as const, ranBy: '' };
  expect((await walker.do('dataset.origin', { datasetId: dataset.id, origin })).origin).toEqual(origin);
  expect(await walker.do('dataset.find', { datasetId: dataset.id, text: '007' })).toBe(1);
  expect((await walker.do('dataset.rows', { datasetId: dataset.id, limit: 1 })).rows[0]?.[0]).toBe('007');
  const asText = { kind: 'text', why: 'chosen' } as const;
  const column = dataset.columns[0]?.name ?? '';
  const tried = await walker.do('dataset.fits', { datasetId: dataset.id, column, reading: asText });
  expect(tried.reading).toMatchObject({ reading: asText, values: 3, fitting: 3 });
  const reread = await walker.do('dataset.reading', { datasetId: dataset.id, readings: [{ column, reading: asText }] });
  expect(reread.columns[0]?.reading?.sure).toBe('by a person');
  expect(await walker.do('analysis.kept', { datasetId: dataset.id })).toBeNull();
  expect((await walker.do('analysis.profile', { datasetId: dataset.id })).columns[0]?.distinct).toBe(3);
  const { dialect, rows } = await walker.do('dataset.preview', { exhibitId });
  expect(rows[0]?.[0]).toBe('007');
  const parsed = await walker.do('dataset.parse', { exhibitId, dialect });
  await walker.do('dataset.export', { datasetId: dataset.id, format: 'parquet' }, { keep: true });
  const to = dataset.view;
  const beside = await walker.do('dataset.parse', { exhibitId, dialect, add: true });
  const combined = await walker.do('dataset.append', { caseId, to, datasetIds: [beside.dataset.id], view: 'both' });
  expect(await walker.do('dataset.combined', { caseId })).toEqual([combined]);
  const called = await walker.do('dataset.renameCombined', { combinedId: combined.id, view: 'sign_ins_both' });
  expect(called).toEqual({ ...combined, view: 'sign_ins_both' });
  await walker.do('dataset.exportCombined', { combinedId: combined.id, format: 'csv' }, { keep: true });
  expect(await walker.do('dataset.separate', { combinedId: combined.id })).toBeNull();
  const saved = await walker.do('profile.save', { datasetId: dataset.id, name: 'Sign-ins' });
  expect((await walker.do('profile.list', {}))[0]).toEqual(saved);
  await walker.do('profile.remove', { name: 'Sign-ins' });
  const renamed = await walker.do('dataset.rename', { datasetId: parsed.dataset.id, view: 'logins_again' });
  expect(renamed.view).toBe('logins_again');
}

async function checklistIsKept(walker: Walker, caseId: CaseId): Promise<void> {
  const [
    {
      typology: { id: _known, ...known },
    } = { typology: { id: '' } as never },
  ] = await walker.do('typology.list', {});
  const { typology } = await walker.do('typology.save', { draft: { ...known, name: 'Of our own' } });
  await walker.do('typology.export', { id: typology.id }, { keep: true });
  await walker.do('typology.import', { text: JSON.stringify({ ...typology, name: 'Of theirs' }) });
  await walker.do('checklist.add', { caseId, of: { typology: typology.id } });
  await walker.do('typology.remove', { id: typology.id });
  const [first, second] = await walker.do('checklist.list', { caseId });
  const marked = await walker.do('checklist.mark', { id: first?.id as never, state: 'done', note: 'seen' });
  expect([marked.state, marked.note]).toEqual(['done', 'seen']);
  await walker.do('checklist.remove', { id: second?.id as never });
}

export async function variantsReviewed(walker: Walker, caseId: CaseId): Promise<void> {
  const spellings = "SELECT 'Ada Lind' AS name UNION ALL SELECT 'lind, ada'";
  const comparison = { caseId, sql: spellings, column: 'name', method: 'fingerprint' } as const;
  const { clusters } = await walker.do('variant.find', comparison);
  expect(clusters).toHaveLength(1);
  const decided = { values: clusters[0]?.values ?? [], verdict: 'different' as const, as: null };
  await walker.do('variant.record', { ...comparison, title: 'Two people', clusters: [decided] });
}

export async function queriesRun(walker: Walker, caseId: CaseId): Promise<void> {
  expect((await walker.do('query.schema', { caseId })).map(({ name }) => name)).toContain('logins_again');
  const sql = 'SELECT ip, count(*) AS n FROM logins_again GROUP BY ip ORDER BY n DESC';
  const result = await walker.do('query.run', { caseId, sql });
  expect([result.rowCount, result.columns.map(({ name }) => name)]).toEqual([2, ['ip', 'n']]);
  const shaping = { base: { sql }, columns: ['ip', 'n'], steps: [] };
  expect((await walker.do('analysis.facets', { caseId, shaping, columns: ['n'] })).facets[0]?.distinct).toBe(2);
  const on = [{ left: 'ip', right: 'ip' }];
  expect(await walker.do('analysis.joinCounts', { caseId, shaping, table: 'logins_again', on })).toMatchObject({
    leftMatched: 2,
    joinedRows: 3,
  });
  const { resultId } = result;
  const [behind] = (await walker.lasting('selection.behind', { resultId, which: { rows: '1' } }))?.rows ?? [];
  if (behind) expect(behind.rows).toMatch(/^\d/);
  const back = await walker.lasting('selection.within', { resultId, rows: behind ? [behind] : [] });
  if (back) expect(back.rows).toBe('1');
  const times = await walker.lasting('query.times', { resultId, column: 0, zone: 'UTC' });
  if (times) expect(times.dated).toBe(0);
  const page = await walker.lasting('query.rows', { resultId, offset: 0, limit: 10 });
  if (page)
    expect(page.rows).toEqual([
      ['192.0.2.1', 2],
      ['198.51.100.7', 1],
    ]);
  const held = await walker.lasting('query.find', { resultId, text: '192.0' });
  if (held) expect(held).toEqual({ rows: [0], total: 1 });
  const gathered = await walker.lasting('query.rowPlace', { resultId, row: 0 });
  if (gathered) expect(gathered.known).toBe(false);
  expect((await walker.do('query.history', { caseId })).map((entry) => entry.sql)).toEqual([sql]);
  const least = { name: 'least', kind: 'number', value: '2' } as const;
  const named = {
    caseId,
    name: 'Busy addresses',
    sql: 'SELECT ip FROM logins_again GROUP BY 1 HAVING count(*) >= :least',
    parameters: [least],
  };
  const { id: savedId } = await walker.do('query.save', named);
  await walker.do('query.remove', { savedId });
  await walker.do('query.restore', { savedId });
  expect(await walker.do('query.saved', { caseId })).toMatchObject([{ name: 'Busy addresses', parameters: [least] }]);
  expect((await walker.do('query.explain', { caseId, sql })).map(({ depth }) => depth)).toContain(0);
  const { name, sql: text, parameters } = { ...named, parameters: [least] };
  await walker.keep('query.exportSql', { caseId, name, description: '', sql: text, parameters }, { keep: true });
  await walker.lasting('query.export', { resultId, format: 'csv' }, { keep: true });
  const notebook = { caseId, datasets: [], results: [{ resultId, name: 'by_address' }] };
  await walker.lasting('query.notebook', notebook, { keep: true });
  const mapping = { columns: [{ column: 'ip', type: 'ip' as const }], links: [] };
  await walker.do('mapping.save', { name: 'Addresses', mapping });
  expect((await walker.do('mapping.list', {})).map(({ name }) => name)).toEqual(['Addresses']);
  await walker.do('mapping.remove', { name: 'Addresses' });
  const { boardId } = await walker.do('case.get', { caseId });
  const signIns = {
    columns: [...mapping.columns, { column: 'account', type: 'account' as const }],
    links: [{ from: 'account', to: 'ip', type: 'signed in from' }],
  };
  await walker.do('mapping.save', { name: 'Sign-ins', mapping: signIns });
  const id = EntityId.parse(randomUUID());
  const address = { id, type: 'ip' as const, label: '192.0.2.1' };
  await walker.do('board.apply', { boardId, step: 'Add', ops: [{ op: 'entity.create', entity: address }] });
  // The file was read twice: a row number names no row of it, which is said instead of a proof that may be wrong.
  const reached = await walker.do('mapping.reach', { boardId, entityIds: [id] });
  expect([reached.fits, reached.notes[0]]).toEqual([[], expect.stringContaining('E-0001 holds several tables')]);
  await walker.lasting('mapping.expand', null);
  await walker.do('board.undo', { boardId });
  await walker.do('mapping.remove', { name: 'Sign-ins' });
  await walker.lasting('mapping.preview', { resultId, boardId, mapping });
  const mapped = await walker.lasting('mapping.apply', {
    resultId,
    boardId,
    mapping,
    title: 'Addresses of the sign-ins',
  });
  if (mapped) await walker.do('board.undo', { boardId });
  await graphsAreRead(walker, caseId, boardId);
  await patternsAreRun(walker, caseId, boardId);
  await moneyIsFollowed(walker, caseId);
  await checklistIsKept(walker, caseId);
  await chartsAreDrawn(walker, resultId);
  const frozen = await walker.lasting('query.freeze', { resultId, title: 'Accounts behind one address' });
  await walker.do('query.discard', { resultId });
  if (!frozen) {
    await walker.lasting('query.frozen', { exhibitId: randomUUID() as never });
    await walker.lasting('query.rerun', { exhibitId: randomUUID() as never });
    await walker.lasting('query.findFrozen', { exhibitId: randomUUID() as never, text: 'x' });
    return;
  }
  expect((await walker.do('query.frozen', { exhibitId: frozen.id })).rows[0]).toEqual(['192.0.2.1', 2]);
  expect(await walker.do('query.findFrozen', { exhibitId: frozen.id, text: '198.51' })).toBe(1);
  expect((await walker.do('query.rerun', { exhibitId: frozen.id })).same).toBe(true);
}

async function chartsAreDrawn(walker: Walker, resultId: Id<'chart.draw', 'resultId'>): Promise<void> {
  const places = {
    x: 0,
    y: 1,
    series: null,
    measure: 'sum',
    unit: null,
    zone: 'UTC',
    order: 'value',
    most: null,
  } as const;
  const columns = await walker.lasting('chart.columns', { resultId });
  if (columns) expect(columns.map(({ is }) => is)).toEqual(['category', 'number']);
  const drawn = await walker.lasting('chart.draw', { resultId, spec: { kind: 'bar', title: '', ...places } });
  const of = { chartId: drawn?.chartId ?? randomUUID() };
  const saved = await walker.lasting('chart.freeze', { ...of, title: 'Sign-ins by address' });
  await walker.lasting('chart.export', { of }, { keep: true });
  const exhibitId = saved?.id ?? (randomUUID() as never);
  const frozen = await walker.lasting('chart.frozen', { exhibitId });
  if (frozen) expect(frozen.chart.data.drawn).toMatchObject({ values: [[{ text: '2' }, { text: '1' }]] });
  const again = await walker.lasting('chart.rerun', { exhibitId });
  if (again) expect(again.same).toBe(true);
}

/** The sign-ins become payments: each account's number is what it pays to its address. */
async function moneyIsFollowed(walker: Walker, caseId: CaseId): Promise<void> {
  const [source] = await walker.do('transfer.sources', { caseId });
  const datasetId = source?.datasetId as Id<'transfer.map', 'datasetId'>;
  const mapping = {
    columns: { from: 'account', to: 'ip', amount: 'account', time: 'at' },
    ...{ asset: 'EUR', feeAsset: '', chain: '', decimals: 2, baseUnits: false, subject: '', succeeds: [] },
    model: 'accounts' as const,
  };
  const previewed = await walker.do('transfer.preview', { datasetId, mapping });
  expect(previewed.first[0]).toMatchObject({ row: 1, asset: 'EUR', failed: false });
  const { counts } = await walker.do('transfer.map', { datasetId, mapping });
  expect(counts).toEqual(previewed.counts);
  expect([counts.transfers, counts.refused]).toEqual([3, 0]);
  const [asset] = await walker.do('transfer.assets', { caseId });
  const { accounts, all } = await walker.do('transfer.accounts', { caseId, asset: asset?.key ?? '', most: 1 });
  expect([accounts.length, all > 1]).toEqual([1, true]);
  expect(asset).toMatchObject({ symbol: 'EUR', total: '24' });
  const spec = { asset: asset?.key ?? '', sources: [{ account: '008' }] };
  const made = await walker.do('trace.run', { caseId, spec });
  expect([made.trace.balances, made.trace.allTransfers]).toEqual([true, 1]);
  const of = { traceId: made.traceId };
  const saved = await walker.lasting('trace.freeze', { ...of, title: 'Where it went' });
  await walker.lasting('trace.export', { of, format: 'csv' }, { keep: true });
  const exhibitId = saved?.id ?? (randomUUID() as never);
  await walker.lasting('trace.frozen', { exhibitId });
  const again = await walker.lasting('trace.rerun', { exhibitId });
  if (again) expect(again.same).toBe(true);
  const looked = await walker.do('trace.patterns', { caseId, search: { asset: asset?.key ?? '', hours: 8760 } });
  expect([looked.found.transfers, looked.found.notes.length > 0]).toEqual([3, true]);
  const chosen = { patternsId: looked.patternsId, places: [0] };
  if (looked.found.findings.length > 0) {
    await walker.do('trace.placePatterns', chosen);
    await walker.do('trace.patternsFinding', chosen);
  } else
    for (const name of ['trace.placePatterns', 'trace.patternsFinding'] as const)
      await walker.refused(name, chosen, 'not-found');
  await walker.lasting('trace.freezePatterns', { patternsId: looked.patternsId, title: 'Patterns' });
  const { boardId } = await walker.do('case.get', { caseId });
  const counted = await walker.lasting('trace.previewPlace', { exhibitId, boardId });
  // Where its exhibit holds several tables a row names none of them: the preview says so, and nothing is left to be placed.
  if (counted && counted.notes.length > 0)
    await walker.refused('trace.place', { exhibitId, boardId, method: 'haircut' }, 'conflict');
  else {
    const placed = await walker.lasting('trace.place', { exhibitId, boardId });
    if (placed) expect(placed.total).toEqual(counted?.total);
  }
  await walker.do('transfer.unmap', { datasetId });
}

/** Two accounts of the sign-ins share one address. */
async function patternsAreRun(walker: Walker, caseId: CaseId, boardId: Id<'board.get', 'boardId'>): Promise<void> {
  const [found] = await walker.do('pattern.mappings', { caseId });
  expect(found?.mapping).toMatchObject({ account: 'account', ip: 'ip' });
  const datasetId = found?.datasetId as Id<'pattern.map', 'datasetId'>;
  expect((await walker.do('pattern.map', { datasetId, mapping: { device: null } })).chosen).toEqual(['device']);
  const ring = { caseId, template: 'ring-ip', source: { datasetId }, mapping: { account: 'account', ip: 'ip' } };
  const { result, found: rows } = await walker.do('pattern.run', ring);
  expect(rows).toBe(2);
  const resultId = result?.resultId as Id<'pattern.board', 'resultId'>;
  await walker.lasting('pattern.save', { resultId });
  const drawn = await walker.lasting('pattern.board', { resultId });
  if (drawn) await walker.do('board.undo', { boardId });
  const stated = await walker.lasting('pattern.finding', { resultId, title: 'Ring' });
  if (stated) await walker.do('finding.remove', { findingId: stated.finding.id });
}

/** What the walk imports becomes a graph once it is said which columns are the ends of a link. */
async function graphsAreRead(walker: Walker, caseId: CaseId, boardId: Id<'board.get', 'boardId'>): Promise<void> {
  await walker.do('graph.sources', { caseId });
  const [dataset] = await walker.do('dataset.list', { caseId });
  const edges = { source: 'account', target: 'ip' };
  const asked = { boardId, datasetId: dataset?.id as Id<'graph.stage', 'datasetId'>, edges };
  const staged = await walker.do('graph.stage', asked);
  expect((await walker.do('graph.load', asked)).staged).toEqual(staged);
  const exported = { caseId, boardId, format: 'graphml' as const };
  expect((await walker.do('graph.carries', exported)).links).toBe(staged.links.made);
  await walker.do('graph.export', exported);
  const { analysisId } = await walker.do('graph.analyse', { caseId, boardId, spec: { method: 'flows' } });
  const frozen = await walker.lasting('graph.freeze', { analysisId, title: 'Flows' });
  if (frozen) {
    const { id: exhibitId } = frozen.exhibit;
    expect((await walker.do('graph.analysis', { exhibitId })).spec).toEqual({ method: 'flows' });
    expect((await walker.do('graph.rerun', { exhibitId })).same).toBe(true);
  } else {
    await walker.lasting('graph.analysis', { exhibitId: randomUUID() as never });
    await walker.lasting('graph.rerun', { exhibitId: randomUUID() as never });
  }
  await walker.do('board.undo', { boardId });
}
