import { createHash } from 'node:crypto';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { EntityType } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Sight } from '../../../shared/contract/snapshots.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import type { Held } from '../../../shared/domain/board-identities.ts';
import { legendOf } from '../../../shared/domain/board-legend.ts';
import { drawnOf } from '../../../shared/domain/board-scene.ts';
import { seenBy, sighted, sightWords } from '../../../shared/domain/board-sight.ts';
import { styled } from '../../../shared/domain/board-style.ts';
import { boardSvg } from '../../../shared/domain/board-svg.ts';
import type { CustodyAction } from '../../../shared/domain/custody-actions.ts';
import { entityKind } from '../../../shared/domain/entities.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseFacts } from '../cases/reads.ts';
import type { WriteContext } from '../context.ts';
import { ownTypes } from '../entities/own-types.ts';
import { isPng } from '../files/png.ts';
import { inMemory } from '../files/tickets.ts';

/** A board as it is looked at. */
export interface Looked {
  readonly board: BoardView;
  readonly sight: Sight;
  readonly identities: readonly Held[];
  /** What the picture is called above it. */
  readonly title: string;
  /** UTC instant at which it was so. */
  readonly takenAt: string;
}
interface Drawing {
  readonly png?: Uint8Array | undefined;
  readonly svg?: string | undefined;
}
interface Leaving {
  readonly action: CustodyAction;
  readonly subject: string;
  readonly what: 'board' | 'snapshot';
}

/** Gives a picture to the host, the window's own or one that is drawn here, and records that it left. @throws Fault `unsupported` */
export function handOver(
  { core, db, at, record }: WriteContext,
  looked: Looked,
  { png, svg }: Drawing,
  { action, subject, what }: Leaving,
): { ticket: Ticket; name: string } {
  if (png !== undefined && !isPng(png)) throw new Fault('unsupported', 'The picture of the board is not a PNG file.');
  if (svg !== undefined && !svg.startsWith('<svg ')) throw new Fault('unsupported', 'The drawing is not an SVG file.');
  const { caseId } = looked.board;
  const bytes = png ?? Buffer.from(svg ?? svgOf(db, looked), 'utf8');
  const [ending, mediaType] = png ? ['png', 'image/png'] : ['svg', 'image/svg+xml'];
  const label = caseLabel(caseFacts(db, caseId).number);
  const name = `${label} ${what} ${at.slice(0, 19).replaceAll(':', '')}Z.${ending}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  record({ caseId, action, subject, detail: { name, bytes: bytes.length, sha256 } });
  return { ticket: core.tickets.issue({ name, mediaType, open: () => inMemory(bytes) }), name };
}

/** Exhibits are drawn as their captions: their pictures and tables are drawn by the window. */
function svgOf(db: WriteContext['db'], { board, sight, identities, title, takenAt }: Looked): string {
  const own = ownTypes(db);
  const kind = (type: EntityType) => entityKind(type, own);
  const facts = caseFacts(db, board.caseId);
  const part = styled(sighted(board, sight, identities));
  const { nodes, edges } = drawnOf(part, new Map(), (type) => kind(type).colour);
  const seen = board.items.filter(seenBy(sight)).length;
  const drawn = seen === board.items.length ? '' : sightWords(sight, seen, board.items.length);
  return boardSvg({
    nodes,
    edges,
    tlp: facts.tlp,
    heading: `${facts.title} · ${title} · ${takenAt.slice(0, 16).replace('T', ' ')} UTC`,
    notes: [drawn, part.exhibits.length > 0 ? 'Exhibits are drawn as their captions.' : ''].filter(
      (note) => note !== '',
    ),
    legend: legendOf(part, kind),
    letters: new Map(part.entities.map(({ id, type }) => [id, kind(type).letters])),
  });
}
