import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { TEMPLATES } from '../../../../shared/domain/patterns/templates.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { type Column, csvOf, type Planted, type Row } from '../../../support/planted/table.ts';
import { PLANTED } from '../../../support/planted.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

async function ran(
  planted: Pick<Planted, 'id' | 'values'>,
  columns: readonly Column[],
  rows: readonly Row[],
  values = planted.values,
) {
  const caseId = await newCase(test, planted.id);
  const { dataset } = await putTable(test, caseId, `${planted.id}.csv`, csvOf(columns, rows));
  const mapping = Object.fromEntries(columns.map(([role]) => [role, role]));
  const run = await test.run('pattern.run', {
    caseId,
    template: planted.id,
    source: { datasetId: dataset.id },
    mapping,
    ...(values && { values }),
  });
  const cells: Cell[][] = run.result
    ? (await test.call('query.rows', { resultId: run.result.resultId, offset: 0, limit: 5000 })).rows
    : [];
  return { caseId, run, cells };
}
const valuesIn = (name: string, { run, cells }: Awaited<ReturnType<typeof ran>>): string[] => {
  const place = run.result?.columns.findIndex((column) => column.name === name) ?? -1;
  return [...new Set(cells.map((row) => cellText(row[place] ?? null)))].sort();
};
const refusals = ({ run }: Awaited<ReturnType<typeof ran>>): string[] =>
  run.conditions.filter(({ met }) => !met).map(({ text }) => text);

it('every pattern has planted data', () => {
  expect(PLANTED.map(({ id }) => id).sort()).toEqual(TEMPLATES.map(({ id }) => id).sort());
});

describe.each(PLANTED.map((planted) => [planted.id, planted] as const))('%s', (_, planted) => {
  it('finds what was planted, and that alone', async () => {
    const outcome = await ran(planted, planted.columns, planted.planted);
    expect(refusals(outcome)).toEqual([]);
    expect(valuesIn(planted.found.column, outcome)).toEqual([...planted.found.values].sort());
    expect(outcome.run.verdict).toBe(planted.verdict ?? null);
    expect(outcome.run.found).toBeGreaterThan(0);
    expect(outcome.run.claim).not.toContain('{');
  });
  it('is silent on clean data', async () => {
    const outcome = await ran(planted, planted.columns, planted.clean);
    expect(refusals(outcome)).toEqual([]);
    expect(outcome.run.found).toBe(0);
  });
  it('refuses with its reason where a condition fails', async () => {
    const { rows = planted.planted, values, because } = planted.refused;
    const outcome = await ran(planted, planted.columns, rows, values ?? planted.values);
    expect(outcome.run.result).toBeNull();
    expect(refusals(outcome).join('\n')).toMatch(because);
  });
});
