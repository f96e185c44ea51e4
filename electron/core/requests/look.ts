import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Seen } from '../../../shared/contract/requests.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { entityKind, normalKey } from '../../../shared/domain/entities.ts';
import { cardLabel } from '../../../shared/domain/entity-forms.ts';
import { extract } from '../../../shared/domain/extract.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { allCases, caseNumber, requireCase } from '../cases/reads.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { ownTypes } from '../entities/own-types.ts';
import { exhibitsBehind, namesOfCase } from '../entities/reads.ts';
import { sharedFiles } from '../evidence/elsewhere.ts';
import { casesWithBytes } from '../evidence/support.ts';
import { checklistOf } from '../typologies/reads.ts';
import { entityFinder } from './entity-keys.ts';

/** Values of one text; a text that has more is a table, and tables are imported. */
const MOST_VALUES = 500;

type Value = Pick<Seen['values'][number], 'type' | 'label' | 'times'>;
/** The values of a text, each once by what it means, and how many further ones are left out. */
export function valuesIn(text: string): { readonly values: ReadonlyMap<string, Value>; readonly left: number } {
  const values = new Map<string, Value>();
  const beyond = new Set<string>();
  for (const { type, label: written } of extract(text)) {
    const label = type === 'card' ? cardLabel(written) : written;
    const key = normalKey({ type, label });
    const held = values.get(key);
    if (held) held.times++;
    else if (values.size < MOST_VALUES) values.set(key, { type, label, times: 1 });
    else beyond.add(key);
  }
  return { values, left: beyond.size };
}

/** Where the values of a text were seen: numbers alone, and an entry in the log that somebody asked. */
export function look({ session, db, record }: WriteContext, { caseId, text }: Parsed<'request.look'>): Seen {
  if (caseId !== null) requireCase(db, caseId);
  const { values, left } = valuesIn(text);
  const started = performance.now();
  const find = entityFinder(session, db, values.keys());
  const found = [...values].map(([key, value]) => ({ value, cases: casesOf(key, value) }));
  const milliseconds = performance.now() - started;
  const cases = new Set(found.flatMap((each) => each.cases.map((one) => one.caseId)));
  const detail = { values: found.map(({ value }) => `${value.type} ${value.label}`), cases: cases.size };
  record({
    caseId,
    action: 'request.look',
    subject: caseId === null ? 'text of a request' : caseLabel(caseNumber(db, caseId)),
    detail,
  });
  return {
    values: found.map(({ value, cases: of }) => ({ ...value, cases: of })),
    left,
    cases: cases.size,
    milliseconds,
  };

  function casesOf(key: string, { type, label }: { type: string; label: string }): Seen['values'][number]['cases'] {
    const of = new Map<CaseId, { entities: number; exhibits: number }>();
    const add = (id: CaseId, entities: number, exhibits: number): void => {
      const held = of.get(id) ?? { entities: 0, exhibits: 0 };
      if (id !== caseId) of.set(id, { entities: held.entities + entities, exhibits: held.exhibits + exhibits });
    };
    const ids = find(key);
    const behind = new Map(
      exhibitsBehind(
        db,
        ids.map(({ id }) => id),
      ).map(({ id, exhibits }) => [id, exhibits]),
    );
    for (const { id, caseId: held } of ids) add(held, 1, behind.get(id) ?? 0);
    if (type === 'hash' && /^[0-9a-f]{64}$/i.test(label))
      for (const { caseId: held, exhibits } of casesWithBytes(db, label.toLowerCase())) add(held, 0, exhibits);
    return [...of].map(([id, counts]) => ({ caseId: id, label: caseLabel(caseNumber(db, id)), ...counts }));
  }
}

/** Types of which two cases may well hold the same value by chance. */
const COMMON = new Set(['other', 'agent', 'location', 'event', 'message', 'note']);

/** Cases that share entities, files, pictures or methods with this one, those that share most first. */
export function related(
  { session, db, record }: WriteContext,
  { caseId }: Parsed<'request.related'>,
): Output<'request.related'> {
  const own = ownTypes(db);
  const find = entityFinder(session, db);
  const shared = new Map<CaseId, Map<string, Set<string>>>();
  for (const entity of namesOfCase(db, caseId)) {
    if (COMMON.has(entity.type)) continue;
    const key = normalKey(entity);
    for (const other of find(key)) {
      if (other.caseId === caseId) continue;
      const types = shared.get(other.caseId) ?? new Map<string, Set<string>>();
      shared.set(other.caseId, types.set(entity.type, (types.get(entity.type) ?? new Set()).add(key)));
    }
  }
  const files = sharedFiles(db, caseId);
  const methods = methodsOf(db, caseId);
  const both = new Map(
    allCases(db).map(({ id }) => [id, id === caseId ? [] : [...methodsOf(db, id)].filter((each) => methods.has(each))]),
  );
  const ids = [...both].filter(([id, of]) => of.length > 0 || shared.has(id) || files.of.has(id)).map(([id]) => id);
  const found = ids.map((id) => {
    const counted = [...(shared.get(id) ?? [])].map(([type, keys]) => ({
      word: entityKind(type as never, own).words,
      count: keys.size,
    }));
    return {
      caseId: id,
      label: caseLabel(caseNumber(db, id)),
      shared: counted.reduce((sum, { count }) => sum + count, 0),
      types: counted
        .toSorted((a, b) => b.count - a.count)
        .map(({ word, count }) => `${word} ${count}`)
        .join(', '),
      ...(files.of.get(id) ?? { files: 0, pictures: 0 }),
      methods: both.get(id) ?? [],
    };
  });
  const most = found.toSorted(
    (a, b) =>
      b.shared + b.files + b.pictures - (a.shared + a.files + a.pictures) || b.methods.length - a.methods.length,
  );
  record({
    caseId,
    action: 'request.related',
    subject: caseLabel(caseNumber(db, caseId)),
    detail: { cases: found.length },
  });
  return { cases: most, picturesCompared: files.compared };
}

/** How a case is worked: the typologies of its checklist, and the patterns of it that were done. */
const methodsOf = (db: ReadDb | WriteDb, caseId: CaseId): Set<string> =>
  new Set(
    checklistOf(db, caseId).flatMap(({ kind, state, text, typology }) => [
      ...(typology === '' ? [] : [typology]),
      ...(kind === 'pattern' && state === 'done' ? [text.replace(/^Run the pattern: /, '')] : []),
    ]),
  );
