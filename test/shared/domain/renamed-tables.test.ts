import { describe, expect, it } from 'vitest';
import { withTableRenamed } from '../../../shared/domain/renamed-tables.ts';

const renamed = (sql: string, columns: readonly string[] = []) =>
  withTableRenamed(sql, { from: 'pay', to: 'pay outs' }, new Set(columns))?.sql;

describe('withTableRenamed', () => {
  it('changes the name of the table and of its text, whatever it is quoted in, and nothing else', () => {
    expect(renamed(`SELECT Pay.id, 'pay' FROM "PAY" JOIN [pay_raw] r -- pay\nWHERE payer = :pay`)).toBe(
      `SELECT "pay outs".id, 'pay' FROM "pay outs" JOIN "pay outs_raw" r -- pay\nWHERE payer = :pay`,
    );
  });
  it('leaves to a person what may be a column or an alias', () => {
    expect(renamed('SELECT pay FROM pay', ['pay'])).toBeNull();
    expect(renamed('SELECT sum(x) AS pay FROM pay')).toBeNull();
    expect(renamed('SELECT t.pay FROM pay t')).toBeNull();
  });
  it('says nothing of a statement that does not name it', () => {
    expect(withTableRenamed('SELECT payer FROM p', { from: 'pay', to: 'x' }, new Set())).toBeNull();
  });
});
