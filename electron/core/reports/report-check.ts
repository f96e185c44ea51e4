import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { AcceptedPoint, PointCode, ReportPoint } from '../../../shared/contract/reports.ts';
import type { JobContext } from '../context.ts';
import { lookedAtAgain } from '../query/reads.ts';
import { boundOf } from './material.ts';
import type { ReportModel, Shown } from './model.ts';
import type { Decisions } from './resolve/decide.ts';
import type { Material } from './resolve/material.ts';
import { type Point, pointOf } from './resolve/point.ts';
import { redactor } from './resolve/redact.ts';
import type { Secrets } from './resolve/seek.ts';

const TIMEOUT_SECONDS = 60;

export interface Again {
  /** For each query that no longer gives its rows, and for each warning of one that a text or a key number quotes. */
  readonly points: readonly Point[];
  /** What the rows of a query do not say of themselves, by its label. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
}

/** Runs each frozen query that the edition prints or quotes once more. */
export async function checkAgain(
  context: JobContext,
  { settings, findings, exhibits }: Material,
  decisions: Decisions,
): Promise<Again> {
  const quoted = new Set(boundOf(settings, findings, exhibits).map(({ label }) => label));
  const points: Point[] = [];
  const warned = new Map<string, readonly string[]>();
  for (const { exhibit, printed, content } of decisions.exhibits.values()) {
    const { id, label, kind, removedAt } = exhibit;
    if (kind !== 'query' || removedAt !== null || content.reason !== null) continue;
    if (!printed && !quoted.has(label)) continue;
    context.label(`Running ${label} again`);
    const add = (code: PointCode, words: string) => points.push(pointOf(code, label, words, { exhibit: id }));
    try {
      const { holds, warnings } = await lookedAtAgain(context, exhibit, TIMEOUT_SECONDS);
      if (!holds)
        add('query-changed', 'It no longer gives the rows that it gave: what it reads has changed since it was saved.');
      if (warnings.length > 0) warned.set(label, warnings);
      if (quoted.has(label)) for (const warning of warnings) add('query-warned', `A text quotes its cells. ${warning}`);
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'cancelled' || context.signal.aborted) throw error;
      add(
        'query-changed',
        `It cannot be run again, so that nothing shows whether its rows still hold: ${error.message}`,
      );
    }
    await context.breathe();
  }
  return { points, warnings: warned };
}

/** The model with the warnings of its queries, in which the edition redacts what it redacts elsewhere. */
export function withWarnings(model: ReportModel, { warnings }: Again, secrets: Secrets): ReportModel {
  if (warnings.size === 0) return model;
  const hide = redactor(secrets);
  const exhibits = model.exhibits.map((each) => {
    const own = warnings.get(each.record.label);
    if (each.content?.kind !== 'query' || own === undefined) return each;
    const query = { ...each.content.query, warnings: own.map((text) => hide(text) as Shown) };
    return { ...each, content: { ...each.content, query } };
  });
  return { ...model, exhibits };
}

/** The same for as long as the words of a point are: a text that is changed is open again. */
const keyOf = ({ code, where, words }: Point): string =>
  createHash('sha256')
    .update(JSON.stringify([code, where, words]))
    .digest('hex')
    .slice(0, 32);

/** Points with what was decided on them. */
export const judged = (points: readonly Point[], accepted: readonly AcceptedPoint[]): ReportPoint[] =>
  points.map((point) => {
    const key = keyOf(point);
    const found = accepted.find((each) => each.key === key);
    return { ...point, key, accepted: found ? { reason: found.reason, by: found.by, at: found.at } : null };
  });

/** How many points are open, and those that were accepted as a record of the print keeps them. */
export function settledIn(points: readonly ReportPoint[]) {
  const accepted = points.flatMap(({ where, words, accepted: as }) =>
    as === null ? [] : [{ where, words, reason: as.reason, by: as.by }],
  );
  return { open: points.length - accepted.length, accepted };
}
