import type { CustodyAction } from '../../../../shared/domain/custody-actions.ts';
import type { Plain, ReportEntry } from '../model.ts';
import type { Decisions } from './decide.ts';
import { shown } from './shown.ts';

/** As it was written; `detail` is its JSON text. */
type WrittenEntry = Plain<ReportEntry>;
/** How a value of a detail is told: only what the program made itself, never words that a person wrote. */
type Kind = 'number' | 'flag' | 'hash' | 'word' | 'labels' | 'names' | 'count';
/** Of the detail of an action the fields that are told; or the names of all that it changed; or how many there are of each. */
type Told = Readonly<Record<string, Kind>> | 'changed' | 'counted';

const NONE = {} as const satisfies Told;
const ARRIVED = { bytes: 'number', sha256: 'hash', mediaType: 'word' } as const satisfies Told;
const RAN = { sqlSha256: 'hash', rows: 'number', rowLimit: 'number', failed: 'flag' } as const satisfies Told;

/** What the paper tells of each action's detail. An action that is not here does not compile; a field that is not, is not told. */
const TOLD: Readonly<Record<CustodyAction, Told>> = {
  'vault.create': NONE,
  'vault.open': { wrongAttemptsBefore: 'number' },
  'vault.lock': NONE,
  'vault.recover': { wrongAttemptsBefore: 'number' },
  'vault.changePassphrase': { generation: 'number' },
  'vault.rekey': { generation: 'number', passphraseChanged: 'flag', deviceKey: 'word', writtenAnew: 'flag' },
  'vault.openOnDevice': { wrongAttemptsBefore: 'number' },
  'vault.setDeviceKey': { generation: 'number' },
  'vault.removeDeviceKey': { generation: 'number' },
  'vault.renewRecoveryCode': { generation: 'number' },
  'vault.setProfile': NONE,
  'vault.writeAnew': { bytes: 'number' },
  'vault.backup': { bytes: 'number' },
  'vault.setBackups': { keep: 'number', folderChanged: 'flag' },
  'vault.verify': { originals: 'number', bytes: 'number', entries: 'number', head: 'hash', faults: 'number' },
  'case.create': NONE,
  'case.open': NONE,
  'case.update': 'changed',
  'retention.set': { until: 'word' },
  'retention.saveRule': NONE,
  'retention.removeRule': NONE,
  'retention.hold': NONE,
  'retention.release': NONE,
  'retention.destroy': { exhibits: 'number', rows: 'number', entries: 'number', seal: 'hash' },
  'retention.print': { pages: 'number', bytes: 'number', sha256: 'hash' },
  'evidence.import': ARRIVED,
  'evidence.importDuplicate': { sha256: 'hash', acquisition: 'number' },
  'ocr.run': { confidence: 'number', characters: 'number' },
  'evidence.update': 'changed',
  'evidence.remove': { bytes: 'number', sha256: 'hash' },
  'evidence.export': { sha256: 'hash' },
  'copy.make': { ...ARRIVED, original: 'labels', steps: 'count' },
  'attachment.save': { ...ARRIVED, mail: 'labels', message: 'number', part: 'number' },
  'dataset.parse': {
    records: 'number',
    header: 'number',
    stored: 'number',
    rejected: 'number',
    skipped: 'number',
    replaced: 'flag',
    cells: 'hash',
  },
  'dataset.unread': { datasets: 'number' },
  'dataset.rename': NONE,
  'dataset.reading': { values: 'number', fitting: 'number' },
  'dataset.origin': { querySha256: 'hash' },
  'dataset.profile': { columns: 'number' },
  'dataset.export': { rows: 'number', guardedCells: 'number', format: 'word' },
  'dataset.append': { rows: 'number' },
  'dataset.separate': { ended: 'flag' },
  'profile.save': { columns: 'number' },
  'profile.remove': NONE,
  'transfer.map': { rows: 'number', transfers: 'number', refused: 'number', failed: 'number' },
  'transfer.unmap': NONE,
  'trace.freeze': { transfers: 'number', accounts: 'number', hops: 'number', ...ARRIVED },
  'trace.freezePatterns': { transfers: 'number', findings: 'number', ...ARRIVED },
  'trace.export': { bytes: 'number', sha256: 'hash' },
  'pattern.map': NONE,
  'typology.save': { patterns: 'number', statements: 'number', questions: 'number' },
  'typology.remove': NONE,
  'typology.export': { bytes: 'number' },
  'checklist.add': { entries: 'number' },
  'checklist.mark': { entry: 'number', from: 'word', to: 'word' },
  'checklist.remove': { entry: 'number', state: 'word' },
  'query.run': RAN,
  'query.freeze': { ...RAN, ...ARRIVED },
  'query.rerun': { rows: 'number', same: 'flag', sha256: 'hash' },
  'query.export': { rows: 'number', guardedCells: 'number', format: 'word' },
  'query.save': { parameters: 'count' },
  'query.change': NONE,
  'query.remove': NONE,
  'query.restore': NONE,
  'query.exportSql': { sqlSha256: 'hash' },
  'query.notebook': { tables: 'count' },
  'mapping.save': { columns: 'number', links: 'number' },
  'mapping.remove': NONE,
  'chart.freeze': { kind: 'word', rows: 'number', drawnRows: 'number', notDrawnRows: 'number', ...ARRIVED },
  'chart.export': { format: 'word', rows: 'number', bytes: 'number', sha256: 'hash' },
  'entity.create': 'counted',
  'entity.update': 'counted',
  'entity.remove': 'counted',
  'page.elsewhere': { cases: 'number' },
  'identity.decide': { entry: 'number', verdict: 'word', exhibit: 'labels' },
  'identity.undo': { entry: 'number', verdict: 'word', undoes: 'number' },
  'entity.setType': NONE,
  'entity.removeType': NONE,
  'link.create': 'counted',
  'link.update': 'counted',
  'link.remove': 'counted',
  'board.create': NONE,
  'board.rename': NONE,
  'board.apply': 'counted',
  'board.undo': 'counted',
  'board.redo': 'counted',
  'board.style': NONE,
  'board.export': { bytes: 'number', sha256: 'hash' },
  'snapshot.take': { items: 'number', of: 'number', links: 'number' },
  'snapshot.update': NONE,
  'snapshot.move': { from: 'number', to: 'number' },
  'snapshot.remove': NONE,
  'snapshot.restore': NONE,
  'snapshot.export': { bytes: 'number', sha256: 'hash' },
  'graph.export': { format: 'word', items: 'number', links: 'number', guardedCells: 'number' },
  'graph.freeze': { method: 'word', items: 'number', links: 'number', rows: 'number', inputSha256: 'hash', ...ARRIVED },
  'finding.create': { likelihood: 'word', confidence: 'word', exhibits: 'labels' },
  'finding.update': 'changed',
  'finding.move': { from: 'number', to: 'number' },
  'finding.remove': { exhibits: 'labels' },
  'finding.restore': { exhibits: 'labels' },
  'finding.restoreVersion': { restored: 'number', version: 'number' },
  'finding.judge': { changed: 'names' },
  'finding.review': { from: 'word', to: 'word', version: 'number' },
  'finding.comment': { field: 'word' },
  'finding.resolveComment': { resolved: 'flag' },
  'event.create': { exhibits: 'labels' },
  'event.update': NONE,
  'event.remove': { exhibits: 'labels' },
  'request.create': { priority: 'word' },
  'request.update': 'changed',
  'request.log': { step: 'word' },
  'request.look': { cases: 'number' },
  'desk.lookInLists': { lists: 'number', unread: 'number', hits: 'number' },
  'request.related': { cases: 'number' },
  'question.create': NONE,
  'question.update': 'changed',
  'question.remove': NONE,
  'trend.freeze': { by: 'word', cases: 'number', ...ARRIVED },
  'trend.print': { by: 'word', cases: 'number', pages: 'number', sha256: 'hash' },
  'work.addTask': {},
  'work.changeTask': {},
  'work.removeTask': {},
  'work.addEntry': { minutes: 'number' },
  'work.close': {},
  'work.setParent': {},
  'reply.deliver': { kind: 'word', audience: 'word', sha256: 'hash', answers: 'labels' },
  'country.load': { kind: 'word', rows: 'number', left: 'number', lines: 'number' },
  'country.unload': NONE,
  'country.note': NONE,
  'country.freeze': { lines: 'number', ...ARRIVED },
  'screening.run': { threshold: 'number', subjects: 'number', hits: 'number', ...ARRIVED },
  'screening.decide': { verdict: 'word' },
  'calendar.save': { holidays: 'number' },
  'calendar.remove': NONE,
  'timeline.freeze': { events: 'number', ...ARRIVED },
  'timeline.export': { format: 'word', events: 'number', bytes: 'number', sha256: 'hash', guarded: 'number' },
  'edit.recover': { of: 'word' },
  'report.update': { changed: 'names' },
  'report.accept': { takenBack: 'flag' },
  'report.print': {
    edition: 'word',
    pages: 'number',
    bytes: 'number',
    sha256: 'hash',
    encrypted: 'flag',
    paper: 'flag',
    openPoints: 'number',
    finding: 'labels',
    files: 'count',
    manifestSha256: 'hash',
  },
  'custody.export': { format: 'word' },
  'bundle.export': { manifestSha256: 'hash', exhibits: 'labels' },
  'bundle.import': { manifestSha256: 'hash', removedThere: 'labels' },
  'bundle.merge': { manifestSha256: 'hash', base: 'hash', added: 'number', changed: 'number', kept: 'number' },
  'bundle.nameSigner': NONE,
  'sample.build': NONE,
};

const HASH = /^[0-9a-f]{64,}$/;
/** Names of the program's own: a format, an edition, a media type, a step of a scale, a field. */
const WORD = /^[A-Za-z][A-Za-z0-9.+/-]{0,80}$/;
const LABEL = /^(?:E-\d{4,}|[FQR]-\d+|C-\d{4,})$/;
const SUBJECT = /^(?:vault|case|result|no table|(?:E-\d{4,}|[FQR]-\d+|C-\d{4,})(?:, (?:E-\d{4,}))*)$/;

const VALUE: Readonly<Record<Kind, (value: unknown) => string | null>> = {
  number: (value) => (typeof value === 'number' ? String(value) : null),
  flag: (value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : null),
  hash: (value) => (typeof value === 'string' && HASH.test(value) ? value : null),
  word: (value) => (typeof value === 'string' && WORD.test(value) ? value : null),
  labels: (value) => listed(typeof value === 'string' ? [value] : value, LABEL),
  names: (value) => listed(value, WORD),
  count: (value) => (Array.isArray(value) ? String(value.length) : VALUE.number(value)),
};

function listed(value: unknown, pattern: RegExp): string | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const fit = value.filter((each) => typeof each === 'string' && pattern.test(each));
  return fit.length === value.length ? fit.join(', ') : null;
}

/** @returns the entries as this edition tells them, and how many of them say less than the log does */
export function resolveEntries(
  entries: readonly WrittenEntry[],
  { policy, exhibits }: Decisions,
  absentFindings: readonly string[],
): { readonly told: readonly ReportEntry[]; readonly shortened: number } {
  if (policy.log === 'whole')
    return {
      told: entries.map((entry) => ({ ...facts(entry), subject: shown(entry.subject), detail: shown(entry.detail) })),
      shortened: 0,
    };
  const withheld = new Set([
    ...[...exhibits.values()].filter((each) => each.shown === 'absent').map(({ exhibit }) => exhibit.label),
    ...absentFindings,
  ]);
  let shortened = 0;
  const told = entries.map((entry): ReportEntry => {
    const subject = SUBJECT.test(entry.subject) ? entry.subject : '';
    // Of what is left out the log tells that something was done to it, and no more.
    const { text, whole } = subject.split(', ').some((label) => withheld.has(label))
      ? { text: '', whole: false }
      : detailOf(entry);
    if (!whole || subject !== entry.subject) shortened++;
    return { ...facts(entry), subject: shown(subject), detail: shown(text) };
  });
  return { told, shortened };
}

/** An entry as JSON, as far as an edition tells it. */
export interface ExactEntry extends Omit<ReportEntry, 'detail'> {
  /** JSON text of what is told of its detail, each value as the log has it. */
  readonly document: string;
  /** Whether subject and detail are told whole: then its hash can be computed again from a bundle of the case. */
  readonly whole: boolean;
}

/** The same entries in their exact values, for a program to read. */
export function exactEntries(
  entries: readonly WrittenEntry[],
  decisions: Decisions,
  absentFindings: readonly string[],
): readonly ExactEntry[] {
  const { told } = resolveEntries(entries, decisions, absentFindings);
  return told.map(({ detail, ...entry }, at): ExactEntry => {
    const written = entries[at] as WrittenEntry;
    if (decisions.policy.log === 'whole') return { ...entry, document: written.detail, whole: true };
    // What is told in words is told in values, and nothing else is.
    const values = detail === '' ? {} : exactDetail(written);
    const whole =
      entry.subject === written.subject &&
      Object.keys(JSON.parse(written.detail)).length === Object.keys(values).length;
    return { ...entry, document: JSON.stringify(values), whole };
  });
}

function exactDetail({ action, detail }: WrittenEntry): Record<string, unknown> {
  const values = Object.entries(JSON.parse(detail) as Record<string, unknown>);
  const told = toldOf(action);
  if (told === 'changed') return { changed: values.map(([key]) => key).filter((key) => WORD.test(key)) };
  return Object.fromEntries(
    values.flatMap(([key, value]) => {
      const kind = told === 'counted' ? 'count' : Object.hasOwn(told, key) ? told[key] : undefined;
      if (!kind || VALUE[kind](value) === null) return [];
      return [[key, kind === 'count' && Array.isArray(value) ? value.length : value]];
    }),
  );
}

const facts = ({ seq, at, actor, program, action, hash }: WrittenEntry) => ({ seq, at, actor, program, action, hash });

const toldOf = (action: string): Told => (Object.hasOwn(TOLD, action) ? TOLD[action as CustodyAction] : NONE);

function detailOf({ action, detail }: WrittenEntry): { readonly text: string; readonly whole: boolean } {
  const values = Object.entries(JSON.parse(detail) as Record<string, unknown>);
  const told = toldOf(action);
  if (told === 'changed') {
    const names = values.map(([key]) => key).filter((key) => WORD.test(key));
    return { text: names.length === 0 ? '' : `changed: ${names.join(', ')}`, whole: values.length === 0 };
  }
  let whole = true;
  const parts = values.flatMap(([key, value]) => {
    const kind = told === 'counted' ? 'count' : Object.hasOwn(told, key) ? told[key] : undefined;
    const text = kind && VALUE[kind](value);
    // What is only counted is not told.
    if (!text || (kind === 'count' && Array.isArray(value))) whole = false;
    return text ? [`${key}: ${text}`] : [];
  });
  return { text: parts.join('; '), whole };
}
