import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { type Analysed, type AnalysisSpec, SavedAnalysis } from '../../../shared/contract/graph-analysis.ts';
import type { BoardId, CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { analysisWords, methodWords } from '../../../shared/domain/graph-words.ts';
import type { JobContext, WriteContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { stemOf } from '../evidence/names.ts';
import { contentOf, exhibitById, exhibitWithBytes, readContent } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { createFinding } from '../findings/create.ts';
import { lastKept } from '../jobs/last-kept.ts';
import { inThread } from '../process/in-thread.ts';
import { indexExhibitText } from '../search/index-text.ts';
import type { FromThread, ToAnalyse } from './graph-thread.ts';
import type { Computed, Network } from './measure/network.ts';
import { graphOf } from './outgoing.ts';

const MOST_SECONDS = 600;
const MOST_MEMORY_MIB = 2048;
const MOST_BYTES = 64 << 20;

const analyses = lastKept<{ readonly caseId: CaseId; readonly saved: SavedAnalysis }>('analysis', 'Run it again.');

export async function analyseGraph(
  context: JobContext,
  { caseId, boardId, spec }: Parsed<'graph.analyse'>,
): Promise<Analysed> {
  context.label('Analysing a graph');
  const { network, title, identities } = networkOf(context.db, caseId, boardId);
  const of = boardId === null ? 'the whole case' : title;
  const named = new Map(network.items.map(({ id, label }) => [id, label]));
  const words = analysisWords(spec, (id) => named.get(id) ?? id);
  const inputSha256 = hashOf(network);
  const { columns, rows, behind, ...computed } = await compute(context, { network, spec });
  const notes = [
    ...computed.notes,
    ...(identities > 0
      ? [
          `${counted(identities, 'identity is', 'identities are')} counted as separate items, although entities of each are held to be the same.`,
        ]
      : []),
  ];
  const ranAt = context.core.now().toISOString();
  const facts = { spec, words, of, items: network.items.length, links: network.links.length, inputSha256 };
  const saved: SavedAnalysis = {
    format: 'redthread graph analysis 1',
    ...facts,
    ...{ boardId, ranAt, notes: [...notes], columns: [...columns] },
    rows: rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null]))),
  };
  const analysisId = analyses.keep(context.session, { caseId, saved });
  return {
    analysisId,
    ...facts,
    table: { columns: [...columns], rows: rows.map((row) => [...row]), notes: [...notes] },
    behind: behind.map(({ items, links }) => ({
      items: items.map((at) => network.items[at]?.id as Analysed['behind'][number]['items'][number]),
      links: links.map((at) => network.links[at]?.id ?? ''),
    })),
  };
}

/** In an order that only types, labels and what joins them tell, so that it is the same wherever ids differ. */
function networkOf(
  db: ReadDb,
  caseId: CaseId,
  boardId: BoardId | null,
): { network: Network; title: string; identities: number } {
  const { items: all, links: joined, title, identities } = graphOf(db, caseId, boardId);
  const items = all
    .map(({ id, type, label }) => ({ id, type, label }))
    .toSorted((a, b) => order(`${a.type}\n${a.label}`, `${b.type}\n${b.label}`));
  const place = new Map<string, number>(items.map(({ id }, at) => [id, at]));
  const links = joined.map(({ id, from, to, type, direction, facts, proof }) => ({
    ...{ id, from: place.get(from) as number, to: place.get(to) as number, type, direction, proof },
    weight: facts?.count ?? 1,
    amount: facts?.amount ? { sum: facts.amount.sum, unit: facts.amount.unit } : null,
    without: facts?.amount ? Math.max(0, facts.count - facts.amount.values) : 0,
  }));
  const told = ({ id: _, ...link }: (typeof links)[number]): string => JSON.stringify(link);
  return {
    network: { items, links: links.toSorted((a, b) => a.from - b.from || a.to - b.to || order(told(a), told(b))) },
    title,
    identities,
  };
}
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of what an analysis is computed from, without ids and proofs. */
const hashOf = ({ items, links }: Network): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        items.map(({ type, label }) => [type, label]),
        links.map(({ from, to, type, direction, weight, amount }) => [from, to, type, direction, weight, amount]),
      ]),
    )
    .digest('hex');

const compute = ({ signal }: JobContext, workerData: ToAnalyse): Promise<Computed> =>
  inThread<FromThread, Computed>(signal, {
    entry: 'graph-thread',
    options: { workerData, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MIB } },
    mostSeconds: MOST_SECONDS,
    tooLarge: `It needs more than ${MOST_MEMORY_MIB / 1024} GiB of memory.`,
    narrower: 'Narrow it: fewer items on the board, shorter paths, or fewer measures.',
    heard: (message, resolve, reject) =>
      'computed' in message ? resolve(message.computed) : reject(new Fault(message.fault.code, message.fault.message)),
  });

/**
 * Saves an analysis as an exhibit, whose bytes are its table with method, parameters, seed and counts; a finding about one that is
 * saved already rests on that exhibit. @throws Fault `conflict` for what is saved already, where no finding is asked for
 */
export function freezeAnalysis(context: WriteContext, asked: Parsed<'graph.freeze'>): Output<'graph.freeze'> {
  const { analysisId, title, claim } = asked;
  const { caseId, saved } = analyses.get(context.session, analysisId);
  const { spec, items, links, inputSha256, ranAt, rows, notes } = saved;
  const method = `${methodWords(spec)}; ${counted(rows.length, 'row')}.`;
  const bytes = Buffer.from(canonicalize(saved) as string, 'utf8');
  const saving = (): Exhibit => {
    const made = storeExhibit(
      context,
      {
        caseId,
        kind: 'file',
        title: title.trim(),
        originalName: `${stemOf(title, 'analysis')}.json`,
        mediaType: 'application/json',
        typeWarning: null,
        preview: 'text',
        how: 'analysis of a graph',
        // Printed where an item is withheld: what names items stays within the bytes.
        source: saved.boardId === null ? 'the whole case' : 'a board of the case',
        note: method,
        acquiredAt: ranAt,
        action: 'graph.freeze',
        detail: { method: spec.method, spec, items, links, rows: rows.length, inputSha256 },
      },
      bytes,
    );
    indexExhibitText(context.db, made, bytes.toString('utf8'));
    return made;
  };
  const there = exhibitWithBytes(context.db, caseId, createHash('sha256').update(bytes).digest('hex'));
  if (there && claim === undefined) throw new Fault('conflict', `It is saved already, as ${there.label}.`);
  const exhibit = there ?? saving();
  if (claim === undefined) return { exhibit, finding: null };
  const explanation = [
    `${method} Over ${counted(items, 'item')} and ${counted(links, 'link')}; kept in ${exhibit.label}.`,
    ...notes,
  ].join('\n\n');
  return { exhibit, finding: createFinding(context, { caseId, claim, explanation, exhibits: [exhibit.id] }) };
}

/** @throws Fault `not-found`, `conflict` when it was removed, `unsupported` when the exhibit is no analysis */
export function savedAnalysis(db: ReadDb, exhibitId: ExhibitId): SavedAnalysis {
  const { id, bytes } = contentOf(db, exhibitId);
  const text = bytes > MOST_BYTES ? '' : Buffer.from(readContent(db, id, 0, bytes)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = SavedAnalysis.safeParse(json);
  if (!parsed.success) throw new Fault('unsupported', 'The bytes of that exhibit are no analysis of a graph.');
  return parsed.data;
}

export async function rerunAnalysis(
  context: JobContext,
  { exhibitId }: Parsed<'graph.rerun'>,
): Promise<Output<'graph.rerun'>> {
  const then = savedAnalysis(context.db, exhibitId);
  const { caseId } = exhibitById(context.db, exhibitId);
  const now = await analyseGraph(context, { caseId, boardId: then.boardId, spec: then.spec as AnalysisSpec });
  const { columns, rows } = now.table;
  const rowsNow = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
  return {
    same: canonicalize(then.rows) === canonicalize(rowsNow),
    sameInput: then.inputSha256 === now.inputSha256,
    rowsThen: then.rows.length,
    rowsNow: rows.length,
    now,
  };
}
