import canonicalize from 'canonicalize';
import { Chart } from '../../../shared/contract/charts.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { contentOf, readContent } from '../evidence/reads.ts';
import { meantBy } from '../evidence/renumbered.ts';

/** How a saved chart may be shown, here and where a bundle brings it. */
export const CHART_SHOWN = { mediaType: 'application/json', preview: 'chart' } as const;
const MOST_BYTES = 32 << 20;

/** The bytes of a chart: its specification, the data that it draws and the statement behind it, in the form of RFC 8785, UTF-8. */
export const chartBytes = (chart: Chart): Buffer => Buffer.from(canonicalize(chart) as string, 'utf8');

/**
 * A saved chart, whole. Its bytes may come from elsewhere, so they are held against what a chart is.
 * @throws Fault `not-found`, `conflict` when it was removed, `damaged` when its bytes are no chart
 */
export function savedChart(db: ReadDb | WriteDb, exhibitId: ExhibitId): Chart {
  const { id, bytes } = contentOf(db, exhibitId);
  const parsed =
    bytes > MOST_BYTES ? null : Chart.safeParse(json(Buffer.from(readContent(db, id, 0, bytes)).toString('utf8')));
  if (!parsed?.success)
    throw new Fault('damaged', 'The bytes of that exhibit are no chart that this program can draw.');
  const meant = meantBy(db, exhibitId);
  const { source } = parsed.data;
  const inputs = source.inputs.map((each) => ({
    ...each,
    exhibitLabel: each.exhibitLabel && meant(each.exhibitLabel),
  }));
  return { ...parsed.data, source: { ...source, inputs } };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LABEL = /^E-(\d{4,6})$/;
/** What a chart is said to be computed from although it has no lower number: no honest one is. */
export const computedFromLater = ({ source }: Chart, number: number): string | null =>
  source.inputs
    .map(({ exhibitLabel }) => exhibitLabel)
    .find((label) => label !== null && Number(LABEL.exec(label)?.[1] ?? Number.POSITIVE_INFINITY) >= number) ?? null;
