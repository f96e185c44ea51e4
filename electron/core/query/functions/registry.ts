import { significant } from '../../../../shared/domain/sql-tokens.ts';
import { LINE_OF } from '../../datasets/combined/view.ts';
import { MOMENT_OF } from '../../datasets/readings/moments.ts';
import type { openReadOnly } from '../../db/native.ts';
import { DECIMAL_OF, decimalAggregates, decimalFunctions, decimalOf } from '../decimals.ts';
import { geographyFunctions } from './geography.ts';
import { hashFunctions } from './hashing.ts';
import { letterFunctions } from './letters.ts';
import { likenessFunctions } from './likeness.ts';
import { networkFunctions } from './network.ts';
import { patternFunctions } from './patterns.ts';
import { statisticsAggregates, statisticsFunctions } from './statistics.ts';
import { timeFunctions } from './time.ts';
import type { Scalar, SqlFunction } from './value.ts';

type Native = ReturnType<typeof openReadOnly>;

const scalars: ReadonlyMap<string, Scalar> = new Map<string, Scalar>(
  Object.entries({
    ...letterFunctions,
    ...patternFunctions,
    ...timeFunctions,
    ...statisticsFunctions,
    ...networkFunctions,
    ...geographyFunctions,
    ...likenessFunctions,
    ...hashFunctions,
  }),
);
const exact = Object.entries(decimalFunctions).map(([name, run]) => [name, { runs: [run] }] as const);
const aggregates = Object.entries({ ...statisticsAggregates, ...decimalAggregates });

/** Functions that SQLite lacks, or has otherwise; those that only the program itself calls are among them. */
export const OWN_FUNCTIONS: readonly string[] = [
  ...[...scalars, ...exact, ...aggregates].map(([name]) => name),
  DECIMAL_OF,
  LINE_OF,
  MOMENT_OF,
];

/** Adds them to a connection. @param ownLike whether SQLite's own LIKE stays, which is a native function */
export function addFunctions(native: Native, ownLike: boolean): void {
  for (const [name, { runs, varargs = false }] of [...scalars, ...exact] as [string, Scalar][])
    if (!ownLike || name !== 'like') for (const run of runs) add(native, name, run, varargs);
  for (const [name, aggregate] of aggregates)
    native.aggregate(name, { ...aggregate, safeIntegers: true, deterministic: true } as never);
  add(native, DECIMAL_OF, decimalOf);
}

/** Loads what the functions need that a statement names. */
export async function loadFunctions(statement: string): Promise<void> {
  for (const { value } of significant(statement)) await scalars.get(value.toLowerCase())?.ready?.();
}

const add = (native: Native, name: string, run: SqlFunction, varargs = false): unknown =>
  native.function(name, { deterministic: true, safeIntegers: true, varargs }, run as (...values: unknown[]) => unknown);
