import { randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { type Entity, EntityLabel, type EntityOp, type WrittenForm } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { EntityId, type ExhibitId } from '../../../shared/contract/values.ts';
import { normalKey } from '../../../shared/domain/entities.ts';
import { cardLabel } from '../../../shared/domain/entity-forms.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import { extract, extractFromCell, type Hit } from '../../../shared/domain/extract.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';
import { joinRows, RowList } from '../../../shared/domain/row-ranges.ts';
import type { JobContext } from '../context.ts';
import { cellsOf, datasetsOfExhibit, tableOf } from '../datasets/reads.ts';
import { performEntityOps } from '../entities/perform.ts';
import { listEntities } from '../entities/reads.ts';
import { contentOf, derivativeOf, exhibitById, readContent } from '../evidence/reads.ts';
import { textPages } from '../text/page.ts';

const ROWS_AT_ONCE = 2000;
const MOST_VALUES = 5000; // of one exhibit
const MOST_PLACES = 50; // of one value, that are kept by line

/** Written in one way at one place of the exhibit. */
interface Place {
  readonly text: string;
  readonly place: string;
  readonly rows: RowList | null;
}
interface Value {
  readonly type: Hit['type'];
  readonly label: string;
  readonly places: Map<string, Place>;
  count: number;
  /** A tool's guess that a name is used somewhere, which nobody has looked at. */
  lead: boolean;
}
const LEAD =
  'Unverified lead, grade F6: a tool found the name in use (Sherlock or Maigret); no exhibit shows the page yet.';

/** Every value of an exhibit whose type can be told, by type, each with the lines or rows where it stands. */
export async function findEntities(context: JobContext, exhibitId: ExhibitId): Promise<Output<'page.find'>> {
  const { values, left, read } = await valuesOf(context, exhibitId);
  const { caseId } = exhibitById(context.db, exhibitId);
  const known = new Map(listEntities(context.db, caseId).map((each) => [normalKey(each), each]));
  return {
    values: [...values.values()].map((value) => {
      const { type, label, places, count, lead } = value;
      const held = known.get(normalKey({ type, label }));
      return {
        ...{ type, label, count, lead, problem: typedProblem(type, label) },
        known: held ? { id: held.id, label: held.label } : null,
        forms: [...places.values()]
          .slice(0, 20)
          .map(({ text, place, rows }) => ({ text, place, rows: rows?.text() ?? '' })),
      };
    }),
    left,
    read,
  };
}

async function valuesOf(context: JobContext, exhibitId: ExhibitId) {
  const { db } = context;
  const { label, preview, removedAt } = exhibitById(db, exhibitId);
  if (removedAt) throw new Fault('not-found', `${label} was removed.`);
  context.label(`Finding entities in ${label}`);
  const values = new Map<string, Value>();
  const read: string[] = [];
  let left = 0;
  const take = ({ type, text, label: named }: Hit, place: string, row: number | null, lead = false): void => {
    const shown = type === 'card' ? cardLabel(named) : named;
    if (!EntityLabel.safeParse(shown).success) return;
    const key = normalKey({ type, label: shown });
    let value = values.get(key);
    if (!value) {
      if (values.size >= MOST_VALUES) {
        left++;
        return;
      }
      values.set(key, (value = { type, label: shown, places: new Map(), count: 0, lead }));
    }
    value.count++;
    const written = type === 'card' ? cardLabel(text) : text;
    const at = `${written}\n${place}`;
    const held = value.places.get(at);
    if (held) {
      if (row !== null) held.rows?.add(row);
    } else if (value.places.size < MOST_PLACES) {
      const rows = row === null ? null : new RowList();
      if (row !== null) rows?.add(row);
      value.places.set(at, { text: written, place, rows });
    }
  };
  const fromText = (text: string, first: number, of: string): number => {
    let line = first;
    for (const each of text.split(/\r\n|\r|\n/)) {
      for (const hit of extract(each)) take(hit, `${of}line ${line}`, null);
      line++;
    }
    return line - 1;
  };
  const datasets = datasetsOfExhibit(db, exhibitId);
  for (const { id, view } of datasets) {
    const table = tableOf(db, id);
    const names = table.columns.map(({ header }) => header);
    const place = datasets.length > 1 ? view : '';
    const found = names.indexOf('url_user');
    const claims = found >= 0 && names.includes('exists') ? names.indexOf('exists') : -1;
    for (let offset = 0; offset < table.rows; offset += ROWS_AT_ONCE) {
      await context.breathe();
      context.progress(offset, table.rows, 'rows');
      for (const [at, cells] of cellsOf(db, table, offset, ROWS_AT_ONCE).entries()) {
        const row = offset + at + 1;
        if (claims >= 0) {
          const url = cells[found];
          if (cells[claims] === 'Claimed' && url)
            take({ type: 'profile', text: url, label: url, start: 0 }, place, row, true);
          continue;
        }
        for (const [column, cell] of cells.entries())
          if (cell) for (const hit of extractFromCell(cell, names[column] ?? '')) take(hit, place, row);
      }
    }
    read.push(`${table.rows} rows of ${view}`);
  }
  if (datasets.length === 0 && PREVIEWS[preview].text) {
    const { id, bytes } = contentOf(db, exhibitId);
    let line = 1;
    for (const { text } of textPages({ bytes, read: (from, most) => readContent(db, id, from, most) })) {
      line = fromText(text, line, '');
      await context.breathe();
    }
    read.push(`${line} lines`);
  }
  const derived = derivativeOf(db, exhibitId, 'text');
  if (derived) {
    fromText(new TextDecoder().decode(derived.bytes), 1, 'OCR, ');
    read.push('the text that OCR read, which may be wrong');
  }
  if (read.length === 0)
    throw new Fault(
      'unsupported',
      `${label} has no text or rows to look through. Read its text first (OCR), or import it as a table.`,
    );
  return { values, left, read };
}

/** Makes entities of chosen values, each resting on the exhibit, its rows and the lines where it stands. */
export async function takeEntities(
  context: JobContext,
  { exhibitId, chosen }: Parsed<'page.take'>,
): Promise<Output<'page.take'>> {
  const { values } = await valuesOf(context, exhibitId);
  return context.write((write) => {
    const { caseId } = exhibitById(write.db, exhibitId);
    const known = new Map(listEntities(write.db, caseId).map((each) => [normalKey(each), each]));
    const ops: EntityOp[] = [];
    let made = 0;
    for (const key of new Set(chosen.map((each) => normalKey(each)))) {
      const value = values.get(key);
      if (!value) throw new Fault('not-found', 'One of the values is no longer found in the exhibit. Look again.');
      const held = known.get(key);
      const support = supportOf(held, exhibitId, value);
      if (held) ops.push({ op: 'entity.update', id: held.id, ...support });
      else {
        made++;
        const { type, label, lead } = value;
        ops.push({
          op: 'entity.create',
          entity: { id: EntityId.parse(randomUUID()), type, label, note: lead ? LEAD : '', ...support },
        });
      }
    }
    performEntityOps(write, caseId, ops);
    return { made, known: ops.length - made };
  });
}

function supportOf(held: Entity | undefined, exhibit: ExhibitId, { places }: Value) {
  const forms = new Map((held?.forms ?? []).map((form) => [`${form.text}\n${form.exhibit}\n${form.place}`, form]));
  let all = held?.rows?.[exhibit];
  for (const { text, place, rows } of places.values()) {
    const here: WrittenForm = { text, exhibit, place, rows: rows?.text() ?? '' };
    forms.set(`${text}\n${exhibit}\n${place}`, here);
    if (here.rows && place === '') all = all ? joinRows(all, here.rows) : here.rows;
  }
  return {
    exhibits: [...new Set([...(held?.exhibits ?? []), exhibit])],
    rows: { ...held?.rows, ...(all && { [exhibit]: all }) },
    forms: [...forms.values()].slice(0, 1000),
  };
}
