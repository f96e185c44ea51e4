import { afterAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../../shared/contract/commands.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { joinWords, repeatedWords, rowsOfJoin, summedJoins } from '../../../../shared/domain/joins.ts';
import { type FilterStep, type Shaping, shapingSql } from '../../../../shared/domain/shaping.ts';
import { withStep } from '../../../../shared/domain/shaping-steps.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { seeded } from '../../../support/random.ts';

const random = seeded(5);
const below = (n: number): number => Math.floor(random() * n);
const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;

const USERS = ['ada', 'Ada', ' ada', 'bo', "o'neil", 'аdа', '007', '7', '😀', ''];
const COLUMNS = ['user', 'amount', 'at', 'country', 'n', 'order'];
const lines = Array.from({ length: 900 }, (_, n) =>
  [
    random() < 0.1 ? '' : `"${one(USERS)}"`,
    random() < 0.1 ? '' : `"$${(below(400_000) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}"`,
    random() < 0.1
      ? ''
      : new Date(Date.UTC(2024, 0, 1) + below(400) * 86_400_000 + below(86_400) * 1000)
          .toISOString()
          .slice(0, 19)
          .replace('T', ' '),
    one(['DE', 'US', 'NG', 'N/A', '']),
    String(below(30)),
    `o-${n % 890}`,
  ].join(','),
);

const test = await openTestCore();
const caseId = await newCase(test);
await putTable(test, caseId, 'paid.csv', `${COLUMNS.join(',')}\n${lines.join('\n')}\n`);
await putTable(test, caseId, 'people.csv', 'id,name\nada,Ada\nbo,Bo\nbo,Bob\nDora,D\n0012,Z\n" eve",E\n');
await putTable(test, caseId, 'seen.csv', 'who,n\nada,1\nada,2\nbo,3\ndora,4\n12,5\neve,6\n,7\nnobody,8\n');
afterAll(() => test[Symbol.asyncDispose]());

const paid: Shaping = { base: { table: 'paid' }, columns: COLUMNS, steps: [] };
async function rows(sql: string) {
  const { resultId } = await test.run('query.run', { caseId, sql, rowLimit: 5000 });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 5000 })).rows;
}
const count = async (shaping: Shaping): Promise<number> =>
  Number(cellText((await rows(`SELECT count(*) FROM (${shapingSql(shaping)})`))[0]?.[0] ?? null));

type Facets = Output<'analysis.facets'>;
const facets = (shaping: Shaping, columns: readonly string[], values = 8): Promise<Facets> =>
  test.run('analysis.facets', { caseId, shaping, columns: [...columns], values });

/** A step that a click in a facet makes. */
function click({ facets: of }: Facets): FilterStep | null {
  const facet = one(of);
  const { column } = facet;
  const keep = random() < 0.5;
  const value = one(facet.values);
  const bin = facet.ranges && one(facet.ranges.bins);
  const unusual = one(facet.unusual);
  switch (below(4)) {
    case 0:
      return value ? { kind: keep ? 'keep' : 'exclude', column, values: [value.value] } : null;
    case 1:
      return bin ? { kind: 'range', column, from: bin.from, to: bin.to, toIncluded: false, keep } : null;
    case 2:
      return unusual ? { kind: 'unusual', column, what: unusual.what, keep } : null;
    default:
      return { kind: 'blank', column, keep };
  }
}

describe('facets', () => {
  it('count one hour of one weekday by the clocks of a zone as SQL does', async () => {
    let kept = 0;
    for (const zone of [null, 'Europe/Berlin'])
      for (let hour = 0; hour < 24; hour += 5) {
        const sql = `SELECT at || '${zone === null ? '' : 'Z'}' AS at FROM paid`;
        const steps: FilterStep[] = [{ kind: 'hour', column: 'at', weekday: 1 + (hour % 7), hour, zone }];
        const shaping: Shaping = { base: { sql }, columns: ['at'], steps };
        const counted = await count(shaping);
        expect((await facets(shaping, ['at'])).kept).toBe(counted);
        kept += counted;
      }
    expect(kept).toBeGreaterThan(0);
  });

  it('count what the SQL of the same steps gives, for money, times, blanks and odd text', async () => {
    let clicked = 0;
    for (let round = 0; round < 12; round++) {
      let shaping = paid;
      for (let step = 0; step < 3; step++) {
        const found = await facets(shaping, COLUMNS);
        expect(found.kept).toBe(await count(shaping));
        for (const facet of found.facets) {
          const others: Shaping = {
            ...shaping,
            steps: shaping.steps.filter((each) => !('column' in each) || each.column !== facet.column),
          };
          const keep = (one: FilterStep) => count({ ...others, steps: [...others.steps, one] });
          const { column } = facet;
          expect(facet.rows).toBe(await count(others));
          expect(facet.values.reduce((sum, each) => sum + each.rows, 0) + facet.rest.rows).toBe(facet.rows);
          const value = one(facet.values);
          if (value)
            expect(await keep({ kind: 'keep', column, values: [value.value] }), JSON.stringify(value)).toBe(value.rows);
          const bin = facet.ranges && one(facet.ranges.bins);
          if (bin)
            expect(
              await keep({ kind: 'range', column, from: bin.from, to: bin.to, toIncluded: false, keep: true }),
            ).toBe(bin.rows);
          const odd = one(facet.unusual);
          if (odd) expect(await keep({ kind: 'unusual', column, what: odd.what, keep: true })).toBe(odd.rows);
        }
        const next = click(found);
        if (!next) break;
        clicked++;
        shaping = withStep(shaping, next);
      }
    }
    expect(clicked).toBeGreaterThan(12);
  }, 120_000);

  it('count what is seen once among the rows that other filters leave', async () => {
    const shaping = withStep(paid, { kind: 'keep', column: 'order', values: ['o-3', 'o-893', 'o-4'] });
    const { facets: of } = await facets(shaping, ['n', 'order']);
    const once = of[0]?.unusual.find(({ what }) => what === 'once');
    const values = of[0]?.values.filter((each) => each.rows === 1).length;
    expect(values).toBeGreaterThan(0);
    expect([once?.values, once?.rows]).toEqual([values, values]);
    const step: FilterStep = { kind: 'unusual', column: 'n', what: 'once', keep: true };
    expect(await count(withStep(shaping, step))).toBe(values);
  });

  it('show money with its scale and group times by a sensible period', async () => {
    const { facets: of } = await facets(paid, ['amount', 'at', 'n']);
    expect(of.map(({ ranges }) => ranges?.period)).toEqual([null, 'month', null]);
    expect(of[0]?.values[1]?.value).toEqual({ dec: expect.stringMatching(/^\d+\.\d\d$/) });
    expect(of[1]?.ranges?.bins[0]).toMatchObject({ from: '2024-01', to: '2024-02' });
    expect(of[1]?.ranges?.outside).toBe(0);
  });

  it("count over a person's statement and over what was grouped", async () => {
    const base = { sql: 'SELECT country, n % 3 AS n FROM paid WHERE country IS NOT NULL ORDER BY 1 -- mine' };
    const shaping = withStep(
      { base, columns: ['country', 'n'], steps: [] },
      { kind: 'group', by: [{ column: 'country' }, { column: 'n' }], measures: [{ of: 'rows' }] },
    );
    const { facets: of, rows: all } = await facets(withStep(shaping, { kind: 'keep', column: 'n', values: [0, 2] }), [
      'country',
      'n',
      'count',
    ]);
    expect(all).toBe(await count(shaping));
    expect(of[1]?.values).toHaveLength(3);
    expect(of[0]?.rows).toBe(of[2]?.rows);
  });

  it('take the texts of exact sums for the numbers they are, in ranges, orders and what is made of them', async () => {
    const sql = "SELECT user, dec_sum(amount) AS total FROM paid WHERE user <> '' GROUP BY user";
    const summed: Shaping = { base: { sql }, columns: ['user', 'total'], exact: ['total'], steps: [] };
    const found = await facets(summed, ['total', 'user']);
    const bins = found.facets[0]?.ranges?.bins ?? [];
    expect(bins.length).toBeGreaterThan(2);
    expect(found.facets[0]?.ranges?.outside).toBe(0);
    for (const { from, to, rows: inBin } of bins) {
      const step: FilterStep = { kind: 'range', column: 'total', from, to, toIncluded: false, keep: true };
      expect(await count(withStep(summed, step))).toBe(inBin);
      expect((await facets(withStep(summed, step), ['user'])).kept).toBe(inBin);
    }
    const sorted = withStep(summed, { kind: 'sort', by: [{ column: 'total', down: true }] });
    const ran = await test.run('query.run', { caseId, sql: shapingSql(sorted), rowLimit: 100 });
    expect(ran.warnings).toEqual([]);
    expect(ran.columns[1]?.exact).toBe(true);
    const totals = (await rows(shapingSql(sorted))).map(([, total]) => Number(total));
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
    const edges = withStep(summed, {
      kind: 'group',
      by: [],
      measures: [
        { of: 'greatest', column: 'total' },
        { of: 'first', column: 'total', by: 'user' },
      ],
    });
    const made = await test.run('query.run', { caseId, sql: shapingSql(edges), rowLimit: 5 });
    expect(made.columns.map(({ exact }) => exact)).toEqual([true, true]);
    expect(Number((await rows(shapingSql(edges)))[0]?.[0])).toBe(totals[0]);
  });

  it('give the first and the last value by time of each group, as it is shown', async () => {
    const step = {
      kind: 'group' as const,
      by: [{ column: 'country' }],
      measures: [
        { of: 'first' as const, column: 'amount', by: 'at' },
        { of: 'last' as const, column: 'user', by: 'at' },
      ],
    };
    const shaping = withStep(paid, step);
    const { columns } = await test.run('query.run', { caseId, sql: shapingSql(shaping), rowLimit: 50 });
    expect(columns.map(({ name, reading }) => [name, reading?.kind])).toEqual([
      ['country', 'text'],
      ['first_amount', 'decimal'],
      ['last_user', 'text'],
    ]);
    const plain = await rows(
      "SELECT amount FROM paid WHERE country = 'DE' AND amount IS NOT NULL AND at IS NOT NULL ORDER BY at, amount LIMIT 1",
    );
    const first = (await rows(shapingSql(shaping))).find(([country]) => country === 'DE')?.[1];
    expect(first).toEqual(plain[0]?.[0]);
  });

  it('say where the statement is wrong, and refuse what the case may not read', async () => {
    const wrong = test.run('analysis.facets', {
      caseId,
      shaping: { base: { sql: 'SELECT a FROM nowhere' }, columns: ['a'], steps: [] },
      columns: ['a'],
    });
    await expect(wrong).rejects.toThrow(/nowhere/);
    const other = test.run('analysis.facets', {
      caseId,
      shaping: { base: { sql: 'SELECT id AS a FROM main.cases' }, columns: ['a'], steps: [] },
      columns: ['a'],
    });
    await expect(other).rejects.toThrow(/does not belong to this case/);
  });

  it('follow a changed reading', async () => {
    const { dataset } = await putTable(test, caseId, 'codes.csv', 'logins\n1\n2\n2\n');
    const shaping: Shaping = { base: { table: 'codes' }, columns: ['logins'], steps: [] };
    const first = await facets(shaping, ['logins']);
    await test.run('dataset.reading', {
      datasetId: dataset.id,
      readings: [{ column: 'logins', reading: { kind: 'text', why: 'chosen' } }],
    });
    const second = await facets(shaping, ['logins']);
    expect([first, second].map(({ facets: [code] }) => code?.values[0]?.value)).toEqual([2, '2']);
  });
});

describe('the counts before a join', () => {
  it('say what matches, what does not, what is multiplied and what nearly matches', async () => {
    const found = await test.run('analysis.joinCounts', {
      caseId,
      shaping: { base: { table: 'seen' }, columns: ['who', 'n'], steps: [] },
      table: 'people',
      on: [{ left: 'who', right: 'id' }],
    });
    expect(found).toMatchObject({
      leftRows: 8,
      rightRows: 6,
      leftMatched: 3,
      rightMatched: 3,
      leftBlank: 1,
      rightBlank: 0,
      joinedRows: 4,
      mostForLeft: 2,
      mostForRight: 2,
    });
    expect(found.nearly).toEqual([
      { by: 'case', rows: 1, example: ['dora', 'Dora'] },
      { by: 'spaces', rows: 1, example: ['eve', ' eve'] },
      { by: 'zeros', rows: 1, example: ['12', '0012'] },
    ]);
    expect(found.warnings.join('\n')).toContain("'12' and '0012'");
    const joined = withStep(
      { base: { table: 'seen' }, columns: ['who', 'n'], steps: [] },
      { kind: 'join', table: 'people', columns: ['id', 'name'], on: [{ left: 'who', right: 'id' }], unmatched: false },
    );
    expect(await count(joined)).toBe(found.joinedRows);
    expect(joinWords(found, false)).toBe('The join will have 4 rows.');
    const [join] = joined.steps;
    const kept = { ...joined, steps: join?.kind === 'join' ? [{ ...join, unmatched: true }] : [] };
    expect(await count(kept)).toBe(rowsOfJoin(found, true));
    expect(joinWords(found, true)).toBe('The join will have 9 rows: 4 with a match and 5 without.');
  });

  it('say of a later sum which rows it counts more than once', async () => {
    const join = {
      kind: 'join',
      table: 'people',
      columns: ['id', 'name'],
      on: [{ left: 'who', right: 'id' }],
    } as const;
    const joined: Shaping = {
      base: { table: 'seen' },
      columns: ['who', 'n'],
      steps: [{ ...join, columns: [...join.columns], on: [...join.on], unmatched: true }],
    };
    const warned = async (of: 'sum' | 'greatest', column: string, shaping = joined) => {
      const grouped = withStep(shaping, { kind: 'group', by: [{ column: 'who' }], measures: [{ of, column }] });
      const found: string[] = [];
      for (const summed of summedJoins(grouped)) {
        const { shaping: before, table, on } = summed;
        const counts = await test.run('analysis.joinCounts', { caseId, shaping: before, table, on });
        found.push(...repeatedWords(summed, counts));
      }
      return found;
    };
    expect(await warned('sum', 'n')).toEqual([
      'Rows of seen are repeated by the join with people: 4 for 3. Sums and averages of n count them more than once.',
    ]);
    expect(await warned('sum', 'name')).toEqual([
      'Rows of people are repeated by the join with seen: 4 for 3. Sums and averages of name count them more than once.',
    ]);
    expect(await warned('greatest', 'n')).toEqual([]);
    expect(
      await warned('sum', 'n', {
        ...joined,
        columns: ['who', 'n'],
        steps: [{ kind: 'group', by: [{ column: 'who' }], measures: [{ of: 'rows' }] }],
      }),
    ).toEqual([]);
    const matchedOnce = withStep({ ...joined, steps: [] }, { kind: 'exclude', column: 'who', values: ['bo'] });
    expect(await warned('sum', 'n', { ...matchedOnce, steps: [...matchedOnce.steps, ...joined.steps] })).toEqual([]);
  });
});

describe('a profile', () => {
  it('is exact for money, tells times and odd things, and goes with a reading', async () => {
    const { dataset } = await putTable(
      test,
      caseId,
      'payouts.csv',
      `id,amount,at,note,ref\n${Array.from({ length: 60 }, (_, n) => `P-${1000 + (n === 59 ? 3 : n)},${n === 7 ? '99999.10' : `${n % 5}.10`},${n === 5 ? '2199-01-01' : `2024-03-${String((n % 28) + 1).padStart(2, '0')}`},${n === 3 ? 'x' : ''},AB-${1000 + n}`).join('\n')}\n`,
    );
    expect(await test.call('analysis.kept', { datasetId: dataset.id })).toBeNull();
    const profile = await test.run('analysis.profile', { datasetId: dataset.id });
    const of = (name: string) => profile.columns.find(({ column }) => column === name);
    // 12 of each n % 5, but one 2.10 that is 99999.10: 12 * (0 + 1 + 2 + 3 + 4) - 2 + 60 * 0.10 + 99999
    expect(of('amount')).toMatchObject({
      sum: '100123.00',
      distinct: 6,
      nulls: 0,
      greatest: { dec: '99999.10' },
      outliers: { rows: 1 },
    });
    expect(of('at')).toMatchObject({ least: '2024-03-01', greatest: '2199-01-01' });
    expect(of('at')?.suspicious.join()).toContain('1 row with a date later');
    expect(of('note')?.suspicious.join()).toContain('Mostly blank: 59 rows of 60');
    expect(of('id')?.suspicious.join()).toContain('2 rows share');
    expect(of('ref')?.patterns[0]).toMatchObject({ pattern: 'AA-9999', rows: 60 });
    expect(await test.call('analysis.kept', { datasetId: dataset.id })).toEqual(profile);
    await test.run('dataset.reading', {
      datasetId: dataset.id,
      readings: [{ column: 'amount', reading: { kind: 'text', why: 'chosen' } }],
    });
    expect(await test.call('analysis.kept', { datasetId: dataset.id })).toBeNull();
    const again = await test.run('analysis.profile', { datasetId: dataset.id });
    expect(again.columns.find(({ column }) => column === 'amount')).toMatchObject({ sum: null, type: 'TEXT' });
  });
});
