import { counted } from '../../../shared/domain/counted.ts';

/** A row of EXPLAIN QUERY PLAN (sqlite.org/eqp.html). */
export interface PlanRow {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}
/** A table as the plan names it. */
export interface PlanTable {
  readonly name: string;
  readonly rows: number | null;
  /** What `c1`, `t1` … are called. */
  readonly columns: readonly string[];
}
export interface PlanStep {
  readonly depth: number;
  readonly text: string;
  /** What would make it faster; null where nothing is known. */
  readonly hint: string | null;
}

/** The rows that are worth a word: below it a scan is over at once. */
const MANY = 100_000;

/**
 * A plan in plain words. A step that is not known is shown as SQLite writes it.
 * @param tableOf the table behind a name of the plan: `ds_1`, or a copy of the case's
 */
export function planWords(rows: readonly PlanRow[], tableOf: (name: string) => PlanTable | undefined): PlanStep[] {
  const depths = new Map<number, number>([[0, -1]]);
  const joined = rows.filter(({ detail }) => /^(SCAN|SEARCH) /.test(detail));
  return rows.map((row) => {
    const depth = (depths.get(row.parent) ?? -1) + 1;
    depths.set(row.id, depth);
    const siblings = joined.filter(({ parent }) => parent === row.parent);
    return { depth, ...words(row.detail, tableOf, siblings.indexOf(row)) };
  });
}

type Told = Omit<PlanStep, 'depth'>;
const told = (text: string, hint: string | null = null): Told => ({ text, hint });

const ACCESS =
  /^(SCAN|SEARCH) (\S+)(?: AS (\S+))?(?: VIRTUAL TABLE.*)?(?: USING (AUTOMATIC )?(?:PARTIAL )?(?:COVERING )?(INDEX|INTEGER PRIMARY KEY)(?: (?!\()(\S+))?)?(?: \((.*)\))?( LEFT-JOIN)?( EXISTS)?$/;

function words(detail: string, tableOf: (name: string) => PlanTable | undefined, place: number): Told {
  const access = ACCESS.exec(detail);
  if (access) return accessed(access, tableOf, place);
  if (detail === 'SCAN CONSTANT ROW') return told('makes one row of constants');
  const sorted = /^USE TEMP B-TREE FOR (.*)$/.exec(detail)?.[1];
  if (sorted !== undefined) return forTree(sorted);
  const [, how = '', what = ''] = /^(CO-ROUTINE|MATERIALIZE) (.*)$/.exec(detail) ?? [];
  if (how === 'CO-ROUTINE') return told(`makes ${named(what)} row by row, as it is needed:`);
  if (how === 'MATERIALIZE') return told(`makes ${named(what)} once and keeps it in memory:`);
  const [, correlated, kind] = /^(CORRELATED )?(SCALAR|LIST) SUBQUERY/.exec(detail) ?? [];
  if (kind !== undefined)
    return correlated
      ? told(
          'for every row, runs a subquery anew:',
          'A join with GROUP BY, or a WITH that is computed once, avoids running it for each row.',
        )
      : told(kind === 'LIST' ? 'runs the subquery of an IN once:' : 'runs a subquery once:');
  const known: Readonly<Record<string, string>> = {
    'COMPOUND QUERY': 'combines several SELECTs:',
    'LEFT-MOST SUBQUERY': 'the first SELECT:',
    'UNION ALL': 'then, all its rows added:',
    SETUP: 'begins the recursion with:',
    'RECURSIVE STEP': 'then repeats, for every row found:',
    LEFT: 'on one side:',
    RIGHT: 'on the other side:',
    'MULTI-INDEX OR': 'looks each side of the OR up by itself:',
  };
  if (known[detail]) return told(known[detail]);
  if (/^(UNION|INTERSECT|EXCEPT) USING TEMP B-TREE$/.test(detail))
    return told(
      `then compares whole rows in memory (${detail.split(' ')[0]}):`,
      detail.startsWith('UNION') ? 'UNION ALL does not compare, where repeated rows do no harm.' : null,
    );
  if (/^MERGE \(/.test(detail)) return told('sorts both sides and merges them:');
  const bloom = /^BLOOM FILTER ON (\S+)/.exec(detail)?.[1];
  if (bloom !== undefined)
    return told(`passes over rows that cannot match in ${tableOf(bloom)?.name ?? bloom}, by a filter in memory`);
  if (/^INDEX \d+$/.test(detail)) return told('one side:');
  return told(detail);
}

function accessed(access: RegExpExecArray, tableOf: (name: string) => PlanTable | undefined, place: number): Told {
  const [, how, full = '', , automatic, key, , on, left] = access;
  const name = full.replace(/^(?:main|temp)\./, '');
  const table = tableOf(name);
  const called = table?.name ?? named(name);
  const size = table?.rows ?? null;
  const outer = left === undefined ? '' : ', keeping rows without a match';
  if (how === 'SCAN') {
    const again = place > 0;
    const text = `reads ${size === null ? 'all rows' : `all ${counted(size, 'row')}`} of ${called}${again ? ', for every row of the table before it' : ''}${outer}`;
    if (again && (size === null || size > 1000))
      return told(text, 'Join on columns that are equal (a = b), so that rows are looked up instead.');
    return told(
      text,
      size !== null && size >= MANY
        ? 'A WHERE on fewer rows does not spare the reading; counting a column once and keeping it does (facets, profile).'
        : null,
    );
  }
  const columns = (on ?? '')
    .replace(/=\?|[<>]=?\?/g, (sign) => ` ${sign[0] === '=' ? 'equal' : 'in a range'}`)
    .replace(/\b[ct](\d+)\b/g, (word, number) => table?.columns[Number(number) - 1] ?? word);
  const by = columns.replace(/ equal/g, '');
  if (automatic !== undefined)
    return told(
      `looks up ${called} by ${by} through an automatic index, made for this statement${size === null ? '' : ` from ${counted(size, 'row')}`}${outer}`,
      null,
    );
  if (key === 'INTEGER PRIMARY KEY') return told(`looks up ${called} by its row number${outer}`);
  return told(`looks up ${called} by ${by}${outer}`);
}

function forTree(what: string): Told {
  const last = /^LAST (\d+ )?TERMS? OF ORDER BY$/.exec(what);
  if (what === 'ORDER BY') return told('sorts the rows in memory', 'A LIMIT lets it keep the first rows alone.');
  if (last) return told('sorts rows of equal value by the further columns, in memory');
  if (what === 'GROUP BY') return told('sorts the rows in memory to group them');
  if (what === 'DISTINCT') return told('keeps every different row in memory, to leave out repeated ones');
  const of = /^(\w+)\(DISTINCT\)$/.exec(what)?.[1];
  if (of) return told(`keeps the different values in memory for ${of}(DISTINCT …)`);
  return told(`sorts in memory (${what})`);
}

const named = (name: string): string => (/^\(?subquery-\d+\)?$/i.test(name) ? 'a subquery' : name);
