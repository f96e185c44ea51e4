import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../electron/core/bundles/merge/kinds.ts';
import { expectedParts, OF_KIND, PARTS } from '../../../../electron/core/bundles/parts.ts';
import { migrate } from '../../../../electron/core/db/migrate.ts';
import { openScratch } from '../../../../electron/core/db/open.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { ExhibitKind } from '../../../../shared/domain/exhibit-kinds.ts';

/** Tables with rows of a case that no bundle carries, and why nothing is lost by it. */
const EXEMPT: Record<string, string> = {
  custody: 'goes as custody.jsonl and stays readable as an exhibit; the chain of the receiver is its own',
  deleted_findings: 'what was deleted is not handed on',
  destructions: 'of a case that is no more; nothing of it can be handed on',
  erasing: 'a row within the transaction that destroys a case',
  picture_hashes: 'computed again from the bytes when they are recognised',
  query_runs: 'the history of what was typed in this vault',
  printed_reports: 'what this vault printed; the entries are in custody.jsonl',
  search_docs: 'filled again by the triggers of what it mirrors, and by reading the texts',
};

describe('the parts of a bundle', () => {
  const scratch = openScratch();
  migrate(scratch);
  const tables = scratch.all<{ name: string }>(sql`
    SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`);
  const ofCase = scratch.all<{ name: string }>(sql`
    SELECT tables.name FROM pragma_table_list AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.schema = 'main' AND tables.type = 'table' AND columns.name = 'case_id' ORDER BY tables.name`);
  scratch.close();
  const claimed = PARTS.flatMap((part) => part.tables);

  it('claim every table with rows of a case, or the table is exempt for a reason', () => {
    expect(ofCase.length).toBeGreaterThan(10);
    const unclaimed = ofCase.filter(({ name }) => !claimed.includes(name) && EXEMPT[name] === undefined);
    expect(unclaimed.map(({ name }) => name)).toEqual([]);
  });

  it('claim no table twice, none that is exempt, and none that is not there', () => {
    expect(claimed.filter((name, at) => claimed.indexOf(name) !== at)).toEqual([]);
    expect(claimed.filter((name) => EXEMPT[name] !== undefined)).toEqual([]);
    const known = new Set(tables.map(({ name }) => name));
    expect([...claimed, ...Object.keys(EXEMPT)].filter((name) => !known.has(name))).toEqual([]);
  });
});

it('is merged whatever a part of a bundle holds, or goes with what is', () => {
  /** Documents that no kind reads by itself, and by what they come in. */
  const WITH: Readonly<Record<string, string>> = {
    'queries/E-0001.json': 'the query exhibit',
    'copies/E-0001.json': 'the working copy',
    'case/entity-types.json': 'types that this vault lacks; one that it has stays as it is drawn here',
    'case/report.json': 'each setting, and what withholds',
    'case/exchange.json': 'how both sides know what is the same',
  };
  const kinds: { id: never; number: number; kind: ExhibitKind; removedAt: null }[] = (
    Object.keys(OF_KIND) as ExhibitKind[]
  ).map((kind) => ({ id: '' as never, number: 1, kind, removedAt: null }));
  const names = kinds.flatMap((each) => expectedParts({ scope: 'case', exhibits: [each] }).map(({ name }) => name));
  const read = new Set(KINDS.flatMap(({ documents }) => documents));
  const perExhibit = ['datasets/E-0001.json', 'attachments/E-0001.json'];
  const unread = [...new Set(names)].filter((name) => !read.has(name) && !perExhibit.includes(name) && !(name in WITH));
  expect(unread).toEqual([]);
});
