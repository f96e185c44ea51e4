import type { Copied, Material } from '../../electron/core/reports/resolve/material.ts';
import type { Entity } from '../../shared/contract/entities.ts';
import { Exhibit } from '../../shared/contract/evidence.ts';
import type { Finding } from '../../shared/contract/findings.ts';
import { NOTHING_JUDGED } from '../../shared/contract/judgements.ts';
import type { QueryInput } from '../../shared/contract/query.ts';
import type { ExhibitId } from '../../shared/contract/values.ts';
import { NOTHING_STATED } from '../../shared/domain/brief.ts';
import { exhibitRecord, reportModel } from './report-model.ts';

export const idOf = (number: number): ExhibitId =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as ExhibitId;

export const exhibit = (number: number, over: Partial<Exhibit> = {}): Exhibit =>
  Exhibit.parse({
    ...exhibitRecord(number),
    title: `Title ${number} of it`,
    originalName: `name-${number}.png`,
    ...over,
  });

export const finding = (number: number, exhibits: readonly number[], over: Partial<Finding> = {}): Finding => {
  const words = {
    claim: `Claim ${number} of it`,
    explanation: '',
    format: [],
    likelihood: 'likely',
    confidence: 'low',
  } as const;
  return {
    reasons: '',
    ...{ id: `f${number}`, caseId: idOf(0), number, position: number - 1, ...words },
    ...{
      exhibits: exhibits.map(idOf),
      cited: exhibits.map(idOf),
      exhibitLabels: [],
      basis: 'evidence',
      version: 1,
      review: [],
      updatedAt: '',
      ...over,
    },
  } as unknown as Finding;
};

export const entity = (label: string, exhibits: readonly number[]): Entity =>
  ({ id: label, type: 'account', label, note: '', exhibits: exhibits.map(idOf) }) as unknown as Entity;

interface Given {
  readonly exhibits?: readonly Exhibit[];
  readonly excluded?: readonly number[];
  readonly excludedFindings?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly comments?: Material['comments'];
  readonly entities?: readonly Entity[];
  /** Number of the copy -> how it was made, with the number of its original. */
  readonly copies?: Readonly<Record<number, Partial<Omit<Copied, 'originalId'>> & { readonly of: number }>>;
  /** Number of the query -> labels of what it read; null for a table of the case. */
  readonly inputs?: Readonly<Record<number, readonly (string | null)[]>>;
  readonly settings?: Partial<Material['settings']>;
  readonly entries?: Material['entries'];
}

/** What a report could be made of, in memory: for what decides on it. */
export function material({ exhibits = [], copies = {}, inputs = {}, ...given }: Given): Material {
  const { case: facts, chain, signedBy } = reportModel();
  return {
    case: facts,
    settings: {
      ...{ caseId: idOf(0) as never, summary: '', caveat: '', method: '', recipient: '', boardId: null },
      excludedExhibits: (given.excluded ?? []).map(idOf),
      excludedFindings: (given.excludedFindings ?? []) as never,
      ...NOTHING_STATED,
      ...given.settings,
    },
    cells: new Map(),
    cellsThere: new Map(),
    rowsThere: new Map(),
    snapshots: new Map(),
    named: new Map(),
    judgement: NOTHING_JUDGED,
    attachments: new Set(),
    findings: given.findings ?? [],
    comments: given.comments ?? [],
    exhibits,
    copies: new Map(
      Object.entries(copies).map(([number, { of, redacts = false, crops = false }]) => [
        idOf(Number(number)),
        { originalId: idOf(of), redacts, crops },
      ]),
    ),
    inputs: new Map(
      Object.entries(inputs).map(([number, labels]) => [
        idOf(Number(number)),
        labels.map((exhibitLabel): QueryInput => ({ name: 't', datasetId: null, exhibitLabel, sha256: null })),
      ]),
    ),
    board: null,
    stale: new Set(),
    figures: [],
    restsNow: new Map(),
    ownTypes: [],
    ledger: { identities: [], entries: [] },
    entities: given.entities ?? [],
    checklist: [],
    events: [],
    entries: given.entries ?? [],
    entriesTotal: given.entries?.length ?? 0,
    chain,
    signedBy,
  };
}
