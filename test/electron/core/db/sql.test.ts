import { describe, expect, it } from 'vitest';
import { identifier, join, sql } from '../../../../electron/core/db/sql.ts';

describe('the sql tag', () => {
  it('binds every value', () => {
    const evil = "'; DROP TABLE cases; --";
    expect(sql`SELECT ${1} WHERE title = ${evil} AND open = ${true}`).toEqual({
      text: 'SELECT ? WHERE title = ? AND open = ?',
      values: [1, evil, 1],
    });
  });
  it('puts statements into statements with their values in order', () => {
    const tests = join([sql`a = ${1}`, sql`b = ${2}`], ' AND ');
    expect(sql`SELECT ${0} WHERE ${tests} LIMIT ${3}`).toEqual({
      text: 'SELECT ? WHERE a = ? AND b = ? LIMIT ?',
      values: [0, 1, 2, 3],
    });
  });
  it('quotes identifiers, and refuses impossible ones', () => {
    expect(sql`SELECT ${identifier('a"b')}`.text).toBe('SELECT "a""b"');
    expect(() => identifier('')).toThrow();
    expect(() => identifier('a\0')).toThrow();
  });
});
