import type { BoardOp } from '../../../shared/contract/board.ts';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Trace, TracedTransfer } from '../../../shared/contract/traces.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import { SEVERAL } from '../../../shared/domain/tracing/flow-scene.ts';
import { METHODS } from '../../../shared/domain/tracing/methods.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';
import { applyToBoard } from '../board/apply.ts';
import { boardView } from '../board/reads.ts';
import type { JobContext } from '../context.ts';
import { datasetById, datasetsOfExhibit, datasetTables } from '../datasets/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import { exhibitById } from '../evidence/reads.ts';
import { type PlannedRead, planned } from '../mapping/expand.ts';
import { Planner } from '../mapping/plan.ts';
import { savedTrace, staleLinks } from './reads.ts';
import { tracedLabels } from './traced-labels.ts';

type Asked = Parsed<'trace.place'>;
type Db = ReadDb | WriteDb;
const [FROM, TO] = ['sender account', 'receiver account'];
export const MOST_OPS = 20_000; // of a step of a board

/** What `trace.place` would make; changes nothing. */
export async function previewPlace(context: JobContext, asked: Asked): Promise<Output<'trace.previewPlace'>> {
  context.label('Counting what a trace puts on the board');
  return made(context.db, asked).told;
}

/** @throws Fault `conflict` where nothing is left to be made */
export async function place(context: JobContext, asked: Asked): Promise<Output<'trace.place'>> {
  context.label('Putting a trace on the board');
  return context.write((write) => {
    const { ops, told, label } = made(write.db, asked);
    if (told.total.placed + told.total.links.made + told.relabelled === 0)
      throw new Fault('conflict', 'All of this trace is on the board already.');
    if (ops.length > MOST_OPS)
      throw new Fault(
        'too-large',
        `This makes ${counted(told.total.links.made, 'link')}, more than a board takes at once.`,
      );
    return { ...told, change: applyToBoard(write, asked.boardId, `Trace ${label}`, ops) };
  });
}

function made(db: Db, { exhibitId, boardId, method }: Asked) {
  const { caseId, label } = exhibitById(db, exhibitId);
  const board = boardView(db, boardId);
  if (board.caseId !== caseId) throw new Fault('not-found', 'That board is not of the case of this trace.');
  const trace = savedTrace(db, exhibitId);
  if (!trace.methods.includes(method)) throw new Fault('bad-request', `This trace has no ${METHODS[method].name}.`);
  const { reads, notes } = readsOf(db, caseId, trace);
  const { ops, total } = planned(db, { boardId, entityIds: [] }, reads);
  const anew = staleLinks(db, board).flatMap(({ link, label: said }): BoardOp[] =>
    said !== null && link.exhibits.includes(exhibitId) ? [{ op: 'link.update', id: link.id, label: said }] : [],
  );
  return {
    ops: [...withWeights(db, caseId, ops, trace, { exhibitId, boardId, method }), ...anew],
    told: { total, notes, relabelled: anew.length },
    label,
  };
}

/** Payments with where they were read, of a trace or of a pattern. */
interface Payments {
  readonly transfers: readonly Pick<TracedTransfer, 'exhibit' | 'row' | 'from' | 'to' | 'amount' | 'time'>[];
  readonly allTransfers: number;
  readonly inputs: readonly { readonly exhibit: string; readonly sha256: string }[];
  readonly asset: { readonly symbol: string; readonly places: number };
}

/** The payments by the dataset that each was read from, whose rows are its proof. */
export function readsOf(db: Db, caseId: CaseId, { transfers, inputs, asset, ...trace }: Payments) {
  const tables = new Map(datasetTables(db, caseId).map((table) => [table.exhibitLabel, table]));
  const notes: string[] = [];
  const reads: PlannedRead[] = [];
  let shared = 0;
  for (const [exhibit, those] of Map.groupBy(transfers, (each) => each.exhibit)) {
    const table = tables.get(exhibit);
    const input = inputs.find((each) => each.exhibit === exhibit);
    if (!table || table.sha256 !== input?.sha256) {
      notes.push(
        `${exhibit} holds no table of this trace any more: its ${counted(those.length, 'payment')} are left out.`,
      );
      continue;
    }
    const { exhibitId } = datasetById(db, table.datasetId);
    if (datasetsOfExhibit(db, exhibitId).length > 1) {
      notes.push(
        `${exhibit} holds several tables, so that a row number alone names no row of it: its ${counted(those.length, 'payment')} are left out.`,
      );
      continue;
    }
    const planner = new Planner(
      {
        columns: [FROM, TO].map((column) => ({ column: column as string, type: 'detect' })),
        links: [
          {
            from: FROM as string,
            to: TO as string,
            type: 'paid to',
            direction: 'forward',
            amount: 'amount',
            time: 'time',
          },
        ],
      },
      [
        { name: FROM as string, type: 'TEXT' },
        { name: TO as string, type: 'TEXT' },
        {
          ...{ name: 'amount', type: 'TEXT' },
          reading: {
            kind: 'decimal',
            long: true,
            scale: asset.places,
            form: { ...PLAIN_NUMBERS, unit: asset.symbol.slice(0, 20) },
          },
        },
        { name: 'time', type: 'TEXT' },
      ],
    );
    for (const { row, from, to, amount, time } of those.toSorted((a, b) => a.row - b.row)) {
      const senders = from.split(SEVERAL);
      if (senders.length > 1) shared++;
      for (const sender of senders)
        planner.take([sender, to, senders.length > 1 ? null : unitsText(amount, asset.places), time || null], row);
    }
    reads.push({ planner, exhibitId, leftOut: 0, table });
  }
  if (shared > 0)
    notes.push(
      `${counted(shared, 'payment')} of several senders ${shared === 1 ? 'is' : 'are'} linked to each of them without an amount: which of them paid how much of it is not told.`,
    );
  if (transfers.length < trace.allTransfers)
    notes.push(
      `The exhibit lists ${counted(transfers.length, 'payment')} of ${trace.allTransfers.toLocaleString('en-US')}; the others are not put on the board.`,
    );
  return { reads, notes };
}

/** New links say what of their payments is traced, and rest on the trace as well. Links that were there keep words of their own. */
function withWeights(
  db: Db,
  caseId: CaseId,
  ops: readonly BoardOp[],
  trace: Trace,
  { exhibitId, method }: Asked,
): BoardOp[] {
  const names = new Map<string, string>(listEntities(db, caseId).map(({ id, label }) => [id, label]));
  for (const op of ops) if (op.op === 'entity.create') names.set(op.entity.id, op.entity.label);
  const labelOf = tracedLabels(trace);
  return ops.map((op) => {
    if (op.op !== 'link.create') return op;
    const label = labelOf(method, names.get(op.link.from.id) ?? '', names.get(op.link.to.id) ?? '') ?? '';
    return { ...op, link: { ...op.link, label, exhibits: [...(op.link.exhibits ?? []), exhibitId] } };
  });
}
