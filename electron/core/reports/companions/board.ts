import { counted } from '../../../../shared/domain/counted.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import { fitsXml, mixedLinks, type OutGraph, type OutItem, type OutLink } from '../../graph/outgoing.ts';
import { asGraphMl } from '../../graph/write-xml.ts';
import type { ReportModel } from '../model.ts';
import type { ReportBoard, ReportThing } from '../model-board.ts';
import { type MadeFile, madeFile } from './file.ts';

/** Every board that the edition draws, as GraphML 1.0: what the drawing shows, and nothing that it does not. */
export function boardFiles({ board, figures }: Pick<ReportModel, 'board' | 'figures'>, stem: string): MadeFile[] {
  const boards = [
    ...(board ? [{ ending: 'board', what: `Board “${board.title}”`, of: board }] : []),
    ...figures.map(({ title, board: of }, at) => ({ ending: `snapshot-${at + 1}`, what: `Snapshot “${title}”`, of })),
  ];
  return boards.map(({ ending, what, of }) => {
    const { graph, left } = graphOf(of);
    const name = `${stem}.${ending}.graphml`;
    return madeFile(name, `${what}, GraphML`, 'application/graphml+xml', asGraphMl(graph), left);
  });
}

/** What XML cannot hold is written as its code point, as in the PDF. */
const xmlText = (text: string): string =>
  fitsXml(text)
    ? text
    : [...text]
        .map((sign) =>
          fitsXml(sign) ? sign : `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
        )
        .join('');

/** Of each kind of thing its type and its label; a frame around others is none of its own. */
function nodeOf(
  face: ReportThing['face'],
): { readonly type: string; readonly label: string; readonly note: string } | null {
  switch (face.kind) {
    case 'entity': {
      const type = face.own ? entityKind(face.type, [face.own]).word : face.type;
      return { type, label: face.label, note: face.alias ?? '' };
    }
    case 'exhibit':
      return { type: 'exhibit', label: face.label, note: face.title };
    case 'note':
      return { type: 'note', label: face.text, note: '' };
    case 'badge':
      return { type: 'group', label: face.name, note: face.count };
    case 'frame':
      return null;
  }
}

function graphOf({ title, things, links }: ReportBoard): {
  readonly graph: OutGraph;
  readonly left: string | undefined;
} {
  const items = things.flatMap(({ id, rect, face }): OutItem[] => {
    const node = nodeOf(face);
    if (node === null) return [];
    const [label, note] = [xmlText(node.label), xmlText(node.note)];
    // On paper an entity, an exhibit and a note are alike nodes, and the type of a users' own kind is a word of theirs.
    return [{ id, type: xmlText(node.type), label, note, proof: '', createdAt: '', at: rect } as unknown as OutItem];
  });
  const drawn = new Set<string>(items.map(({ id }) => id));
  const joined = links.filter(({ from, to }) => drawn.has(from.id) && drawn.has(to.id));
  const made = joined.map(({ id, from, to, words, times, direction, facts, exhibits }) => ({
    ...{ id, from: from.id, to: to.id, direction, facts: null },
    type: times === undefined ? 'link' : 'links',
    label: xmlText(words ?? counted(times ?? 1, 'link')),
    note: xmlText(facts ?? ''),
    proof: exhibits.join('; '),
  }));
  const left = links.length - joined.length;
  const mixed = mixedLinks(made);
  return {
    graph: { title, items, links: made as unknown as readonly OutLink[], leftOut: [] },
    left:
      [
        left === 0 ? '' : `${counted(left, 'link')} of the board that lead to a group's frame have no edge here.`,
        mixed === 0
          ? ''
          : `${counted(mixed, 'link')} without a direction among others: NetworkX does not read such a file.`,
      ]
        .filter(Boolean)
        .join(' ') || undefined,
  };
}
