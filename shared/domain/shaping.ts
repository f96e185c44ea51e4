import { z } from 'zod';
import { Cell } from '../contract/values.ts';
import { cellText } from './cell-text.ts';
import { cellLiteral, freeNames, quoteName, textLiteral } from './sql-names.ts';

const Name = z.string().max(500);
const Names = z.array(Name).min(1).max(2000);

/** How a time or a date is put into groups: by its first characters, as SQL sees it ("2024-01-05 10:00:00Z"). */
export const PERIODS = { year: 4, month: 7, day: 10, hour: 13, minute: 16 } as const;
export const Period = z.enum(['year', 'month', 'day', 'hour', 'minute']);
export type Period = z.infer<typeof Period>;

/** What makes a value of a text column worth a look; among the values of all rows that the step is applied to. */
export const Unusual = z.enum(['once', 'spaces', 'case', 'scripts']);
export type Unusual = z.infer<typeof Unusual>;

/** A column, or the periods that its times fall in. */
export const Key = z.strictObject({ column: Name, period: Period.optional() });
export type Key = z.infer<typeof Key>;

export const Measure = z.strictObject({
  of: z
    .enum(['rows', 'values', 'distinct', 'sum', 'exact sum', 'average', 'least', 'greatest', 'first', 'last'])
    .describe(
      'rows has no column; exact sum is dec_sum, whose result is text; first and last are by the times of another',
    ),
  column: Name.optional(),
  by: Name.optional().describe('of first and last: the column of times'),
});
export type Measure = z.infer<typeof Measure>;

/** Columns that a pivot makes of values at most; the rows of all others are counted in a column of their own. */
export const PIVOT_COLUMNS = 50;

/** Steps that leave rows out, and change nothing else. */
export const FilterStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep'), column: Name, values: z.array(Cell).min(1).max(1000) }),
  z.strictObject({ kind: z.literal('exclude'), column: Name, values: z.array(Cell).min(1).max(1000) }),
  z
    .strictObject({
      kind: z.literal('range'),
      column: Name,
      from: Cell,
      to: Cell,
      toIncluded: z.boolean(),
      keep: z.boolean(),
    })
    .describe('null for a bound that is open; both are numbers or both are texts'),
  z.strictObject({ kind: z.literal('blank'), column: Name, keep: z.boolean() }).describe('NULL or the empty text'),
  z.strictObject({ kind: z.literal('unusual'), column: Name, what: Unusual, keep: z.boolean() }),
  z
    .strictObject({
      kind: z.literal('hour'),
      column: Name,
      weekday: z.int().min(1).max(7).describe('1 is Monday'),
      hour: z.int().min(0).max(23),
      zone: z.string().min(1).max(64).nullable().describe('whose clocks tell it; null for times that state no zone'),
    })
    .describe('one hour of one weekday; a date without a time is at 0 o’clock'),
]);
export type FilterStep = z.infer<typeof FilterStep>;

export const Step = z.discriminatedUnion('kind', [
  ...FilterStep.options,
  z.strictObject({ kind: z.literal('sort'), by: z.array(z.strictObject({ column: Name, down: z.boolean() })).min(1) }),
  z.strictObject({ kind: z.literal('columns'), columns: Names }),
  z.strictObject({ kind: z.literal('group'), by: z.array(Key).max(20), measures: z.array(Measure).min(1).max(20) }),
  z.strictObject({
    kind: z.literal('pivot'),
    rows: z.array(Key).min(1).max(20),
    column: Key,
    values: z.array(Cell).min(1).max(PIVOT_COLUMNS),
    measure: Measure,
  }),
  z.strictObject({
    kind: z.literal('join'),
    table: Name,
    columns: Names.describe('of the table'),
    on: z
      .array(z.strictObject({ left: Name, right: Name }))
      .min(1)
      .max(8),
    unmatched: z.boolean().describe('keep rows of the left side without a match'),
  }),
]);
export type Step = z.infer<typeof Step>;

/**
 * What clicks make of a table or of a person's statement, which stays as it was written. Each step is applied to what the steps
 * before it give.
 */
export const Shaping = z.strictObject({
  base: z.union([z.strictObject({ table: Name }), z.strictObject({ sql: z.string().max(1_000_000) })]),
  columns: Names.describe('of the base, as `freeNames` gives them'),
  exact: Names.optional().describe('those that hold decimals as text, as the dec_ functions give them'),
  steps: z.array(Step).max(200),
});
export type Shaping = z.infer<typeof Shaping>;

const FILTERS: ReadonlySet<Step['kind']> = new Set(FilterStep.options.map(({ shape }) => shape.kind.value));
export const isFilter = (step: Step): step is FilterStep => FILTERS.has(step.kind);

/** A statement that is being put together: what is selected, from where, and what cannot be added to any more. */
interface Select {
  readonly columns: readonly string[];
  readonly select: string;
  readonly from: string;
  readonly where: readonly string[];
  readonly group: string;
  readonly order: string;
  /** Its columns are made here, so that a further filter needs it as a table. */
  readonly made: boolean;
}

/** The one SELECT that a shaping stands for. */
export function shapingSql({ base, columns, exact: exactOfBase = [], steps }: Shaping): string {
  if (steps.length === 0 && 'sql' in base) return base.sql;
  const all = [
    'sql' in base ? base.sql : base.table,
    ...steps.map((step) => (step.kind === 'join' ? step.table : '')),
  ].join('\n');
  const free = (name: string): string => {
    let made = name;
    for (let n = 2; new RegExp(`\\b${made}\\b`, 'i').test(all); n++) made = `${name}_${n}`;
    return made;
  };
  const tables: string[] = [];
  // Not indented, since a text within it may run over several lines. The names are listed always: SQLite gives no
  // promise for the name of a column without AS.
  if ('sql' in base) tables.push(`${free('result')}(${names(columns)}) AS (\n${base.sql}\n)`);
  const over = (from: string, of: readonly string[]): Select => ({
    columns: of,
    select: '*',
    from,
    where: [],
    group: '',
    order: '',
    made: false,
  });
  let exact: ReadonlySet<string> = new Set(exactOfBase);
  let at = over('sql' in base ? free('result') : quoteName(base.table), columns);
  const asTable = (): string => {
    if (!at.made && at.where.length === 0) return at.from;
    const name = free(`shaped_${tables.length + 1}`);
    tables.push(`${name} AS (\n${written({ ...at, order: '' })}\n)`);
    return name;
  };
  for (const step of steps) {
    if (isFilter(step)) {
      if (at.made) at = over(asTable(), at.columns);
      // Among the rows that the steps before leave, not among all of the table.
      if (isAmongRows(step) && at.where.length > 0) at = { ...over(asTable(), at.columns), order: at.order };
      at = { ...at, where: [...at.where, filterSql(step, at.from, exact)] };
    } else if (step.kind === 'sort') {
      // Within an expression the name of a column of the base would stand before the one that is made here.
      if (at.made && step.by.some(({ column }) => exact.has(column))) at = over(asTable(), at.columns);
      const by = step.by.flatMap(({ column, down }) =>
        [...(exact.has(column) ? [asReal(column)] : []), quoteName(column)].map(
          (sql) => `${sql} ${down ? 'DESC' : 'ASC'}`,
        ),
      );
      at = { ...at, order: by.join(', ') };
    } else if (step.kind === 'columns') {
      if (at.made) at = over(asTable(), at.columns);
      at = { ...at, made: true, columns: step.columns, select: names(step.columns) };
    } else if (step.kind === 'join') at = joined(step, asTable(), at.columns);
    else {
      if (at.made) at = over(asTable(), at.columns);
      at = { ...at, order: '', ...(step.kind === 'group' ? grouped(step, exact) : pivoted(step, exact)), made: true };
    }
    exact = exactAfter(step, at.columns, exact);
  }
  return `${tables.length > 0 ? `WITH ${tables.join(',\n')}\n` : ''}${written(at)}`;
}

/** The columns that a shaping gives. */
export function shapingColumns({ columns, steps }: Shaping): readonly string[] {
  return steps.reduce((before: readonly string[], step) => {
    if (step.kind === 'columns') return step.columns;
    if (step.kind === 'group') return grouped(step).columns;
    if (step.kind === 'pivot') return pivoted(step).columns;
    return step.kind === 'join' ? joinedColumns(step, before) : before;
  }, columns);
}

/** Columns that a shaping gives whose texts are decimals, so that they are ordered by the number they are. */
export function exactColumns(shaping: Shaping): ReadonlySet<string> {
  return shaping.steps.reduce(
    (before, step, at) =>
      exactAfter(step, shapingColumns({ ...shaping, steps: shaping.steps.slice(0, at + 1) }), before),
    new Set(shaping.exact) as ReadonlySet<string>,
  );
}

const asReal = (column: string): string => `CAST(${quoteName(column)} AS REAL)`;

function exactAfter(step: Step, columns: readonly string[], before: ReadonlySet<string>): ReadonlySet<string> {
  if (step.kind !== 'group' && step.kind !== 'pivot') return before;
  const keys = step.kind === 'group' ? step.by : step.rows;
  return new Set(
    columns.filter((_, at) => {
      const key = keys[at];
      if (key) return !key.period && before.has(key.column);
      const measure = step.kind === 'group' ? step.measures[at - keys.length] : step.measure;
      if (measure?.of === 'exact sum') return true;
      return measure !== undefined && KEEPS.has(measure.of) && before.has(measure.column ?? '');
    }),
  );
}

/** Measures that are one of the values themselves. */
const KEEPS: ReadonlySet<Measure['of']> = new Set(['least', 'greatest', 'first', 'last']);

const names = (columns: readonly string[]): string => columns.map(quoteName).join(', ');

function written({ select, from, where, group, order }: Select): string {
  return [
    `SELECT ${select}`,
    `FROM ${from}`,
    ...(where.length > 0 ? [`WHERE ${where.join('\n  AND ')}`] : []),
    ...(group === '' ? [] : [`GROUP BY ${group}`]),
    ...(order === '' ? [] : [`ORDER BY ${order}`]),
  ].join('\n');
}

/** White space of every kind (Unicode White_Space, and the zero-width space and mark), as SQLite's trim is given it. */
export const SPACES =
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff';
const SPACES_SQL = `char(${[...SPACES].map((space) => space.codePointAt(0)).join(', ')})`;
/** Latin letters in one text with those of a script that has look-alikes of them. */
export const MIXED_SCRIPTS =
  '(?s)(?=.*\\p{Script=Latin})(?=.*[\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Armenian}])';

/** Whether what a step says of a value depends on the other rows. */
export const isAmongRows = (step: FilterStep): boolean =>
  step.kind === 'unusual' && (step.what === 'once' || step.what === 'case');

/** @param from the rows among which a value is unusual @param exact columns of decimals as text */
export function filterSql(step: FilterStep, from: string, exact: ReadonlySet<string> = new Set()): string {
  const column = quoteName(step.column);
  switch (step.kind) {
    case 'keep':
      return isOneOf(column, step.values);
    case 'exclude':
      return isNoneOf(column, step.values);
    case 'blank':
      return step.keep ? `(${column} IS NULL OR ${column} = '')` : `${column} <> ''`;
    case 'range': {
      const numbers = exact.has(step.column) && typeof (step.from ?? step.to) !== 'string';
      const inside = rangeSql(numbers ? asReal(step.column) : column, step);
      return step.keep ? inside : `(${inside}) IS NOT TRUE`;
    }
    case 'unusual': {
      const inside = unusualSql(column, step.what, from);
      return step.keep ? inside : `(${inside}) IS NOT TRUE`;
    }
    case 'hour': {
      const zone = step.zone === null ? '' : `, ${textLiteral(step.zone)}`;
      const part = (unit: string): string => `date_part('${unit}', ${column}${zone})`;
      return `${part('weekday')} = ${step.weekday} AND coalesce(${part('hour')}, 0) = ${step.hour}`;
    }
  }
}

function isOneOf(column: string, values: readonly Cell[]): string {
  const [first = null] = values;
  if (values.length === 1) return `${column} IS ${cellLiteral(first)}`;
  const some = values.filter((value) => value !== null).map(cellLiteral);
  const listed = `${column} IN (${some.join(', ')})`;
  return some.length < values.length ? `(${listed} OR ${column} IS NULL)` : listed;
}
function isNoneOf(column: string, values: readonly Cell[]): string {
  const [first = null] = values;
  if (values.length === 1) return `${column} IS NOT ${cellLiteral(first)}`;
  const some = values.filter((value) => value !== null).map(cellLiteral);
  const listed = `${column} NOT IN (${some.join(', ')})`; // NULL of NULL
  return some.length < values.length ? listed : `(${listed} OR ${column} IS NULL)`;
}

/** Numbers stand before texts in SQLite's order, and both before bytes: an open bound takes in nothing of another kind. */
function rangeSql(column: string, { from, to, toIncluded }: Extract<FilterStep, { kind: 'range' }>): string {
  if (from === null && to === null) return `${column} IS NOT NULL`;
  const text = typeof (from ?? to) === 'string';
  const upper =
    to === null ? (text ? [] : [`${column} <= 9e999`]) : [`${column} ${toIncluded ? '<=' : '<'} ${cellLiteral(to)}`];
  const bounds = [...(from === null ? [] : [`${column} >= ${cellLiteral(from)}`]), ...upper];
  if (text && (from === null || to === null)) bounds.push(`typeof(${column}) = 'text'`);
  return bounds.join(' AND ');
}

function unusualSql(column: string, what: Unusual, from: string): string {
  switch (what) {
    case 'once':
      return `${column} IN (SELECT ${column} FROM ${from} GROUP BY 1 HAVING count(*) = 1)`;
    case 'spaces':
      return `typeof(${column}) = 'text' AND ${column} <> trim(${column}, ${SPACES_SQL})`;
    case 'case':
      return `typeof(${column}) = 'text' AND lower(${column}) IN (SELECT lower(${column}) FROM ${from} WHERE typeof(${column}) = 'text' GROUP BY 1 HAVING count(DISTINCT ${column}) > 1)`;
    case 'scripts':
      return `typeof(${column}) = 'text' AND ${column} REGEXP '${MIXED_SCRIPTS}'`;
  }
}

const keySql = ({ column, period }: Key): string =>
  period ? `substr(${quoteName(column)}, 1, ${PERIODS[period]})` : quoteName(column);
/** The name that a key has in the result. */
export const keyName = ({ column, period }: Key): string => (period ? `${column}_${period}` : column);

/** @param exact columns of decimals as text @param only a condition for the rows that count */
function measureSql({ of, column, by }: Measure, exact: ReadonlySet<string>, only = ''): string {
  const name = quoteName(column ?? '');
  const order = quoteName(by ?? '');
  const dec = exact.has(column ?? '') ? 'dec_' : '';
  const sql = {
    rows: 'count(*)',
    values: `count(${name})`,
    distinct: `count(DISTINCT ${name})`,
    sum: `sum(${name})`,
    'exact sum': `dec_sum(${name})`,
    average: `avg(${name})`,
    least: `${dec}min(${name})`,
    greatest: `${dec}max(${name})`,
    first: `min_by(${name}, ${order})`,
    last: `max_by(${name}, ${order})`,
  }[of];
  return only === '' ? sql : `${sql} FILTER (WHERE ${only})`;
}
const measureName = ({ of, column }: Measure): string =>
  of === 'rows' ? 'count' : `${of === 'exact sum' ? 'sum' : of === 'values' ? 'count' : of}_${column}`;

function grouped(
  { by, measures }: Extract<Step, { kind: 'group' }>,
  exact: ReadonlySet<string> = new Set(),
): Pick<Select, 'columns' | 'select' | 'group'> {
  const columns = freeNames([...by.map(keyName), ...measures.map(measureName)]);
  const made = [...by.map(keySql), ...measures.map((measure) => measureSql(measure, exact))];
  return { columns, select: listed(made, columns), group: by.map((_, at) => at + 1).join(', ') };
}

function pivoted(
  step: Extract<Step, { kind: 'pivot' }>,
  exact: ReadonlySet<string> = new Set(),
): Pick<Select, 'columns' | 'select' | 'group'> {
  const { rows, column, values, measure } = step;
  const columns = freeNames([
    ...rows.map(keyName),
    ...values.map((value) => (value === '' ? '(empty)' : cellText(value, 'shown').slice(0, 100))),
    'all other',
    'total',
  ]);
  const key = keySql(column);
  const made = [
    ...rows.map(keySql),
    ...values.map((value) => measureSql(measure, exact, `${key} IS ${cellLiteral(value)}`)),
    measureSql(measure, exact, isNoneOf(key, values)),
    measureSql(measure, exact),
  ];
  return { columns, select: listed(made, columns), group: rows.map((_, at) => at + 1).join(', ') };
}

/** A line for each column, its name behind it where it is another one. */
const listed = (made: readonly string[], columns: readonly string[]): string =>
  made
    .map((sql, at) => (sql === quoteName(columns[at] ?? '') ? sql : `${sql} AS ${quoteName(columns[at] ?? '')}`))
    .join(',\n  ');

function joinedColumns({ table, columns }: Extract<Step, { kind: 'join' }>, left: readonly string[]): string[] {
  const taken = new Set(left.map((name) => name.toLowerCase()));
  const right = columns.map((name) => (taken.has(name.toLowerCase()) ? `${table}_${name}` : name));
  return freeNames([...left, ...right]);
}
function joined(step: Extract<Step, { kind: 'join' }>, from: string, left: readonly string[]): Select {
  const columns = joinedColumns(step, left);
  const made = [
    ...left.map((name) => `l.${quoteName(name)}`),
    ...step.columns.map((name) => `r.${quoteName(name)}`),
  ].map((sql, at) => `${sql} AS ${quoteName(columns[at] ?? '')}`);
  return {
    columns,
    select: made.join(',\n  '),
    from: `${from} AS l\n${step.unmatched ? 'LEFT JOIN' : 'JOIN'} ${quoteName(step.table)} AS r ON ${onSql(step.on)}`,
    where: [],
    group: '',
    order: '',
    made: true,
  };
}

/** NULL joins nothing. */
const onSql = (on: readonly { readonly left: string; readonly right: string }[]): string =>
  on.map(({ left, right }) => `l.${quoteName(left)} = r.${quoteName(right)}`).join(' AND ');
