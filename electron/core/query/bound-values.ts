import { Fault } from '../../../shared/contract/errors.ts';
import {
  boundIn,
  boundValue,
  otherParameters,
  parametersIn,
  problemOf,
} from '../../../shared/domain/sql-parameters.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import { place } from './sql-fault.ts';

/**
 * The values of a statement's parameters, as they are bound. @returns null where it has none
 * @throws Fault `sql-error` for one without a value, of another form than `:name`, or with a value that does not fit its kind
 */
export function boundValues(sql: string): Record<string, string | number | bigint | null> | null {
  const at = (text: string) => place(sql, significant(sql).find((token) => token.text === text)?.at ?? 0);
  const [other] = otherParameters(sql);
  if (other !== undefined)
    throw new Fault('sql-error', `The parameter ${other} has no name to ask for. Write :name instead (${at(other)}).`);
  const names = parametersIn(sql);
  if (names.length === 0) return null;
  const given = new Map(boundIn(sql).map((each) => [each.name, each]));
  return Object.fromEntries(
    names.map((name) => {
      const parameter = given.get(name);
      if (!parameter) throw new Fault('sql-error', `The parameter :${name} has no value (${at(`:${name}`)}).`);
      const problem = problemOf(parameter);
      if (problem !== null) throw new Fault('sql-error', `${problem} (${at(`:${name}`)})`);
      return [name, boundValue(parameter)];
    }),
  );
}
