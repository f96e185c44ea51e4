import { randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Mapping } from '../../../shared/contract/mapping.ts';
import { type BoardId, ExhibitId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { applyToBoard } from '../board/apply.ts';
import { boardView } from '../board/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { exhibitById } from '../evidence/reads.ts';
import { freeze } from '../query/freeze.ts';
import { canonicalHash } from '../query/reads.ts';
import { type Kept, keptResult, readLines } from '../query/results.ts';
import { expand, reach } from './expand.ts';
import { relationOfResult } from './joined-facts.ts';
import { Planner, type Present } from './plan.ts';
import { savedMappings } from './store.ts';

const MOST_OPS = 20_000; // of a step of a board

export const mappingHandlers: Handlers<'mapping'> = {
  'mapping.preview': async (context, { resultId, boardId, mapping }) => {
    context.label('Counting what a mapping makes');
    const kept = keptResult(context.session, resultId);
    const planner = await readThrough(context, kept, mapping);
    return planner.plan(presentIn(context.db, kept, boardId), ExhibitId.parse(randomUUID())).mapped;
  },
  'mapping.apply': apply,
  'mapping.reach': reach,
  'mapping.expand': expand,
  'mapping.list': ({ db }) => savedMappings(db),
  'mapping.save': ({ db, at, session, record }, { name, mapping }) => {
    db.run(sql`
      INSERT INTO mappings (name, mapping, saved_at, saved_by)
      VALUES (${name}, ${JSON.stringify(mapping)}, ${at}, ${session.investigator})
      ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at, saved_by = excluded.saved_by`);
    const { columns, links } = mapping;
    record({
      caseId: null,
      action: 'mapping.save',
      subject: name,
      detail: { columns: columns.length, links: links.length },
    });
    return null;
  },
  'mapping.remove': ({ db, record }, { name }) => {
    if (!db.get(sql`SELECT 1 FROM mappings WHERE name = ${name}`))
      throw new Fault('not-found', `This vault has no mapping called "${name}".`);
    db.run(sql`DELETE FROM mappings WHERE name = ${name}`);
    record({ caseId: null, action: 'mapping.remove', subject: name });
    return null;
  },
};

async function apply(context: JobContext, asked: Parsed<'mapping.apply'>): Promise<Output<'mapping.apply'>> {
  const { resultId, boardId, mapping, title, savedAs } = asked;
  context.label('Mapping a result onto the board');
  const kept = keptResult(context.session, resultId);
  const { result, blocks, caseId } = kept;
  const saved = savedAs === null ? null : exhibitById(context.db, savedAs);
  if (saved && (saved.caseId !== caseId || saved.sha256 !== canonicalHash(result.columns, blocks)))
    throw new Fault('conflict', `${saved.label} does not hold this result. Leave it out: the result is saved then.`);
  const planner = await readThrough(context, kept, mapping);
  return context.write((write) => {
    const exhibit = saved ?? freeze(write, kept, title);
    const { ops, mapped } = planner.plan(presentIn(write.db, kept, boardId), exhibit.id);
    if (ops.length === 0)
      throw new Fault('bad-request', 'The mapped columns hold no value, so nothing can be made of them.');
    if (ops.length > MOST_OPS)
      throw new Fault(
        'too-large',
        `This makes ${counted(mapped.placed, 'item')} and ${counted(mapped.links.made, 'link')}, more than a board takes at once. Narrow the rows, or group them first.`,
      );
    const change = applyToBoard(write, boardId, `Map ${exhibit.label}`, ops);
    return { mapped, exhibitId: exhibit.id, exhibit: exhibit.label, change };
  });
}

/** @throws Fault `bad-request` naming a column that the result does not have */
async function readThrough(context: JobContext, { result, blocks }: Kept, mapping: Mapping): Promise<Planner> {
  let planner: Planner;
  try {
    planner = new Planner(mapping, result.columns);
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('bad-request', error.message);
    throw error;
  }
  for (const { lines } of blocks) {
    for (const row of readLines(lines)) planner.take(row);
    await context.breathe();
  }
  return planner;
}

/** @throws Fault `not-found` for a board of another case */
function presentIn(db: ReadDb | WriteDb, { caseId, result, blocks }: Kept, boardId: BoardId): Present {
  const { caseId: of, items } = boardView(db, boardId);
  if (of !== caseId) throw new Fault('not-found', 'That board is not of the case of this result.');
  return {
    entities: listEntities(db, caseId),
    links: listLinks(db, caseId),
    items,
    relation: relationOfResult(db, result, blocks),
  };
}
