import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { AcceptedPoint, ReportPoint } from '../../../shared/contract/reports.ts';
import type { JobContext } from '../context.ts';
import { stillHolds } from '../query/reads.ts';
import { boundOf } from './material.ts';
import type { Decisions } from './resolve/decide.ts';
import type { Material } from './resolve/material.ts';
import { type Point, pointOf } from './resolve/point.ts';

const TIMEOUT_SECONDS = 60;

/** Runs each frozen query that the edition prints or quotes once more. @returns a point for each that no longer gives its rows */
export async function checkAgain(
  context: JobContext,
  { settings, findings, exhibits }: Material,
  decisions: Decisions,
): Promise<Point[]> {
  const quoted = new Set(boundOf(settings, findings, exhibits).map(({ label }) => label));
  const points: Point[] = [];
  for (const { exhibit, printed, content } of decisions.exhibits.values()) {
    const { id, label, kind, removedAt } = exhibit;
    if (kind !== 'query' || removedAt !== null || content.reason !== null) continue;
    if (!printed && !quoted.has(label)) continue;
    context.label(`Running ${label} again`);
    const add = (words: string) => points.push(pointOf('query-changed', label, words, { exhibit: id }));
    try {
      if (!(await stillHolds(context, exhibit, TIMEOUT_SECONDS)))
        add('It no longer gives the rows that it gave: what it reads has changed since it was saved.');
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'cancelled' || context.signal.aborted) throw error;
      add(`It cannot be run again, so that nothing shows whether its rows still hold: ${error.message}`);
    }
    await context.breathe();
  }
  return points;
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
