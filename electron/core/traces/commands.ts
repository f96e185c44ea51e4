import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Trace } from '../../../shared/contract/traces.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { sceneSvg } from '../../../shared/domain/chart-scene/svg.ts';
import { PAPER } from '../../../shared/domain/chart-scene/themes.ts';
import { flowScene, serviceNames } from '../../../shared/domain/tracing/flow-scene.ts';
import { METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { exactValueText, pricedAt } from '../../../shared/domain/tracing/prices.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext, WriteContext } from '../context.ts';
import { stemOf } from '../evidence/names.ts';
import { exhibitById, listExhibits } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { csvLines, FormulaCells, guarded } from '../files/csv.ts';
import { inMemory } from '../files/tickets.ts';
import { lastKept } from '../jobs/last-kept.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { findPatterns, freezePatterns, patternsFinding, placePatterns } from './patterns.ts';
import { savedTrace, TRACE_SHOWN, traceBytes } from './reads.ts';
import { place, previewPlace } from './to-board.ts';
import { runTrace } from './trace.ts';

interface Kept {
  readonly caseId: CaseId;
  readonly ranAt: string;
  readonly trace: Trace;
}
const traces = lastKept<Kept>('trace', 'Run it again.');

export const traceHandlers: Handlers<'trace'> = {
  'trace.run': async (context, { caseId, spec }) => {
    requireCase(context.db, caseId);
    context.label('Following money');
    return keep(context, caseId, await runTrace(context, caseId, spec, ''));
  },
  'trace.freeze': freeze,
  'trace.frozen': ({ db }, { exhibitId }) => {
    const exhibit = exhibitById(db, exhibitId);
    return { exhibit, trace: savedTrace(db, exhibitId), ranAt: exhibit.acquiredAt };
  },
  'trace.rerun': async (context, { exhibitId }) => {
    const { caseId, label } = exhibitById(context.db, exhibitId);
    const then = savedTrace(context.db, exhibitId);
    context.label(`Running ${label} again`);
    const now = await runTrace(context, caseId, then.spec, then.title);
    // Traces saved earlier do not have `excluded`; the bounds beside it, and the runs, are of it.
    const found = ({ transfers, accounts, runs }: Trace) =>
      canonicalize({
        transfers: transfers.map(({ carried: { excluded: _, ...carried }, ...each }) => ({ ...each, carried })),
        ...{ accounts, runs },
      });
    return {
      ...keep(context, caseId, now),
      same: found(then) === found(now),
      sameInputs: canonicalize(then.inputs) === canonicalize(now.inputs),
    };
  },
  'trace.patterns': findPatterns,
  'trace.freezePatterns': freezePatterns,
  'trace.patternsFinding': patternsFinding,
  'trace.placePatterns': placePatterns,
  'trace.previewPlace': previewPlace,
  'trace.place': place,
  'trace.export': exported,
};

const keep = ({ core, session }: JobContext, caseId: CaseId, trace: Trace): Output<'trace.run'> => ({
  traceId: traces.keep(session, { caseId, trace, ranAt: core.now().toISOString() }),
  trace,
});

/** @throws Fault `conflict` for one that is saved already */
function freeze(context: WriteContext, { traceId, title, note, drawnBy }: Parsed<'trace.freeze'>): Exhibit {
  const { caseId, ranAt, trace } = traces.get(context.session, traceId);
  const lacks = drawnBy?.find((method) => !trace.methods.includes(method));
  if (lacks) throw new Fault('bad-request', `This trace has no ${METHODS[lacks].name}.`);
  const bytes = traceBytes({ ...trace, title: title.trim(), drawnBy: [...(drawnBy ?? trace.drawnBy)] });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const there = listExhibits(context.db, caseId).find((each) => each.sha256 === sha256 && each.removedAt === null);
  if (there) throw new Fault('conflict', `It is saved already, as ${there.label}.`);
  const exhibit = storeExhibit(
    context,
    {
      caseId,
      kind: 'trace',
      title: title.trim(),
      originalName: `${stemOf(title, 'trace')}.json`,
      ...TRACE_SHOWN,
      how: 'trace of transfers',
      source: [...new Set(trace.inputs.map(({ exhibit: label, dataset }) => `${label} (${dataset})`))].join(', '),
      note,
      acquiredAt: ranAt,
      action: 'trace.freeze',
      detail: { transfers: trace.allTransfers, accounts: trace.allAccounts, hops: trace.spec.hops, spec: trace.spec },
    },
    bytes,
  );
  indexExhibitText(context.db, exhibit, bytes.toString('utf8'));
  return exhibit;
}

function exported(
  context: WriteContext,
  { of, format, guardFormulas, method, collapse }: Parsed<'trace.export'>,
): Output<'trace.export'> {
  const { core, db, record } = context;
  const found = (): { caseId: CaseId; label: string; trace: Trace } => {
    if ('traceId' in of) return { ...traces.get(context.session, of.traceId), label: '' };
    const { caseId, label } = exhibitById(db, of.exhibitId);
    return { caseId, label, trace: savedTrace(db, of.exhibitId) };
  };
  const { caseId, label, trace } = found();
  if (format === 'svg' && !trace.methods.includes(method))
    throw new Fault('bad-request', `This trace has no ${METHODS[method].name}.`);
  const [bytes, formulas] =
    format === 'csv'
      ? csvOf(trace, guardFormulas)
      : [format === 'json' ? traceBytes(trace) : Buffer.from(drawn(trace, method, collapse), 'utf8'), 0];
  const name = `${[label, stemOf(trace.title, 'trace')].filter((part) => part !== '').join(' ')}.${format}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  record({
    caseId,
    action: 'trace.export',
    subject: label || 'trace',
    detail: { format, bytes: bytes.length, sha256 },
  });
  const mediaType = { json: 'application/json', csv: 'text/csv', svg: 'image/svg+xml' }[format];
  return {
    ticket: core.tickets.issue({ name, mediaType, open: () => inMemory(bytes) }),
    ...{ name, bytes: bytes.length, sha256, guarded: formulas },
  };
}

const DRAWN_WIDTH = 1200;
const drawn = (trace: Trace, method: Method, collapse: boolean): string =>
  sceneSvg(
    flowScene(trace, { width: DRAWN_WIDTH, size: 12, method, ...(collapse && { nameOf: serviceNames(trace) }) }),
    PAPER,
  );

/** The transfers that were reached, amounts in whole units of the asset and not of its base. */
function csvOf({ transfers, methods, prices, asset: { places } }: Trace, guard: boolean): [Buffer, number] {
  const columns = [
    ...['hop', 'time', 'transaction', 'from', 'to', 'amount', 'fee', 'exhibit', 'row'],
    ...methods.map((method) => METHODS[method].short),
    ...['least', 'most'],
    ...(prices ? ['price', 'price date', 'price from', `value ${prices.currency}`] : []),
  ];
  const look = new FormulaCells(columns.map((name) => ({ name })));
  const rows = transfers.map(({ hop, time, transaction, from, to, amount, fee, exhibit, row, carried, priced }, at) => {
    const sum = (units: string): string => unitsText(units, places);
    const cells = [
      ...[String(hop), time, transaction, from, to, sum(amount), sum(fee), exhibit, String(row)],
      ...methods.map((method) => sum(carried.by[method] ?? '0')),
      ...[sum(carried.least), sum(carried.most)],
      ...(prices && priced
        ? [
            ...[priced.price, priced.date, `${priced.list} line ${priced.line}`],
            exactValueText(pricedAt(BigInt(amount), places, priced.price)),
          ]
        : prices
          ? ['', '', '', '']
          : []),
    ];
    look.look(cells, at + 1);
    return guard ? cells.map(guarded) : cells;
  });
  return [csvLines([columns, ...rows]), guard ? look.guardedCells : 0];
}
