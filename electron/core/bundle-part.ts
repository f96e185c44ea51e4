import { z } from 'zod';
import type { Dialect, Origin } from '../../shared/contract/datasets.ts';
import type { Subject } from '../../shared/contract/entities.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { Exhibit } from '../../shared/contract/evidence.ts';
import type {
  BoardId,
  CaseId,
  EntityId,
  EventId,
  ExhibitId,
  FindingId,
  LinkId,
  NoteId,
  QuestionId,
  RequestId,
  SnapshotId,
  TaskId,
} from '../../shared/contract/values.ts';
import type { Reading } from '../../shared/domain/readings.ts';
import { TransferMapping } from '../../shared/domain/tracing/transfer-mapping.ts';
import type { WriteContext } from './context.ts';
import type { ReadDb } from './db/open.ts';
import type { ExhibitFacts, Staged } from './evidence/staging.ts';

/**
 * One part of a bundle. Where a bundle is merged into a case that is here, `restore` is given what is new in it, and references
 * that know already what is here: a board, a request or a finding that they know gets what is new in it and is not made again. The area that owns the data says what it looks like, what of it leaves, and how it comes into being in
 * another vault; `bundles/` keeps the archive, the encryption and the signature, and knows of no table but its own.
 */
export interface BundlePart {
  /** Tables of the store whose rows of a case this part carries. */
  readonly tables: readonly string[];
  /** The documents that a bundle with these contents holds of this part. A part of single exhibits is given those it concerns. */
  documents(contents: Contents): readonly Expected[];
  gather(going: Going): readonly Document[];
  /** Within the transaction that makes the case. @throws Fault `damaged` for what does not fit */
  restore(restoring: Restoring): Counts;
  /** The exhibits that one was made from, by label: they go with it. */
  sources?(db: ReadDb, exhibit: Exhibit): readonly Source[];
}

/** What the manifest says of a bundle's contents. */
export interface Contents {
  readonly scope: 'case' | 'exhibits';
  readonly exhibits: readonly Pick<Exhibit, 'id' | 'number' | 'kind' | 'removedAt'>[];
}
export interface Expected {
  readonly name: string;
  readonly required: boolean;
  /** What it has to be, before any of it is read. */
  readonly schema: z.ZodType;
}
export interface Source {
  readonly label: string;
  /** "E-0004 was computed from it" */
  readonly because: string;
}

/** What leaves: all of a case, or chosen exhibits with what rests on them alone. */
export interface Going extends Contents {
  readonly db: ReadDb;
  readonly caseId: CaseId;
  readonly exhibits: readonly Exhibit[];
  /** Ids of what goes, for the parts that follow: each part adds its own. */
  readonly subjects: Set<string>;
}
export interface Document {
  /** Of the entry in the archive, or of a section of the manifest. */
  readonly name: string;
  readonly value: unknown;
  readonly counts?: Counts;
}
export type Counts = { readonly [K in 'tables' | 'queries' | 'findings' | 'entities' | 'links']?: number };

/** Sections of the manifest that are written and restored like documents. */
export const CASE_SECTION = 'manifest.json#case';
export const EXHIBITS_SECTION = 'manifest.json#exhibits';

/** The bytes of an exhibit as they arrived, and what they were recognised as. */
export interface Arrived {
  readonly staged: Staged;
  readonly shown: Pick<ExhibitFacts, 'mediaType' | 'preview'> & Partial<ExhibitFacts>;
}

export interface Restoring extends Contents {
  readonly write: WriteContext;
  readonly references: References;
  /** SHA-256 of the bundle's manifest. */
  readonly manifestSha256: string;
  /** A document of its kind; undefined where the bundle holds none. @throws Fault `damaged` */
  document<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined;
  /** @throws Fault `damaged` when the bundle does not hold the original of that number */
  original(number: number): Arrived;
  /** Has an exhibit parsed as a table once the case is there; each call is one more reading of it. */
  readAsTable(exhibitId: ExhibitId, table: Table): void;
  /** What columns of a table of that name are for, once it is read. */
  giveRoles(exhibitId: ExhibitId, view: string, roles: RolesOfTable): void;
  /** How the rows of a table of that name are transfers, once it is read; a table that is here already is `held`. */
  giveTransfers(exhibitId: ExhibitId, view: string, transfers: TransfersOfTable, held: Table | null): void;
}

/** How an exhibit, or a part of it, was read as a table, and what the table was called. */
export interface Table {
  readonly dialect: Dialect;
  readonly view: string;
  readonly part: string;
  readonly origin: Origin | null;
  /** The combined dataset that it is part of, by its name and that of the member that comes first. */
  readonly among: { readonly view: string; readonly first: string } | null;
  /** Columns that a person, or a profile, had read in another way than their values tell. */
  readonly readings: readonly {
    readonly column: string;
    readonly reading: Reading;
    /** The exhibit whose reading it took when it was appended to it. */
    readonly takenFrom?: string | undefined;
  }[];
  /** What a person said that columns are for. */
  readonly roles?: RolesOfTable;
  /** How its rows are mapped to transfers. */
  readonly transfers?: TransfersOfTable | undefined;
}

export const TransfersOfTable = z.strictObject({ mapping: TransferMapping, profile: z.string().max(200) });
export type TransfersOfTable = z.infer<typeof TransfersOfTable>;

/** Columns by their role; '' where a person said that no column has it. */
export const RolesOfTable = z
  .array(z.strictObject({ role: z.string().max(40), column: z.string().max(1000) }))
  .max(100);
export type RolesOfTable = z.infer<typeof RolesOfTable>;

interface Kinds {
  case: CaseId;
  exhibit: ExhibitId;
  entity: EntityId;
  note: NoteId;
  board: BoardId;
  finding: FindingId;
  link: LinkId;
  request: RequestId;
  question: QuestionId;
  snapshot: SnapshotId;
  event: EventId;
  task: TaskId;
}
export type Kind = keyof Kinds;

const refuse = (what: string): Fault => new Fault('damaged', `The bundle is refused: ${what}. Nothing was stored.`);

/**
 * Ids of the sending vault and what they have become here. What refers to an exhibit that was removed there refers to
 * its record; what refers to something that the bundle does not hold makes the bundle refused.
 */
export class References {
  private readonly known = new Map<string, { readonly kind: Kind; readonly id: string }>();
  private here: CaseId | null = null;

  /** @throws Fault `damaged` for an id that is known already */
  add<K extends Kind>(kind: K, old: string, now: Kinds[K]): void {
    if (this.known.has(old)) throw refuse('two things in it have one id');
    this.known.set(old, { kind, id: now });
    if (kind === 'case') this.here = now as CaseId;
  }
  /** Every id of the bundle, and what it has become. */
  ids(): (readonly [old: string, now: string])[] {
    return [...this.known].map(([old, { id }]) => [old, id] as const);
  }
  has(old: string): boolean {
    return this.known.has(old);
  }
  /** What an id has become here; undefined where the bundle does not hold what it names. */
  now(old: string): string | undefined {
    return this.known.get(old)?.id;
  }
  /** The case that the bundle became. */
  get caseId(): CaseId {
    if (this.here === null) throw new Error('the case of a bundle is restored before what it holds');
    return this.here;
  }
  /** @throws Fault `damaged` */
  find<K extends Kind>(kind: K, old: string): Kinds[K] {
    const found = this.get(old);
    if (found.kind !== kind) throw refuse(`it names something as ${a(kind)} that is none`);
    return found.id as Kinds[K];
  }
  /** What a link joins or a board shows. @throws Fault `damaged` */
  subject(old: string): Subject {
    const found = this.get(old);
    if (!['exhibit', 'entity', 'note'].includes(found.kind)) throw refuse(`it links or shows ${a(found.kind)}`);
    return found as Subject;
  }
  /** @throws Fault `damaged` */
  all<K extends Kind>(kind: K, olds: readonly string[]): Kinds[K][] {
    return olds.map((old) => this.find(kind, old));
  }
  private get(old: string) {
    const found = this.known.get(old);
    if (found === undefined) throw refuse('something in it refers to what it does not hold');
    return found;
  }
}

const a = (kind: Kind): string => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;

/** @throws Fault `damaged` when a part is not of its kind, with the place of the first fault */
export function parsePart<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw refuse(`${issue?.path.join('.') || 'a document'} is wrong (${issue?.message})`);
}

/** Whether something rests on exhibits that all go, and on one at least. */
export const restsOn = ({ scope, subjects }: Going, exhibits: readonly ExhibitId[]): boolean =>
  scope === 'case' || (exhibits.length > 0 && exhibits.every((id) => subjects.has(id)));
