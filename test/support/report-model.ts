import type { Plain, ReportExhibit, ReportModel, ReportRecord } from '../../electron/core/reports/model.ts';
import { type Exhibit, Exhibit as ExhibitSchema } from '../../shared/contract/evidence.ts';
import { exhibitLabel } from '../../shared/domain/labels.ts';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const sha = (number: number): string => String(number).padStart(4, '0').repeat(16).slice(0, 64);

type Over = Partial<Plain<ReportRecord> & Omit<Exhibit, keyof ReportRecord>>;

export function exhibitRecord(number: number, over: Over = {}): Plain<ReportRecord> {
  const exhibit = ExhibitSchema.parse({
    id: id(number),
    caseId: id(0),
    number,
    label: exhibitLabel(number),
    kind: 'file',
    title: `Payout export ${number}`,
    originalName: `payouts-${number}.csv`,
    mediaType: 'text/csv',
    typeWarning: null,
    preview: 'table',
    previewProblem: null,
    width: null,
    height: null,
    bytes: 18_204 + number,
    sha256: sha(number),
    acquiredAt: '2026-11-20T17:04:05.000Z',
    acquiredZone: 'America/Los_Angeles',
    acquiredBy: 'R. Okafor',
    acquiredHow: 'file import',
    source: 'https://warehouse.example.com/export/payouts',
    sensitivity: 'normal',
    reliability: 'B',
    credibility: '2',
    note: '',
    tags: [],
    removedAt: null,
    removedReason: null,
    copyOf: null,
    laterAcquisitions: [],
    hasThumbnail: false,
  });
  return { ...exhibit, masked: null, ...over };
}

export const exhibitEntry = (
  number: number,
  over: Over = {},
  rest: Partial<Plain<ReportExhibit>> = {},
): Plain<ReportExhibit> => ({
  record: exhibitRecord(number, over),
  picture: null,
  pictureLeftOut: null,
  content: { kind: 'file', datasets: [], timeline: null },
  contentLeftOut: null,
  ...rest,
});

/** What a finding that cites nothing is, beside its words. */
export const assessment = {
  format: [],
  reasons: '',
  likelihood: 'likely',
  confidence: 'low',
  basis: 'assessment',
  exhibits: [],
  origins: { exhibits: 0, sources: 0, unnamed: 0 },
  review: null,
} as const;

/** A small but complete report; the sample people, accounts and hosts are made up. */
export function reportModel(over: Partial<Plain<ReportModel>> = {}): ReportModel {
  const exhibits = over.exhibits ?? [exhibitEntry(1), exhibitEntry(2)];
  const model: Plain<ReportModel> = {
    edition: 'infosec',
    printedAt: '2026-11-22T21:05:07.000Z',
    zone: 'America/Los_Angeles',
    case: {
      label: 'C-0001',
      title: 'Coordinated seller accounts in the electronics marketplace',
      codename: 'Copper Lantern',
      tlp: 'AMBER+STRICT',
      requester: 'M. Lindqvist',
      team: 'Marketplace Trust',
      priority: 'high',
      status: 'open',
      dueAt: '2026-11-25T01:00:00.000Z',
      dueZone: 'America/Los_Angeles',
      background: 'Marketplace Trust asked on 18 November whether eleven seller accounts act together.',
    },
    preparedBy: 'R. Okafor',
    unrecorded: false,
    draft: 0,
    program: 'Redthread, test 0',
    recipient: 'M. Lindqvist',
    caveat: 'Do not forward. Questions go to the person named on this page.',
    summary: 'Eleven seller accounts share one device and pay out to two bank accounts (E-0001, E-0002).',
    method: '',
    brief: {
      bottomLine: 'One group operates eleven seller accounts (F-1).',
      confidence: 'high',
      unknowns: 'Who holds the two bank accounts.',
      decision: 'Whether the eleven accounts are closed together.',
      decisionBy: 'M. Lindqvist',
      decisionDue: { day: '2026-11-25', past: false },
      nextStep: 'Ask the bank for the holders.',
      numbers: [],
      figure: null,
    },
    signedBy: 'c0de '.repeat(16).trim(),
    chain: { seq: 41, hash: 'c0ffee00'.repeat(8) },
    judgement: null,
    traced: [],
    findings: [
      {
        label: 'F-1',
        claim: 'The eleven accounts are operated by one group',
        explanation:
          'They log in from one device within minutes of each other (E-0001).\n\nTheir payouts meet in two bank accounts, see E-0002.',
        format: [],
        reasons: '',
        likelihood: 'very-likely',
        confidence: 'high',
        basis: 'evidence',
        exhibits: ['E-0001', 'E-0002'],
        origins: { exhibits: 2, sources: 1, unnamed: 0 },
        review: null,
      },
      {
        label: 'F-2',
        claim: 'The group will move to new accounts when these are closed',
        explanation: '',
        ...assessment,
      },
    ],
    exhibits,
    register: exhibits.map(({ record }) => ({
      label: record.label,
      kind: record.kind,
      record,
      removed: record.removedAt !== null,
      leftOut: null,
    })),
    leftOut: [],
    redactedAs: [],
    board: null,
    figures: [],
    indicators: [],
    checklist: [],
    custody: [],
    custodyTotal: over.custody?.length ?? 0,
    events: [],
    eventTotal: over.events?.length ?? 0,
    indicatorTotal: over.indicators?.length ?? 0,
    ...over,
  };
  return model as ReportModel;
}
