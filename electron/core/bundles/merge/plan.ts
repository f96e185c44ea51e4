import type { Take } from '../../../../shared/contract/bundle-report.ts';
import type { Row } from './rows.ts';
import { textsIn } from './translate.ts';

export interface Planned extends Row {
  /** What is done: what was chosen, but for what cannot be without something that stays out. */
  readonly does: Take;
  readonly refused: string;
}
export interface Chosen {
  readonly changed: 'ours' | 'theirs';
  readonly conflicts: Take;
  readonly choices: ReadonlyMap<string, Take>;
}
export const AS_REPORTED: Chosen = { changed: 'theirs', conflicts: 'ours', choices: new Map() };

function wanted({ key, state, choices, take }: Row, { changed, conflicts, choices: chosen }: Chosen): Take {
  const given =
    chosen.get(key) ?? (state === 'conflict' ? conflicts : state === 'theirs' && take === 'theirs' ? changed : take);
  return choices.length === 0 ? take : choices.includes(given) ? given : 'ours';
}

/** What comes in, and what cannot since it rests on something that does not: deleted here, or left out by choice. */
export function planned(rows: readonly Row[], chosen: Chosen): Planned[] {
  const does = new Map<Row, Take>(rows.map((row) => [row, wanted(row, chosen)]));
  const refused = new Map<Row, string>();
  const out = new Map<string, string>();
  const leave = (row: Row): void => {
    does.set(row, 'ours');
    if (row.pair.theirs && !row.pair.ours) out.set(row.pair.theirs.id, row.title);
  };
  for (const row of rows) if (does.get(row) === 'ours') leave(row);
  for (let more = true; more; ) {
    more = false;
    for (const row of rows) {
      const { pair } = row;
      if (does.get(row) === 'ours' || !pair.theirs) continue;
      const needs = pair.ours
        ? textsIn(pair.theirs.fields)
        : (pair.kind.needs?.(pair.theirs.self) ?? textsIn(pair.theirs.self));
      for (const need of needs) {
        const missing = typeof need === 'string' ? out.get(need) : undefined;
        if (missing === undefined) continue;
        refused.set(row, `It rests on "${missing}", which is not here.`);
        leave(row);
        more = true;
        break;
      }
    }
  }
  return rows.map((row) => ({ ...row, does: does.get(row) ?? 'ours', refused: refused.get(row) ?? '' }));
}
