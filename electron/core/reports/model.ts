import type { Tlp } from '../../../shared/contract/cases.ts';
import type { Direction, EntityType } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Confidence, Likelihood } from '../../../shared/contract/findings.ts';
import type { QueryInput, ResultColumn } from '../../../shared/contract/query.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import type { Rect } from '../../../shared/domain/board-layout.ts';
import type { ExhibitKind } from '../../../shared/domain/exhibit-kinds.ts';
import type { WrittenEntry } from '../custody/reads.ts';

/** Everything a report says, as plain data: what the core gathers and the pdf process lays out. */
export interface ReportModel {
  readonly edition: Edition;
  /** UTC instant, and the zone in which a reader is told it. */
  readonly printedAt: string;
  readonly zone: string;
  readonly case: {
    readonly label: string;
    readonly title: string;
    readonly codename: string;
    readonly tlp: Tlp;
    readonly requester: string;
    readonly team: string;
    readonly priority: string;
    readonly status: string;
    readonly dueAt: string | null;
    readonly dueZone: string;
    readonly background: string;
  };
  readonly preparedBy: string;
  readonly program: string;
  readonly recipient: string;
  readonly caveat: string;
  readonly summary: string;
  readonly method: string;
  /** The newest entry of the custody log when this was gathered. */
  readonly chain: { readonly seq: number; readonly hash: string };
  /** Fingerprint of the key that the finished file is signed with. */
  readonly signedBy: string;
  readonly findings: readonly ReportFinding[];
  readonly exhibits: readonly ReportExhibit[];
  /** One line for each exhibit of the case, printed at length or not. */
  readonly register: readonly Exhibit[];
  readonly board: ReportBoard | null;
  readonly indicators: readonly ReportIndicator[];
  readonly indicatorTotal: number;
  readonly custody: readonly WrittenEntry[];
  /** Entries there are; more than are printed when the log is very long. */
  readonly custodyTotal: number;
}

export interface ReportFinding {
  readonly label: string;
  readonly claim: string;
  readonly explanation: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly basis: 'evidence' | 'assessment';
  readonly exhibits: readonly string[];
}

/** A rendition of an image, never the original. */
export interface ReportPicture {
  /** JPEG */
  readonly bytes: Uint8Array;
  /** Pixels of the original as displayed; the rendition may have fewer. */
  readonly width: number;
  readonly height: number;
}

export interface ReportExhibit {
  readonly record: Exhibit;
  readonly picture: ReportPicture | null;
  /** Why a picture that exists is not printed. */
  readonly pictureLeftOut: string | null;
  readonly content: ReportContent;
}

/** What is printed of an exhibit of each kind, beside its record and its picture. */
interface Contents {
  readonly file: { readonly datasets: readonly ReportDataset[] };
  readonly query: { readonly query: ReportQuery };
}
export type ContentOf<K extends ExhibitKind> = { readonly kind: K } & Contents[K];
export type ReportContent = { [K in ExhibitKind]: ContentOf<K> }[ExhibitKind];

export interface ReportDataset {
  readonly view: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** How it was read, in words. */
  readonly sentence: string;
}

export interface ReportQuery {
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowCount: number;
  readonly limitedBy: 'rows' | 'bytes' | null;
  readonly inputs: readonly QueryInput[];
  readonly ranAt: string;
}

export interface ReportBoard {
  readonly title: string;
  readonly things: readonly ReportThing[];
  readonly links: readonly ReportLink[];
}
export interface ReportThing {
  readonly id: string;
  readonly rect: Rect;
  readonly face:
    | { readonly kind: 'entity'; readonly type: EntityType; readonly label: string }
    | {
        readonly kind: 'exhibit';
        readonly label: string;
        readonly title: string;
        readonly picture: ReportPicture | null;
        /** First rows of a frozen query. */
        readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] } | null;
      }
    | { readonly kind: 'note'; readonly text: string };
}
export interface ReportLink {
  readonly id: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  readonly words: string;
  readonly direction: LinkDirection;
  readonly exhibits: readonly string[];
}

export interface ReportIndicator {
  readonly type: EntityType;
  readonly label: string;
  readonly note: string;
  readonly exhibits: readonly string[];
}

/** What comes back from the pdf process. */
export interface PrintedPdf {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Characters that none of the fonts has, as they were printed: "⟨U+10A40⟩". */
  readonly unknownCharacters: readonly string[];
}

export type LinkDirection = (typeof Direction.options)[number];
