import type { Direction, EntityType } from '../../../shared/contract/entities.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import type { Rect } from '../../../shared/domain/board-layout.ts';
import type { OwnKind } from '../../../shared/domain/own-types.ts';
import type { ReportPicture, Shown } from './model.ts';

export interface ReportBoard {
  readonly title: Shown;
  /** Set when items or links of it are not drawn. */
  readonly missing?: { readonly items: number; readonly links: number };
  /** What somebody hid on the board, in every edition. */
  readonly hidden?: { readonly items: number; readonly links: number };
  readonly things: readonly ReportThing[];
  readonly links: readonly ReportLink[];
  /** What the colours and sizes of entities tell, where a measure gives them. */
  readonly measured?: readonly { readonly words: string; readonly colour: string | null }[];
  /** Groups of things, as the board has them. */
  readonly groups?: readonly ReportGroup[];
  /** Things that are held to be the same as another, which is drawn in their place, by id. */
  readonly drawnAs?: Readonly<Record<string, string>>;
}
export interface ReportGroup {
  readonly id: string;
  readonly name: Shown;
  readonly folded: boolean;
  readonly members: readonly string[];
}
/** A snapshot of a board. */
export interface ReportFigure {
  readonly title: Shown;
  readonly caption: Shown;
  /** UTC instant */
  readonly takenAt: string;
  /** How much of the board it shows. */
  readonly extent: string;
  /** Items and links of it that the case does not hold any more. */
  readonly gone: { readonly items: number; readonly links: number };
  readonly board: ReportBoard;
}
export interface ReportThing {
  readonly id: string;
  readonly rect: Rect;
  readonly face:
    | {
        readonly kind: 'entity';
        readonly type: EntityType;
        /** How a type of the users' own is drawn. */
        readonly own?: OwnKind;
        readonly label: Shown;
        /** What else it is held to be, and on what basis, where that is drawn as one with it. */
        readonly alias?: Shown;
        /** By a measure. */
        readonly tint?: string;
        /** It rests on no exhibit. */
        readonly byHand: boolean;
      }
    | {
        readonly kind: 'exhibit';
        readonly label: string;
        readonly title: Shown;
        readonly picture: ReportPicture | null;
        /** First rows of a frozen query. */
        readonly table: { readonly columns: readonly Shown[]; readonly rows: readonly (readonly Cell[])[] } | null;
        /** The canonical form of a chart. */
        readonly chart: Shown | null;
      }
    | { readonly kind: 'note'; readonly text: Shown }
    /** Of a group: a badge in the place of its items, or a frame around them. */
    | { readonly kind: 'badge'; readonly name: Shown; readonly count: string; readonly colour?: string }
    | { readonly kind: 'frame'; readonly name: Shown; readonly count: string };
}
export interface ReportLink {
  readonly id: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  /** null for links of several words that are drawn as one. */
  readonly words: Shown | null;
  /** Drawn as one: how many. */
  readonly times?: number;
  readonly direction: LinkDirection;
  /** What the rows behind it come to, where that is known and shown. */
  readonly facts?: Shown;
  /** By number, with the rows where those are known and shown. */
  readonly exhibits: readonly string[];
}

export type LinkDirection = (typeof Direction.options)[number];
