import { describe, expect, it } from 'vitest';
import { readJson } from '../../../../electron/core/formats/json.ts';
import type { Found, Table, TableRecord } from '../../../../electron/core/formats/table.ts';

const rowsOf = ({ tables }: Found, at = 0) => [...((tables[at] as Table).records() as Iterable<TableRecord>)];
const cells = (found: Found, at = 0) => rowsOf(found, at).map((each) => each.cells);

describe('readJson', () => {
  it('says which cells are numbers with a point, so that no text beside them decides what the point is', () => {
    const found = readJson('[{"n":1,"s":"1.234,50"},{"n":2,"s":6.125},{"n":1e5,"s":"7,00"}]');
    expect(rowsOf(found).map(({ numbers }) => numbers)).toEqual([undefined, [1], [0]]);
  });

  it('keeps the digits of numbers, and tells null from the empty text', () => {
    const found = readJson('[{"amount": 12.50, "id": 12345678901234567890, "note": ""}, {"amount": 1e5, "id": null}]');
    expect(found.tables).toHaveLength(1);
    expect(found.tables[0]).toMatchObject({ part: '', header: ['amount', 'id', 'note'], width: 3, notes: [] });
    expect(cells(found)).toEqual([
      ['12.50', '12345678901234567890', ''],
      ['1e5', null, null],
    ]);
  });

  it('makes columns of the paths of members, and leaves arrays in a record as their text', () => {
    const found = readJson('{"events":[{"actor":{"id":"u1","geo":{"lat":1.0}},"target":[{"id":"t1"}],"empty":{}}]}');
    expect(found.tables[0]).toMatchObject({
      part: 'events',
      header: ['actor.id', 'actor.geo.lat', 'target', 'empty'],
    });
    expect(cells(found)).toEqual([['u1', '1.0', '[{"id":"t1"}]', '{}']]);
  });

  it('finds several lists by their path, and says what the file holds beside them', () => {
    const found = readJson(
      '{"cmd":"x","count":2,"emails":["a@example.com"],"data":{"hosts":[{"h":"b"},{"h":"c"}]},"none":[]}',
    );
    expect(found.tables.map(({ part, header }) => [part, header])).toEqual([
      ['emails', ['value']],
      ['data.hosts', ['h']],
    ]);
    expect(found.notes).toEqual(['"none" is an empty list.', 'Beside its tables the file says cmd = "x", count = 2.']);
  });

  it('reads a map of objects with its keys, and one object as one record', () => {
    const map = `{${Array.from({ length: 9 }, (_, n) => `"k${n}":{"v":${n}}`)}}`;
    expect(cells(readJson(map))[8]).toEqual(['k8', '8']);
    expect(cells(readJson('{"a":1,"b":{"c":"x"}}'))).toEqual([['1', 'x']]);
  });

  it('reads one value a line, and rejects the broken line alone', () => {
    const found = readJson('{"a":1}\n{"a":2,}\n{"a":3,"b":"x"}\n');
    expect(rowsOf(found)).toEqual([
      { cells: ['1', null], line: 1, problem: null, raw: '{"a":1}' },
      { cells: [], line: 2, problem: 'it is no JSON: the name of a member is missing', raw: '{"a":2,}' },
      { cells: ['3', 'x'], line: 3, problem: null, raw: '{"a":3,"b":"x"}' },
    ]);
    expect(rowsOf(readJson('{"a":1\n{"a":2}\n')).map(({ line, problem }) => [line, problem === null])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('keeps the records before the place where a file is cut off', () => {
    const found = readJson('{"items":[{"a":1},\n{"a":2},\n{"a":');
    expect(rowsOf(found).map(({ cells: row, line, problem }) => [row, line, problem])).toEqual([
      [['1'], 1, null],
      [['2'], 2, null],
      [[], 3, 'it is no JSON: the file ends in the middle of it'],
    ]);
    expect(found.tables[0]?.notes.join()).toContain('not whole');
  });

  it('keeps both of two members with one name', () => {
    const found = readJson('[{"a":1,"a":2}]');
    expect(found.tables[0]?.header).toEqual(['a', 'a']);
    expect(cells(found)).toEqual([['1', '2']]);
    expect(found.tables[0]?.notes.join()).toContain('repeat');
  });

  it('reads escapes that Telegram writes, halves of pairs, and names like those of objects', () => {
    const found = readJson('[{"t":"a\\x1fb\\u00e9\\ud83d","__proto__":"p"}]');
    expect(found.tables[0]?.header).toEqual(['t', '__proto__']);
    expect(cells(found)).toEqual([['a\u001fbé\ufffd', 'p']]);
    expect(found.tables[0]?.notes).toHaveLength(2);
  });

  it('stops at nesting that is meant to break a reader', () => {
    const found = readJson(`[${'['.repeat(100_000)}`);
    expect(rowsOf(found)[0]?.problem).toContain('nested more than 200 deep');
  });
});
