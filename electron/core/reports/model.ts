import type { Tlp } from '../../../shared/contract/cases.ts';
import type { EntityType } from '../../../shared/contract/entities.ts';
import type { FindingConfidence, FindingLikelihood, Format } from '../../../shared/contract/findings.ts';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { AiUse, Certificate, Edition, ReportSection } from '../../../shared/contract/report-setup.ts';
import type { LeftOut } from '../../../shared/contract/reports.ts';
import type { CheckState } from '../../../shared/contract/typologies.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import type { ExhibitKind } from '../../../shared/domain/exhibit-kinds.ts';
import type { Precision } from '../../../shared/domain/moments.ts';
import type { OwnKind } from '../../../shared/domain/own-types.ts';
import type { ReportBoard, ReportFigure } from './model-board.ts';
import type { TracedText } from './traced-statements.ts';
import type { Block } from './working/blocks.ts';

declare const resolved: unique symbol;
/** Words of the case that the edition shows. `resolve` alone makes them of what was read, so that a raw text fits in no place here. */
export type Shown = string & { readonly [resolved]: true };
/** The same, from outside the resolver: for what a test makes up. */
export type Plain<T> = T extends Shown
  ? string
  : T extends string | number | boolean | null | undefined | Uint8Array
    ? T
    : T extends readonly (infer Each)[]
      ? readonly Plain<Each>[]
      : { readonly [K in keyof T]: Plain<T[K]> };

/** What the margins of every page say. */
export interface PageFrame {
  readonly case: { readonly label: string; readonly title: string; readonly codename: string; readonly tlp: Tlp };
  readonly preparedBy: string;
  readonly unrecorded: boolean;
  readonly draft: number;
  readonly caveat: string;
  /** Left out for A4. */
  readonly paper?: 'letter';
  /** Of whom, and which, copy each page says it is; of a report alone. */
  readonly copy?: number;
  readonly recipient?: string;
  readonly preview?: true;
}

/** A document of a few pages that is no report: a reply, a briefing, a certificate. Its words were decided and checked before. */
export interface Letter extends PageFrame {
  readonly title: string;
  /** UTC instant. */
  readonly printedAt: string;
  readonly program: string;
  readonly blocks: readonly LetterBlock[];
}
export type LetterBlock =
  | { readonly kind: 'heading' | 'text' | 'note'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      /** Points, by column; the one of 0 takes the rest. */
      readonly widths: readonly number[];
      /** Columns of numbers. */
      readonly right?: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'bars';
      readonly keys: { readonly now: string; readonly before: string };
      readonly bars: readonly { readonly name: string; readonly now: number; readonly before: number }[];
    };

/** Everything an edition of a report says, as plain data, and nothing else: what was resolved, and the pdf process lays out. */
export interface ReportModel {
  readonly edition: Edition;
  /** UTC instant, and the zone in which a reader is told it. */
  readonly printedAt: string;
  readonly zone: string;
  readonly case: {
    readonly label: string;
    readonly title: Shown;
    readonly codename: Shown;
    readonly tlp: Tlp;
    readonly requester: Shown;
    readonly team: Shown;
    readonly priority: string;
    readonly status: string;
    readonly dueAt: string | null;
    readonly dueZone: string;
    readonly background: Shown;
  };
  readonly preparedBy: string;
  readonly program: string;
  /** Printed from a vault that was opened read-only: its custody log does not tell of this print. */
  readonly unrecorded: boolean;
  /** Points of the report check that are open; with any, each page says that it is a draft. */
  readonly draft: number;
  readonly recipient: Shown;
  /** In their order, where that was chosen; else all that the edition has. */
  readonly sections?: readonly ReportSection[];
  /** Left out for A4. */
  readonly paper?: 'letter';
  /** Where the edition bears another label. */
  readonly tlpOfCase?: Tlp;
  readonly annex?: ReportAnnex;
  /** Number of the copy, which each page bears with the recipient. */
  readonly copy?: number;
  /** For the screen alone: each page says that it is no report. */
  readonly preview?: true;
  readonly caveat: Shown;
  readonly summary: Shown;
  readonly method: Shown;
  readonly brief: ReportBrief;
  /** The newest entry of the custody log when this was gathered. */
  readonly chain: { readonly seq: number; readonly hash: string };
  /** Fingerprint of the key that the finished file is signed with. */
  readonly signedBy: string;
  readonly findings: readonly ReportFinding[];
  /** Texts whose statements are traced one by one; empty where the edition has no annex of them. */
  readonly traced: readonly TracedText[];
  /** Hypotheses, assumptions, gaps and actions; null where nobody stated any. */
  readonly judgement: ReportJudgement | null;
  readonly exhibits: readonly ReportExhibit[];
  /** One line for each exhibit of the case, printed at length or not. */
  readonly register: readonly ReportLine[];
  /** What this edition does not show, counted. */
  readonly leftOut: readonly Omit<LeftOut, 'names'>[];
  /** Labels that stand in the place of what the edition redacts. */
  readonly redactedAs: readonly string[];
  readonly board: ReportBoard | null;
  /** Snapshots of boards that were chosen, in their order. */
  readonly figures: readonly ReportFigure[];
  /** Entered by hand, in the order in which they happened; those whose time is withheld are last. Empty where the edition has none. */
  readonly events: readonly ReportEvent[];
  /** More than `events` when they are very many. */
  readonly eventTotal: number;
  readonly indicators: readonly ReportIndicator[];
  readonly indicatorTotal: number;
  /** What was asked and done by a list, in its order; empty where the edition has none. */
  readonly checklist: readonly ReportCheck[];
  readonly custody: readonly ReportEntry[];
  /** Entries there are; more than are printed when the log is very long. */
  readonly custodyTotal: number;
}

/** What the annexes of the legal edition say beside the register and the log. */
export interface ReportAnnex {
  readonly limitations: Shown;
  readonly terms: readonly { readonly term: Shown; readonly meaning: Shown }[];
  /** What each exhibit that the program made was made from: exhibits by their numbers. */
  readonly derivation: readonly { readonly label: string; readonly how: string; readonly from: readonly string[] }[];
  readonly certificate: { readonly kind: Certificate['kind']; readonly signatory: Shown; readonly role: Shown };
  readonly aiNone: { readonly by: string; readonly at: string } | null;
  readonly aiUse: readonly ReportAiUse[];
}
export interface ReportAiUse {
  readonly section: Shown;
  readonly tool: Shown;
  readonly version: Shown;
  readonly where: AiUse['where'];
  readonly purpose: Shown;
  readonly prompt: Shown;
  readonly inputs: readonly string[];
  readonly outputSha256: string;
  readonly reviewer: Shown;
  readonly check: Shown;
}

/** What the first page of the executive edition says beside the summary. */
export interface ReportBrief {
  readonly bottomLine: Shown;
  readonly confidence: FindingConfidence;
  readonly unknowns: Shown;
  readonly decision: Shown;
  readonly decisionBy: Shown;
  /** A day of the calendar, and whether it was over when this was printed. */
  readonly decisionDue: { readonly day: string; readonly past: boolean } | null;
  readonly nextStep: Shown;
  readonly numbers: readonly {
    readonly label: Shown;
    /** The cell, to the last digit. */
    readonly value: Shown;
    readonly unit: Shown;
    readonly exhibit: string;
  }[];
  readonly figure: {
    readonly label: string;
    readonly caption: Shown;
    readonly picture: ReportPicture | null;
    readonly content: ReportContent | null;
  } | null;
}

export interface ReportCheck {
  readonly text: Shown;
  readonly typology: Shown;
  readonly state: CheckState;
  readonly note: Shown;
  /** Empty, and null, while nobody has said anything of it. */
  readonly by: string;
  readonly at: string | null;
}

export interface ReportFinding {
  readonly label: string;
  readonly claim: Shown;
  readonly explanation: Shown;
  /** What stands where in the explanation. */
  readonly format: readonly Format[];
  readonly likelihood: FindingLikelihood;
  readonly confidence: FindingConfidence;
  /** Why it is what it is. */
  readonly reasons: Shown;
  readonly basis: 'evidence' | 'assessment';
  /** "E-0003", or "E-0003 (withheld)" */
  readonly exhibits: readonly string[];
  readonly origins: Origins;
  /** How far it is reviewed, in words; null for a draft, and where the edition does not tell. */
  readonly review: Shown | null;
}

/** What a case is judged by beside its findings. */
export interface ReportJudgement {
  /** By what speaks against them, the least first; "H2" by the order in which they were stated. */
  readonly hypotheses: readonly { readonly label: string; readonly text: Shown; readonly against: number }[];
  readonly evidence: readonly {
    readonly text: Shown;
    /** "E-0003", or "E-0003 (withheld)"; null for a row that rests on none. */
    readonly exhibit: string | null;
    /** In the order of the hypotheses above; empty where nobody marked it. */
    readonly marks: readonly string[];
    readonly diagnostic: boolean;
  }[];
  /** Exhibits without which another hypothesis would stand first. */
  readonly flippedBy: readonly string[];
  readonly assumptions: readonly {
    readonly text: Shown;
    readonly holds: string;
    readonly why: Shown;
    readonly ifWrong: Shown;
  }[];
  readonly gaps: readonly { readonly text: Shown; readonly more: Shown }[];
  readonly indicators: readonly { readonly text: Shown; readonly more: Shown }[];
  readonly actions: readonly {
    readonly text: Shown;
    readonly owner: Shown;
    readonly due: { readonly day: string; readonly past: boolean } | null;
  }[];
  readonly impact: Shown;
}

/** What the exhibits behind a finding go back to: working copies to their original, frozen queries to what they read. */
export interface Origins {
  readonly exhibits: number;
  /** Different sources named for them. */
  readonly sources: number;
  /** How many name no source. */
  readonly unnamed: number;
}

/** A rendition of an image, never the original. */
export interface ReportPicture {
  /** JPEG */
  readonly bytes: Uint8Array;
  /** Pixels of the original as displayed; the rendition may have fewer. */
  readonly width: number;
  readonly height: number;
  /** Regions of it that the edition redacts: their pixels are not in the rendition. */
  readonly redacted?: number;
}

/** A further time that the bytes of an exhibit came in; of a masked record when and by whom. */
export interface ReportAcquisition {
  readonly position: number;
  readonly acquiredAt: string;
  readonly acquiredZone: string;
  readonly acquiredBy: string;
  readonly acquiredHow: Shown | null;
  readonly title: Shown;
  readonly originalName: Shown | null;
  readonly source: Shown;
  readonly note: Shown;
}

/** The record of an exhibit. Masked, it keeps what tells it apart and what its bytes are held against. */
export interface ReportRecord {
  readonly label: string;
  readonly kind: ExhibitKind;
  /** Why the title is withheld, in its place. */
  readonly title: Shown;
  readonly originalName: Shown | null;
  readonly mediaType: string;
  readonly typeWarning: Shown | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly acquiredAt: string;
  readonly acquiredZone: string;
  readonly acquiredBy: string;
  readonly acquiredHow: Shown | null;
  readonly laterAcquisitions: readonly ReportAcquisition[];
  readonly source: Shown;
  readonly sensitivity: 'normal' | 'personal' | 'graphic';
  readonly reliability: string | null;
  readonly credibility: string | null;
  readonly note: Shown;
  readonly removedAt: string | null;
  readonly removedReason: Shown | null;
  /** Why it is masked, as a sentence. */
  readonly masked: string | null;
}

/** A line of the register; without a record for an exhibit that is left out. */
export interface ReportLine {
  readonly label: string;
  readonly kind: ExhibitKind;
  readonly record: ReportRecord | null;
  /** Its bytes are gone: counted with the others also where it is left out. */
  readonly removed: boolean;
  /** Why there is no record, in words. */
  readonly leftOut: string | null;
}

/** An entry of the custody log, as far as the edition tells it. */
export interface ReportEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly program: string;
  readonly action: string;
  readonly subject: Shown;
  /** Empty for none. */
  readonly detail: Shown;
  readonly hash: string;
}

export interface ReportExhibit {
  readonly record: ReportRecord;
  /** Of what shows its content; the title where nobody gave one. */
  readonly caption?: Shown;
  readonly picture: ReportPicture | null;
  /** Why a picture that exists is not printed. */
  readonly pictureLeftOut: string | null;
  /** null where the content is withheld. */
  readonly content: ReportContent | null;
  /** Why the content is withheld though the record is not, as a sentence. */
  readonly contentLeftOut: string | null;
}

/** What is printed of an exhibit of each kind, beside its record and its picture. */
interface Contents {
  /** `timeline`: what `TimelineFigure` reads, of a saved span of the timeline. */
  readonly file: { readonly datasets: readonly ReportDataset[]; readonly timeline: Shown | null };
  readonly query: { readonly query: ReportQuery };
  readonly chart: { readonly chart: ReportChart };
  readonly trace: { readonly trace: ReportTrace };
}
export type ContentOf<K extends ExhibitKind> = { readonly kind: K } & Contents[K];
export type ReportContent = { [K in ExhibitKind]: ContentOf<K> }[ExhibitKind];

export interface ReportDataset {
  readonly view: Shown;
  readonly rows: number;
  /** `reading` says how the texts of a column are understood, what that rests on, and what is still open. */
  readonly columns: readonly { readonly name: Shown; readonly type: string; readonly reading: Shown }[];
  /** How it was read, in words. */
  readonly sentence: string;
  /** What the import noticed, but for the open questions, which stand with their columns. */
  readonly warnings: readonly { readonly code: string; readonly words: Shown }[];
  /** Records that became no row: rejected as faulty; preamble, footer and blank ones. */
  readonly rejected: number;
  readonly skipped: number;
  /** The query that produced the rows, as whoever imported them says: its SQL, and what is known of its run in words. */
  readonly origin: { readonly query: Shown; readonly run: Shown } | null;
}

export interface ReportQuery {
  readonly sql: Shown;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowCount: number;
  readonly limitedBy: 'rows' | 'bytes' | null;
  /** What its rows do not say of themselves, as it was found when it was run again for the print. */
  readonly warnings?: readonly Shown[];
  readonly inputs: readonly {
    readonly name: Shown;
    /** The combined dataset by which the statement names it. */
    readonly through?: Shown;
    /** null for the records of the case. */
    readonly exhibitLabel: string | null;
    /** The case has no exhibit of that number. */
    readonly missing?: boolean;
    readonly sha256: string | null;
  }[];
  readonly ranAt: string;
}

/** A chart as it was saved, and the statement behind it. */
export interface ReportChart extends Pick<ReportQuery, 'sql' | 'inputs' | 'ranAt'> {
  /** Its canonical form: specification, data drawn, source. */
  readonly document: Shown;
  /** Rows of its data that are printed at most. */
  readonly most: number;
}

/** A trace as it was saved. */
export type ReportTrace = Pick<ReportChart, 'document' | 'most' | 'inputs'>;

export type ReportColumn = Omit<ResultColumn, 'name' | 'made' | 'currencies'> & { readonly name: Shown };

export interface ReportIndicator {
  /** "Also known as B (basis: E-0007, reason)", for those that this edition shows. */
  readonly alias?: Shown;
  readonly type: EntityType;
  readonly own?: OwnKind;
  readonly label: Shown;
  readonly note: Shown;
  readonly exhibits: readonly string[];
}

export interface ReportEvent {
  /** null for one whose time and words are withheld. */
  readonly told: {
    /** As it was entered, no more exact than it is known: "2026-05-04 14:03 to 2026-05-04 15:00". */
    readonly when: Shown;
    /** IANA, of the clocks that it is told by. */
    readonly zone: string;
    /** Of its start. */
    readonly precision: Precision;
    /** Its start in UTC, where it is known to the minute or better and was told by other clocks; else empty. */
    readonly utc: Shown;
    /** When the investigation came to know of it, by the same clocks; may be empty. */
    readonly discovered: Shown;
    readonly what: Shown;
    readonly note: Shown;
  } | null;
  readonly exhibits: readonly string[];
}

/** What comes back from the pdf process. */
export interface PrintedPdf {
  readonly pdf: Uint8Array;
  /** The same without the password, where it was asked for. */
  readonly plain?: Uint8Array;
  readonly pages: number;
  /** What the pages say, where it was asked for. */
  readonly outline?: readonly Block[];
  /** On which page each section begins; of a report alone. */
  readonly places?: readonly { readonly section: ReportSection; readonly page: number }[];
  /** Characters that none of the fonts has, as they were printed: "⟨U+10A40⟩". */
  readonly unknownCharacters: readonly string[];
}
