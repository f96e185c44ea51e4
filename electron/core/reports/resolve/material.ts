import type { BoardView } from '../../../../shared/contract/board.ts';
import type { Entity } from '../../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { Finding, FindingComment } from '../../../../shared/contract/findings.ts';
import type { Identity, IdentityEntry } from '../../../../shared/contract/identities.ts';
import type { Judgement } from '../../../../shared/contract/judgements.ts';
import type { QueryInput } from '../../../../shared/contract/query.ts';
import type { Edition } from '../../../../shared/contract/report-setup.ts';
import type { ReportSettings } from '../../../../shared/contract/reports.ts';
import type { SnapshotView } from '../../../../shared/contract/snapshots.ts';
import type { ManualEvent } from '../../../../shared/contract/timeline.ts';
import type { CheckItem } from '../../../../shared/contract/typologies.ts';
import type { Cell, ExhibitId } from '../../../../shared/contract/values.ts';
import type { CellsThere } from '../../../../shared/domain/bound-values.ts';
import type { OwnKind } from '../../../../shared/domain/own-types.ts';
import type { Plain, ReportContent, ReportEntry, ReportModel, ReportPicture } from '../model.ts';
import type { ColumnReach } from './reach.ts';

/** Why and when this is printed, and by whom. */
export interface Occasion {
  readonly edition: Edition;
  /** UTC instant, and the zone in which a reader is told it. */
  readonly printedAt: string;
  readonly zone: string;
  readonly preparedBy: string;
  /** The vault is opened read-only. */
  readonly unrecorded: boolean;
  readonly program: string;
  /** Of this copy; where it is left out, that of the settings. */
  readonly recipient?: string;
  /** Set where each page says whose copy it is. */
  readonly copyNumber?: number;
  /** Lists also what is too much for a print. */
  readonly unabridged?: boolean;
}

/** What a report is made of as the vault holds it, nothing withheld yet. No part of the PDF ever sees it. */
export interface Material {
  readonly case: Plain<ReportModel['case']>;
  /** Whether all its requests have got their final answers. */
  readonly answered?: boolean;
  readonly settings: ReportSettings;
  readonly findings: readonly Finding[];
  /** What the case is judged by beside its findings. */
  readonly judgement: Judgement;
  /** Comments on findings that nobody has resolved. */
  readonly comments: readonly FindingComment[];
  readonly exhibits: readonly Exhibit[];
  readonly copies: ReadonlyMap<ExhibitId, Copied>;
  /** Pictures of which a region is redacted, with those of the case that look like them or one of their versions. */
  readonly alike?: ReadonlyMap<ExhibitId, readonly ExhibitId[]>;
  /** What each frozen query and each chart read. */
  readonly inputs: ReadonlyMap<ExhibitId, readonly Omit<QueryInput, 'datasetId'>[]>;
  /** Cells of frozen queries that the texts and the first page name, by `boundKey`; one that is not there is missing. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** By label, what the frozen queries have that texts name. */
  readonly cellsThere: ReadonlyMap<string, CellsThere>;
  /** By label, the rows of the largest table of each exhibit where texts cite rows; null of one without a table. Charts and traces are not in it. */
  readonly rowsThere: ReadonlyMap<string, number | null>;
  /** Snapshots of the case by id, and whether each is a figure of the report; those that findings name. */
  readonly snapshots: ReadonlyMap<string, boolean>;
  /** What the entities rest on that findings name. */
  readonly named: ReadonlyMap<string, readonly ExhibitId[]>;
  /** What the edition's rules about columns reach, by the column. */
  readonly reached?: ReadonlyMap<string, ColumnReach>;
  /** What came into being as an attachment of a mail that is an exhibit. */
  readonly attachments: ReadonlySet<ExhibitId>;
  /** None where the edition draws none. */
  readonly board: BoardView | null;
  /** Ids of links of the board whose words say an amount that their trace does not give. */
  readonly stale: ReadonlySet<string>;
  /** Snapshots that are figures of the report, in their order. */
  readonly figures: readonly SnapshotView[];
  /** What each entity that a figure shows rests on now; one that is gone is not in it. */
  readonly restsNow: ReadonlyMap<string, readonly ExhibitId[]>;
  /** Entered by hand on the timeline, of the whole case. */
  readonly events: readonly ManualEvent[];
  /** Of the whole case; none where the edition has no list of them. */
  readonly entities: readonly Entity[];
  /** None where the edition does not print it. */
  readonly checklist: readonly CheckItem[];
  /** Which entities are held to be one, and by which entries. */
  readonly ledger: { readonly identities: readonly Identity[]; readonly entries: readonly IdentityEntry[] };
  readonly ownTypes: readonly OwnKind[];
  /** Of the assets of the case's transfers ("PEPE"), where its texts have abbreviations that are not known otherwise. */
  readonly assetCodes?: readonly string[];
  readonly entries: readonly Plain<ReportEntry>[];
  /** More than `entries` when the log is very long. */
  readonly entriesTotal: number;
  readonly chain: ReportModel['chain'];
  readonly signedBy: string;
}

/** How a working copy came about. */
export interface Copied {
  readonly originalId: ExhibitId;
  /** A part was blackened out. */
  readonly redacts: boolean;
  readonly crops: boolean;
}

/** What of an exhibit's bytes is printed, read only where a decision shows it. */
export interface Read {
  readonly picture: ReportPicture | null;
  /** Why a picture that may be shown cannot be printed. */
  readonly pictureProblem: string | null;
  /** SHA-256 of the rendition as it would be without the regions that the edition redacts; it may be in no print. */
  readonly bare?: string;
  readonly content: Plain<ReportContent>;
}
export type Contents = ReadonlyMap<ExhibitId, Read>;
