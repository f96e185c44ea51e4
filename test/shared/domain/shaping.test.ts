import Database from 'better-sqlite3';
import { describe, expect, it, test } from 'vitest';
import type { Cell } from '../../../shared/contract/values.ts';
import {
  type FilterStep,
  isFilter,
  MIXED_SCRIPTS,
  type Shaping,
  SPACES,
  type Step,
  shapingColumns,
  shapingSql,
} from '../../../shared/domain/shaping.ts';
import { withoutStep, withStep } from '../../../shared/domain/shaping-steps.ts';
import { stepWords } from '../../../shared/domain/shaping-words.ts';
import { cellLiteral, freeNames, quoteName } from '../../../shared/domain/sql-names.ts';
import { seeded } from '../../support/random.ts';

type Value = null | string | number;
type Row = readonly Value[];

/** An ordinary SQLite with the two functions that the program has otherwise. */
function database(): Database.Database {
  const db = new Database(':memory:');
  db.function('lower', { deterministic: true }, (value) => (value === null ? null : String(value).toLowerCase()));
  db.function('regexp', { deterministic: true }, (pattern, value) => {
    if (pattern === null || value === null) return null;
    return Number(new RegExp(String(pattern).replace('(?s)', ''), 'su').test(String(value)));
  });
  return db;
}

const NAMES = ['user', 'order', 'say "hi"', "it's", 'Größe', 'a b', 'from', '1st', 'count', 'x;y', '日付', 'result'];
const TEXTS = [
  'a',
  'A',
  ' a',
  'a ',
  'ａ',
  "x'y",
  '"',
  '',
  'NULL',
  '007',
  '7',
  '12.50',
  'аdа',
  'ada',
  'a\nb',
  '%',
  'é',
  'É',
  '😀',
  '2024-01-05 10:00:00Z',
  '2024-01-05 11:30:00Z',
  '2024-02-01 00:00:00Z',
  '2023-12-31 23:59:59Z',
  '\u00a0b',
];
const NUMBERS = [0, 1, -1, 7, 12.5, 0.1, 1e21, -3.75, 5, 1234567.89, 0.30000000000000004];

const random = seeded(11);
const below = (n: number): number => Math.floor(random() * n);
const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;

function table(): { columns: string[]; rows: Row[] } {
  const columns = freeNames(Array.from({ length: 2 + below(3) }, () => one(NAMES)));
  const kinds = columns.map(() => below(3));
  const rows = Array.from({ length: 3 + below(30) }, () =>
    kinds.map((kind): Value => {
      if (random() < 0.15) return null;
      return kind === 0 ? one(TEXTS) : kind === 1 ? one(NUMBERS) : random() < 0.5 ? one(TEXTS) : one(NUMBERS);
    }),
  );
  return { columns, rows };
}

const literal = (value: Value): string => cellLiteral(value as Cell);
const base = ({ columns, rows }: ReturnType<typeof table>): Shaping => ({
  base: { sql: `VALUES ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(',\n')} -- rows` },
  columns,
  steps: [],
});

const kindOf = (value: Value): number => (value === null ? 0 : typeof value === 'number' ? 1 : 2);
/** SQLite's order: NULL, numbers, texts by their code points. */
function compare(one: Value, other: Value): number {
  if (kindOf(one) !== kindOf(other)) return kindOf(one) - kindOf(other);
  if (typeof one === 'number' && typeof other === 'number') return Math.sign(one - other);
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

const rescripted = new RegExp(MIXED_SCRIPTS.replace('(?s)', ''), 'su');
function holds(step: FilterStep, value: Value, all: readonly Value[]): boolean {
  if (step.kind === 'keep') return step.values.includes(value);
  if (step.kind === 'exclude') return !step.values.includes(value);
  if (step.kind === 'blank') return (value === null || value === '') === step.keep;
  if (step.kind === 'range') {
    const [from, to] = [step.from as Value, step.to as Value];
    const kind = kindOf(from ?? to);
    const inside =
      value !== null &&
      (kind === 0 || kindOf(value) === kind) &&
      (from === null || compare(value, from) >= 0) &&
      (to === null || compare(value, to) < (step.toIncluded ? 1 : 0));
    return inside === step.keep;
  }
  if (step.kind === 'hour') throw new Error('SQLite alone has no zones; facets.test.ts compares it');
  const text = typeof value === 'string' ? value : null;
  const lower = (each: Value) => (typeof each === 'string' ? each.toLowerCase() : null);
  const inside = {
    once: value !== null && all.filter((each) => each === value).length === 1,
    spaces:
      text !== null && text !== '' && (SPACES.includes(text[0] as string) || SPACES.includes(text.at(-1) as string)),
    case:
      text !== null && new Set(all.filter((each) => typeof each === 'string' && lower(each) === lower(text))).size > 1,
    scripts: text !== null && rescripted.test(text),
  }[step.what];
  return inside === step.keep;
}

function aStep(columns: readonly string[], rows: readonly Row[]): FilterStep {
  const at = below(columns.length);
  const column = columns[at] as string;
  const values = rows.map((row) => row[at] as Value);
  const some = () => Array.from({ length: 1 + below(3) }, () => one(values));
  const keep = random() < 0.5;
  switch (below(5)) {
    case 0:
      return { kind: 'keep', column, values: [...new Set(some())] };
    case 1:
      return { kind: 'exclude', column, values: [...new Set(some())] };
    case 2:
      return { kind: 'blank', column, keep };
    case 3: {
      const alike = values.filter((value) => typeof value === (random() < 0.5 ? 'string' : 'number'));
      const [from = null, to = null] = [one(alike) ?? null, one(alike) ?? null];
      const same = kindOf(from) === kindOf(to);
      const open = below(3);
      return {
        kind: 'range',
        column,
        from: open === 0 && same ? null : from,
        to: open === 1 || !same ? null : to,
        toIncluded: random() < 0.5,
        keep,
      };
    }
    default:
      return { kind: 'unusual', column, what: one(['once', 'spaces', 'case', 'scripts'] as const), keep };
  }
}

const sorted = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('the SQL of a shaping', () => {
  it('keeps and leaves out the rows that its steps say, whatever names and values are', () => {
    const db = database();
    const kept = new Set<boolean>();
    for (let round = 0; round < 1500; round++) {
      const made = table();
      let shaping = base(made);
      let rows: readonly Row[] = made.rows;
      const steps = Array.from({ length: 1 + below(3) }, () => aStep(made.columns, made.rows));
      shaping = { ...shaping, steps };
      for (const step of steps) {
        const at = made.columns.indexOf(step.column);
        const all = rows.map((row) => row[at] as Value); // unusual among those that the steps before leave
        rows = rows.filter((row) => holds(step, row[at] as Value, all));
      }
      const sql = shapingSql(shaping);
      kept.add(rows.length > 0 && rows.length < made.rows.length);
      expect(sorted(db.prepare(sql).raw(true).all() as Row[]), sql).toEqual(sorted(rows));
    }
    expect(kept).toEqual(new Set([true, false]));
  });

  it('groups, counts and sorts as plain code does', () => {
    const db = database();
    for (let round = 0; round < 400; round++) {
      const made = table();
      const at = below(made.columns.length);
      const filter = aStep(made.columns, made.rows);
      const by = { column: made.columns[at] as string, ...(random() < 0.3 && { period: 'month' as const }) };
      const shaping: Shaping = {
        ...base(made),
        steps: [filter, { kind: 'group', by: [by], measures: [{ of: 'rows' }, { of: 'values', column: by.column }] }],
      };
      const [key = '', count = ''] = shapingColumns(shaping);
      const where = made.columns.indexOf(filter.column);
      const all = made.rows.map((row) => row[where] as Value);
      const groups = new Map<Value, number>();
      for (const row of made.rows.filter((each) => holds(filter, each[where] as Value, all))) {
        const value = row[at] as Value;
        // Numbers have no periods, and no clicks ask for them; SQLite takes their text, whose digits are its own affair.
        const put = by.period && typeof value === 'string' ? [...value].slice(0, 7).join('') : value;
        groups.set(put, (groups.get(put) ?? 0) + 1);
      }
      if (by.period && made.rows.some((row) => typeof row[at] === 'number')) continue;
      const ordered: Shaping = {
        ...shaping,
        steps: [
          ...shaping.steps,
          {
            kind: 'sort',
            by: [
              { column: count, down: true },
              { column: key, down: false },
            ],
          },
        ],
      };
      const expected = [...groups]
        .sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
        .map(([value, n]) => [value, n, value === null ? 0 : n]);
      expect(db.prepare(shapingSql(ordered)).raw(true).all(), shapingSql(ordered)).toEqual(expected);
      const more: Shaping = {
        ...ordered,
        steps: [...ordered.steps, { kind: 'range', column: count, from: 2, to: null, toIncluded: false, keep: true }],
      };
      expect(db.prepare(shapingSql(more)).raw(true).all()).toHaveLength(
        expected.filter(([, n]) => Number(n) >= 2).length,
      );
    }
  });

  it('finds a number by the literal that stands for it', () => {
    const db = database();
    for (let round = 0; round < 3000; round++) {
      const value = (random() - 0.5) * 10 ** (below(40) - 20);
      const cell = Number.isInteger(value) ? { real: `${BigInt(value)}.0` } : value;
      expect(
        db
          .prepare(`SELECT ? IS ${cellLiteral(cell)}`)
          .pluck()
          .get(value),
        String(value),
      ).toBe(1);
    }
    const least = db
      .prepare(`SELECT ${cellLiteral({ int: '-9223372036854775808' })}`)
      .safeIntegers()
      .pluck()
      .get();
    expect(least).toBe(-9223372036854775808n);
    expect(
      db
        .prepare(`SELECT ${cellLiteral('a\0b')} = ?`)
        .pluck()
        .get('a\0b'),
    ).toBe(1);
  });
});

const logins: Shaping = { base: { table: 'logins' }, columns: ['user', 'country', 'at', 'amount'], steps: [] };
function withTables(): Database.Database {
  const db = database();
  db.exec(`CREATE TABLE logins (user TEXT, country TEXT, at TEXT, amount REAL);
    INSERT INTO logins VALUES ('ada', 'DE', '2024-01-05 10:00:00Z', 1.5), ('ada', 'US', '2024-01-06 10:00:00Z', 2), ('bo', 'DE', '2024-02-01 00:00:00Z', 4), ('cy', NULL, NULL, 8);
    CREATE TABLE people ("user" TEXT, name TEXT); INSERT INTO people VALUES ('ada', 'Ada'), ('bo', 'Bo'), ('bo', 'Bob')`);
  return db;
}
const all = (shaping: Shaping): unknown[] => withTables().prepare(shapingSql(shaping)).raw(true).all();

test('a pivot has a column for each value that was chosen, one for all others, and a total', () => {
  const shaping = withStep(logins, {
    kind: 'pivot',
    rows: [{ column: 'at', period: 'month' }],
    column: { column: 'country' },
    values: ['DE', null],
    measure: { of: 'sum', column: 'amount' },
  });
  expect(shapingColumns(shaping)).toEqual(['at_month', 'DE', 'NULL', 'all other', 'total']);
  expect(all(shaping)).toEqual([
    [null, null, 8, null, 8],
    ['2024-01', 1.5, null, 2, 3.5],
    ['2024-02', 4, null, null, 4],
  ]);
});

test('a join keeps the names apart, and unmatched rows when asked', () => {
  const join: Step = {
    kind: 'join',
    table: 'people',
    columns: ['user', 'name'],
    on: [{ left: 'user', right: 'user' }],
    unmatched: true,
  };
  const shaping = withStep(logins, join);
  expect(shapingColumns(shaping)).toEqual(['user', 'country', 'at', 'amount', 'people_user', 'name']);
  expect(all(shaping)).toHaveLength(5);
  expect(all(withStep(logins, { ...join, unmatched: false }))).toHaveLength(4);
  expect(all(withStep(shaping, { kind: 'keep', column: 'name', values: ['Bob'] }))).toEqual([
    ['bo', 'DE', '2024-02-01 00:00:00Z', 4, 'bo', 'Bob'],
  ]);
});

test('a step that speaks of the same takes the place of the one before it', () => {
  let shaping = withStep(logins, { kind: 'keep', column: 'country', values: ['DE'] });
  shaping = withStep(shaping, { kind: 'keep', column: 'country', values: ['US'] });
  shaping = withStep(shaping, { kind: 'sort', by: [{ column: 'user', down: true }] });
  shaping = withStep(shaping, { kind: 'sort', by: [{ column: 'amount', down: true }] });
  expect(shaping.steps.map(stepWords)).toEqual(['country is DE or US', 'Sorted by amount ↓']);
  expect(shapingSql(shaping)).toBe("SELECT *\nFROM logins\nWHERE country IN ('DE', 'US')\nORDER BY amount DESC");
  const grouped = withStep(shaping, { kind: 'group', by: [{ column: 'country' }], measures: [{ of: 'rows' }] });
  expect(withStep(grouped, { kind: 'keep', column: 'country', values: ['DE'] }).steps).toHaveLength(4);
});

test('a step goes with those that rest on it', () => {
  let shaping = withStep(logins, { kind: 'group', by: [{ column: 'country' }], measures: [{ of: 'rows' }] });
  shaping = withStep(shaping, { kind: 'sort', by: [{ column: 'count', down: true }] });
  expect(withoutStep(shaping, 0).steps).toEqual([]);
  expect(withoutStep(shaping, 1).steps.every(isFilter)).toBe(false);
});

test("a person's statement stays as it was written, and its names hide none of ours", () => {
  const sql = 'WITH result AS (SELECT 1 AS a) SELECT * FROM result -- result_2';
  const shaping: Shaping = { base: { sql }, columns: ['a'], steps: [] };
  expect(shapingSql(shaping)).toBe(sql);
  const kept = shapingSql(withStep(shaping, { kind: 'keep', column: 'a', values: [1] }));
  expect(kept).toContain(`\n${sql}\n`);
  expect(database().prepare(kept).raw(true).all()).toEqual([[1]]);
});

test.each([
  ['ip', 'ip'],
  ['order', '"order"'],
  ['user name', '"user name"'],
  ['say "hi"', '"say ""hi"""'],
  ['Größe', '"Größe"'],
  ['1st', '"1st"'],
])('%s stands in a statement as %s', (name, quoted) => expect(quoteName(name)).toBe(quoted));

test('exact sums, which are text, are ordered by the number they are', () => {
  const db = database();
  // The exact sum of these is the text of the plain one.
  db.aggregate('dec_sum', { start: 0, step: (sum: number, value: unknown) => sum + Number(value), result: String });
  for (const [name, better] of [
    ['dec_min', Math.min],
    ['dec_max', Math.max],
  ] as const)
    db.aggregate(name, {
      start: null,
      step: (held: number | null, value: unknown) => better(held ?? Number(value), Number(value)),
      result: String,
    });
  // "sum_n" of the base must not be taken for the sum of that name.
  const base: Shaping = {
    base: { sql: "VALUES ('a', 998.14, 3), ('b', 8000, 2), ('b', 133.05, 2), ('c', 50, 1)" },
    columns: ['who', 'n', 'sum_n'],
    steps: [],
  };
  const rows = (...steps: Step[]) =>
    db
      .prepare(shapingSql(steps.reduce(withStep, base)))
      .raw()
      .all();
  const exact = { of: 'exact sum', column: 'n' } as const;
  const group: Step = { kind: 'group', by: [{ column: 'who' }], measures: [exact] };
  const sort: Step = { kind: 'sort', by: [{ column: 'sum_n', down: true }] };
  const sorted = [
    ['b', '8133.05'],
    ['a', '998.14'],
    ['c', '50'],
  ];
  expect(rows(group, sort)).toEqual(sorted);
  expect(rows(group, { kind: 'columns', columns: ['sum_n', 'who'] }, sort)).toEqual(
    sorted.map((row) => row.toReversed()),
  );
  expect(
    rows(group, {
      kind: 'group',
      by: [],
      measures: [
        { of: 'least', column: 'sum_n' },
        { of: 'greatest', column: 'sum_n' },
      ],
    }),
  ).toEqual([['50', '8133.05']]);
  const pivot: Step = {
    kind: 'pivot',
    rows: [{ column: 'who' }],
    column: { column: 'sum_n' },
    values: [2],
    measure: exact,
  };
  expect(
    rows(pivot, { kind: 'sort', by: [{ column: 'total', down: true }] }).map((row) => (row as string[])[0]),
  ).toEqual(['b', 'a', 'c']);
});
