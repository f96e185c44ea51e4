import type { Entity, Link, LinkFacts } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { GraphCarried, GraphFormat } from '../../../shared/contract/graph.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { boardView } from '../board/reads.ts';
import { caseNumber } from '../cases/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { linkTimes, listEntities, listLinks } from '../entities/reads.ts';
import { listExhibitHeads } from '../evidence/reads.ts';
import { ledger } from '../identities/reads.ts';

export interface OutItem extends Pick<Entity, 'id' | 'type' | 'label' | 'note' | 'createdAt'> {
  /** "E-0002 rows 1–4; E-0003" */
  readonly proof: string;
  readonly at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}
export interface OutLink extends Pick<Link, 'id' | 'type' | 'label' | 'note' | 'direction'> {
  readonly createdAt: string;
  readonly from: string;
  readonly to: string;
  readonly proof: string;
  readonly facts: LinkFacts | null;
}
/** Entities and the links between them, as they leave. */
export interface OutGraph {
  readonly title: string;
  readonly items: readonly OutItem[];
  readonly links: readonly OutLink[];
  /** What no format carries. */
  readonly leftOut: GraphCarried['leftOut'];
}

interface Held {
  /** How many identities have two items of the graph or more. */
  readonly identities: number;
}

/** Of a board, or of the whole case. @throws Fault `not-found` */
export function graphOf(db: ReadDb, caseId: CaseId, boardId: BoardId | null): OutGraph & Held {
  caseNumber(db, caseId);
  const labels = new Map<string, string>(listExhibitHeads(db, caseId).map(({ id, label }) => [id, label]));
  const proofOf = ({ exhibits, rows = {} }: Pick<Entity, 'exhibits' | 'rows'>): string =>
    exhibits
      .map((id) => [labels.get(id), rows[id] === undefined ? '' : rowsWords(rows[id])].filter(Boolean).join(' '))
      .join('; ');
  const board = boardId === null ? null : boardView(db, boardId);
  if (board && board.caseId !== caseId) throw new Fault('not-found', 'That board is not of this case.');
  const places = new Map<string, NonNullable<OutItem['at']>>(
    board?.items.map(({ subject, x, y, width, height }) => [subject.id, { x, y, width, height }]),
  );
  const entities = board?.entities ?? listEntities(db, caseId);
  const all = board?.links ?? listLinks(db, caseId);
  const ids = new Set<string>(entities.map(({ id }) => id));
  const times = linkTimes(db, caseId);
  const links = all.filter(({ from, to }) => ids.has(from.id) && ids.has(to.id));
  const proven = [...entities, ...links].filter(({ exhibits }) => exhibits.length > 0).length;
  const { identities, entries } = ledger(db, caseId);
  const decided = entries.filter(({ counts: stands, a, b }) => stands && ids.has(a.id) && ids.has(b.id)).length;
  const forms = entities.reduce((sum, entity) => sum + (entity.forms?.length ?? 0), 0);
  return {
    identities: identities.filter(({ members }) => members.filter(({ id }) => ids.has(id)).length > 1).length,
    title: board?.title ?? 'All of the case',
    items: entities.map((entity) => ({ ...entity, proof: proofOf(entity), at: places.get(entity.id) ?? null })),
    links: links.map((link) => ({
      ...link,
      createdAt: times.get(link.id) ?? '',
      from: link.from.id,
      to: link.to.id,
      proof: proofOf(link),
      facts: link.facts ?? null,
    })),
    leftOut: counts([
      ['notes on the board', board?.notes.length ?? 0],
      ['exhibits on the board', board?.exhibits.length ?? 0],
      ['links to notes or exhibits', all.length - links.length],
      ['written forms of items: only their labels leave', forms],
      ['decisions on which items are the same', decided],
      ['proofs: only the labels of exhibits and the numbers of rows leave', proven],
    ]),
  };
}

const counts = (of: readonly (readonly [what: string, count: number])[]): GraphCarried['leftOut'] =>
  of.filter(([, count]) => count > 0).map(([what, count]) => ({ what, count }));

// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 has no way to write
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
export const fitsXml = (text: string): boolean => !NO_XML.test(text);

/** Links without a direction among others that have one: GraphML has them, and NetworkX refuses the whole file. */
export function mixedLinks(links: readonly Pick<OutLink, 'direction'>[]): number {
  const undirected = links.filter(({ direction }) => direction === 'none').length;
  return undirected === links.length ? 0 : undirected;
}

/** What of a graph a format carries. The counts are of what it cannot. */
export function carriedBy(format: GraphFormat, graph: OutGraph): { readonly carried: GraphCarried } {
  const { items, links, leftOut } = graph;
  const own =
    format === 'ftm'
      ? counts([
          ['places on the board', items.filter(({ at }) => at !== null).length],
          [
            'directions: a link without one, or with both, leaves as from one to the other',
            links.filter(({ direction }) => direction !== 'forward').length,
          ],
          ['numbers of rows behind a link', links.filter(({ facts }) => facts !== null).length],
          [
            'amounts of links that are no payment from one to the other',
            links.filter((link) => link.facts?.amount && !isPayment(link)).length,
          ],
        ])
      : format === 'graphml' || format === 'gexf'
        ? counts([
            [
              'notes with characters that XML does not have; they are left out',
              [...items, ...links].filter(({ note }) => !fitsXml(note)).length,
            ],
            [
              'links without a direction among others: NetworkX does not read a file that has both',
              format === 'graphml' ? mixedLinks(links) : 0,
            ],
          ])
        : [];
  return { carried: { items: items.length, links: links.length, leftOut: [...leftOut, ...own] } };
}

export const isPayment = ({ facts, direction }: Pick<OutLink, 'facts' | 'direction'>): boolean =>
  facts?.amount !== undefined && direction === 'forward';
