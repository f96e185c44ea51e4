import canonicalize from 'canonicalize';
import type { BoardView } from '../../../shared/contract/board.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Trace } from '../../../shared/contract/traces.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { contentOf, exhibitById, readContent } from '../evidence/reads.ts';
import { meantBy } from '../evidence/renumbered.ts';
import * as ofac from './ofac-xml.ts';
import { methodOfLabel, tracedLabels } from './traced-labels.ts';

/** How a saved trace may be shown, here and where a bundle brings it. */
export const TRACE_SHOWN = { mediaType: 'application/json', preview: 'trace' } as const;
const MOST_BYTES = 64 << 20;

/** The bytes of a trace: parameters, inputs by hash, result and method, in the form of RFC 8785, UTF-8. */
export const traceBytes = (trace: Trace): Buffer => Buffer.from(canonicalize(trace) as string, 'utf8');

/**
 * A saved trace, whole. Its bytes may come from elsewhere, so they are held against what a trace is.
 * @throws Fault `not-found`, `conflict` when it was removed, `damaged` when its bytes are no trace
 */
export function savedTrace(db: ReadDb | WriteDb, exhibitId: ExhibitId): Trace {
  const { id, bytes } = contentOf(db, exhibitId);
  const text = bytes > MOST_BYTES ? '' : Buffer.from(readContent(db, id, 0, bytes)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = Trace.safeParse(json);
  if (!parsed.success) throw new Fault('damaged', 'The bytes of that exhibit are no trace that this program knows.');
  const { data } = parsed;
  const meant = meantBy(db, exhibitId);
  const here = <T extends { readonly exhibit: string }>(each: T): T => ({ ...each, exhibit: meant(each.exhibit) });
  const prices = data.prices && { ...data.prices, lists: data.prices.lists.map(here) };
  return { ...data, inputs: data.inputs.map(here), lists: data.lists.map(here), prices };
}

/** A link whose words say an amount or a band that its trace does not give, and what it gives; null where it cannot be told. */
export interface StaleLink {
  readonly link: BoardView['links'][number];
  readonly label: string | null;
}

/**
 * Links of a board that a trace has labelled and whose words none of their traces gives: they were put there by an earlier reckoning.
 * Words of a person are left alone, and so are links whose trace was removed.
 */
export function staleLinks(db: ReadDb | WriteDb, { links, entities }: BoardView): StaleLink[] {
  const labelled = links.flatMap((link) => {
    const method = methodOfLabel(link.label);
    return method === null ? [] : [{ link, method }];
  });
  const names = new Map<string, string>(entities.map(({ id, label }) => [id, label]));
  const traces = new Map<ExhibitId, ReturnType<typeof tracedLabels> | null>();
  const labelsOf = (id: ExhibitId) => {
    const { kind, removedAt } = exhibitById(db, id);
    if (!traces.has(id))
      traces.set(id, kind === 'trace' && removedAt === null ? tracedLabels(savedTrace(db, id)) : null);
    return traces.get(id) ?? null;
  };
  return labelled.flatMap(({ link, method }) => {
    const ends = [names.get(link.from.id) ?? '', names.get(link.to.id) ?? ''] as const;
    const given = link.exhibits.flatMap((id) => labelsOf(id)?.(method, ...ends) ?? []);
    const [first] = given;
    if (first === undefined || given.includes(link.label)) return [];
    return [{ link, label: given.length === 1 ? first : null }];
  });
}

/** The datasets, lists of labels and tables of prices that a trace read, as a report names what something was made from. */
export const inputsOfTrace = ({ inputs, lists, prices }: Trace) => [
  ...inputs.map(({ exhibit, dataset, sha256 }) => ({ name: dataset, exhibitLabel: exhibit, sha256 })),
  ...lists.map(({ exhibit, format, sha256 }) => ({ name: format, exhibitLabel: exhibit, sha256 })),
  ...(prices?.lists ?? []).map(({ exhibit, sha256 }) => ({ name: 'prices', exhibitLabel: exhibit, sha256 })),
];

/** Addresses of OFAC's SDN list as XML; null for any other text. */
export const { readOfacXml } = ofac;
