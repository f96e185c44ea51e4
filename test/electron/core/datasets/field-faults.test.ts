import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putFile } from '../../../support/exhibit.ts';

/** Small files on which tools like ours fail, each with what is right; skipped where they are not at hand. */
const folder = '../shared/data/field-faults';
const present = existsSync(folder);

interface Case {
  readonly kind: string;
  readonly files: readonly string[];
  readonly sql: string;
  readonly want: readonly (readonly string[])[];
  readonly why: string;
  readonly warn?: boolean;
}
const cases: Case[] = present
  ? readFileSync(join(folder, 'cases.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ kind }) => kind !== 'money') // how values are typed is tried where they are
  : [];

/** A cell of a result as it is shown. */
function shown(cell: unknown): string {
  if (typeof cell !== 'object' || cell === null) return String(cell);
  const [value] = Object.values(cell);
  return String(value);
}

describe.skipIf(!present)(`field faults${present ? '' : `: ${folder} is absent`}`, () => {
  it.each(cases)('$kind in $files: $why', async ({ files, sql, want, warn }) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    let warnings = 0;
    for (const file of files) warnings += (await putFile(test, caseId, join(folder, file))).certificate.warnings.length;
    const { resultId } = await test.run('query.run', { caseId, sql });
    const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 10 });
    expect(rows.map((row) => row.map(shown))).toEqual(want);
    if (warn) expect(warnings).toBeGreaterThan(0);
  });
});
