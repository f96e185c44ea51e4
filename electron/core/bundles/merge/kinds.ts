import { exhibitLabel, findingLabel, questionLabel, requestLabel } from '../../../../shared/domain/labels.ts';
import { CASE_SECTION, EXHIBITS_SECTION } from '../../bundle-part.ts';
import { attachments, datasets, transferMappings } from './of-exhibits.ts';
import { apart, inside, joined, type Kind, kind, made, rows, type Shape, short, type Taken, text } from './taken.ts';
import { type Documents, type Fields, isFields } from './translate.ts';

const REPORT = 'case/report.json';

/** Latest word on each, with all that was said before it: a ledger. */
const latest = (all: readonly Fields[], id: (self: Fields) => string, shape: Omit<Shape, 'id'>): Taken[] =>
  [...Map.groupBy(all, id)].map(([key, said]) => ({
    ...made(said.at(-1) as Fields, { ...shape, id: () => key }),
    self: { said },
  }));

const SETTINGS = 'setup' as const;
/** One setting of the report after the other; what withholds is not among them, since it is not chosen (restrictions.ts). */
const WITHHOLDING: ReadonlySet<string> = new Set(['excludedExhibits', 'excludedFindings', 'marks', 'aiUse', 'aiNone']);
const settings: Kind = {
  name: 'setting',
  documents: [REPORT],
  partial: false,
  label: null,
  list: (documents) => {
    const report = documents.get(REPORT);
    if (!isFields(report)) return [];
    const { [SETTINGS]: setup, ...words } = report;
    return Object.entries({ ...words, ...(isFields(setup) ? setup : {}) })
      .filter(([field]) => !WITHHOLDING.has(field))
      .map(([field, value]) =>
        made({ value }, { id: () => field, title: () => field, fields: () => ({ [field]: value }) }),
      );
  },
};
export const aiUses = (documents: Documents): Fields[] => {
  const report = documents.get(REPORT);
  return isFields(report) && isFields(report.setup) ? rows(report.setup.aiUse) : [];
};

const boards = (document: unknown) => rows(document);
const REQUEST = ['requester', 'team', 'channel', 'subject', 'asked', 'why', 'legalBasis', 'priority', 'priorityReason'];
const STATED = ['claim', 'explanation', 'format', 'likelihood', 'confidence', 'reasons', 'exhibits'];
const ANSWER = ['text', 'owner', 'dueAt', 'answer', 'likelihood', 'confidence', 'findings', 'exhibits', 'ready'];

export const CASE = kind('case', CASE_SECTION, (each) => (isFields(each) ? [each] : []), {
  title: ({ title }) => text(title),
  fields: ['title', 'codename', 'requester', 'team', 'priority', 'dueAt', 'dueZone', 'status', 'background'],
});
/** Every part refers only to kinds that stand before it. */
export const KINDS: readonly Kind[] = [
  CASE,
  kind(
    'exhibit',
    EXHIBITS_SECTION,
    rows,
    {
      title: ({ number, title }) => `${exhibitLabel(Number(number))} ${text(title)}`,
      fields: ['title', 'note', 'source', 'reliability', 'credibility', 'tags'],
      natural: ({ sha256, kind: of, removedAt }) =>
        removedAt === null ? joined(of, sha256) : joined('removed', sha256),
    },
    { partial: true, label: exhibitLabel, needs: () => [] },
  ),
  {
    name: 'acquisition',
    documents: [EXHIBITS_SECTION],
    partial: true,
    label: null,
    needs: () => [],
    list: (documents) =>
      apart(
        rows(documents.get(EXHIBITS_SECTION)).flatMap((exhibit) =>
          rows(exhibit.laterAcquisitions).map((self) =>
            made(self, {
              id: () => joined(exhibit.id, self.originalName, self.source, self.title),
              title: () => text(self.originalName),
              under: () => text(exhibit.id),
            }),
          ),
        ),
      ),
  },
  datasets,
  transferMappings,
  attachments,
  kind('saved query', 'case/saved-queries.json', rows, {
    id: ({ name }) => text(name),
    title: ({ name }) => text(name),
    fields: ['description', 'sql', 'parameters'],
  }),
  kind(
    'entity',
    'case/entities.json',
    rows,
    {
      title: ({ label, type }) => `${text(label)} (${text(type)})`,
      fields: ({ type, label, note, exhibits, rows: at = {}, forms = [] }) => ({
        type,
        label,
        note,
        exhibits,
        rows: at,
        forms,
      }),
      natural: ({ type, label }) => joined(type, label),
    },
    { partial: true },
  ),
  {
    name: 'identity',
    documents: ['case/identities.json'],
    partial: true,
    label: null,
    list: (documents) =>
      latest(rows(documents.get('case/identities.json')), ({ a, b }) => [text(a), text(b)].sort().join('|'), {
        title: ({ aLabel, bLabel }) => `${text(aLabel)} and ${text(bLabel)}`,
        fields: ['verdict', 'reason', 'at', 'by'],
      }),
  },
  kind(
    'board',
    'case/boards.json',
    boards,
    {
      title: ({ title }) => text(title),
      fields: ({ title, style = null }) => ({ title, style }),
      natural: ({ title }) => text(title),
    },
    { needs: () => [] },
  ),
  kind(
    'note',
    'case/boards.json',
    (each) => {
      const all = boards(each).flatMap((board) => inside(board, 'notes').map((note) => ({ ...note, board: board.id })));
      return [...new Map(all.map((note: Fields) => [note.id, note])).values()]; // one may hang on two boards
    },
    {
      title: ({ text: words }) => short(words),
      fields: ['text'],
      natural: ({ text: words }) => text(words),
      under: ({ board }) => text(board),
    },
  ),
  kind(
    'place',
    'case/boards.json',
    (each) => boards(each).flatMap((board) => inside(board, 'items').map((item) => ({ ...item, board: board.id }))),
    {
      id: ({ board, subject }) => joined(board, (subject as Fields).id),
      title: ({ subject }) => text((subject as Fields).id),
      fields: ({ x, y, width, height, locked = false, hidden = false, group = null, folded = false }) => ({
        ...{ x, y, width, height, locked, hidden, group, folded },
      }),
      under: ({ board }) => text(board),
    },
    { needs: ({ board, subject }) => [board, (subject as Fields).id] },
  ),
  kind(
    'link',
    'case/links.json',
    rows,
    {
      title: ({ type, label }) => short(label === '' ? type : `${text(type)}: ${text(label)}`),
      fields: ({ type, label, direction, note, exhibits, rows: at = {}, facts = null }) => ({
        ...{ type, label, direction, note, exhibits, rows: at, facts },
      }),
      natural: ({ from, to, type, label }) => joined((from as Fields).id, (to as Fields).id, type, label),
    },
    { partial: true },
  ),
  kind(
    'snapshot',
    'case/snapshots.json',
    rows,
    {
      title: ({ title }) => text(title),
      fields: ['title', 'caption', 'inReport'],
      natural: ({ title, takenAt }) => joined(title, takenAt),
    },
    { needs: ({ boardId }) => [boardId] },
  ),
  kind(
    'finding',
    'case/findings.json',
    rows,
    {
      title: ({ number, claim }) => `${findingLabel(Number(number))} ${short(claim)}`,
      fields: STATED,
      natural: ({ claim, explanation }) => joined(claim, explanation),
    },
    { label: findingLabel, needs: ({ exhibits }) => exhibits as string[], partial: true },
  ),
  kind(
    'comment',
    'case/finding-history.json',
    (each) => rows(each).flatMap(({ findingId, comments }) => rows(comments).map((own) => ({ ...own, findingId }))),
    {
      id: ({ findingId, at, by, text: words }) => joined(findingId, at, by, words),
      title: ({ text: words }) => short(words),
      under: ({ findingId }) => text(findingId),
    },
    { needs: ({ findingId }) => [findingId] },
  ),
  kind('judgement', 'case/judgement.json', (each) => (isFields(each) ? [each] : []), {
    id: () => 'judgement',
    title: () => 'Hypotheses, assumptions, gaps and actions',
    fields: (self) => self,
  }),
  kind('checklist entry', 'case/checklist.json', rows, {
    id: ({ typology, text: words }) => joined(typology, words),
    title: ({ text: words }) => short(words),
    fields: ['state', 'note'],
  }),
  kind(
    'event',
    'case/events.json',
    rows,
    {
      id: (self) => text(self.id) || joined(self.title, self.starts, self.until, self.zone),
      title: ({ title, starts }) => `${text(starts)} ${text(title)}`,
      fields: ['title', 'note', 'starts', 'until', 'zone', 'discovered', 'exhibits'],
      natural: ({ title, starts, until, zone }) => joined(title, starts, until, zone),
    },
    { partial: true, needs: ({ exhibits }) => exhibits as string[] },
  ),
  kind(
    'request',
    'case/requests.json',
    (each) => inside(each, 'requests'),
    {
      title: ({ number, subject }) => `${requestLabel(Number(number))} ${text(subject)}`,
      fields: [...REQUEST, 'neededBy', 'zone', 'receivedAt', 'owner', 'tags'],
      natural: ({ subject, receivedAt }) => joined(subject, receivedAt),
    },
    { label: requestLabel, needs: ({ exhibitId }) => [exhibitId] },
  ),
  kind(
    'request step',
    'case/requests.json',
    (each) => inside(each, 'requests').flatMap(({ id, log }) => rows(log).map((own) => ({ ...own, request: id }))),
    {
      id: ({ request, kind: of, at, note, by }) => joined(request, of, at, note, by),
      title: ({ kind: of, at }) => `${text(of)} ${text(at)}`,
      under: ({ request }) => text(request),
    },
    { needs: ({ request }) => [request] },
  ),
  kind(
    'question',
    'case/requests.json',
    (each) => inside(each, 'requests').flatMap(({ questions }) => rows(questions)),
    {
      title: ({ number, text: words }) => `${questionLabel(Number(number))} ${short(words)}`,
      fields: ANSWER,
      natural: ({ requestId, text: words }) => joined(requestId, words),
      under: ({ requestId }) => text(requestId),
    },
    {
      label: questionLabel,
      needs: ({ requestId, findings, exhibits }) => [requestId, ...(findings as []), ...(exhibits as [])],
    },
  ),
  kind(
    'screening run',
    'case/screening.json',
    (each) => inside(each, 'runs'),
    {
      id: ({ exhibitId }) => text(exhibitId),
      title: ({ subjects, hits }) => `${text(subjects)} subjects, ${text(hits)} hits`,
    },
    { needs: ({ exhibitId }) => [exhibitId] },
  ),
  {
    name: 'screening decision',
    documents: ['case/screening.json'],
    partial: false,
    label: null,
    list: (documents) =>
      latest(
        inside(documents.get('case/screening.json'), 'decisions'),
        ({ subject, list, entry }) => joined(subject, list, entry),
        {
          title: ({ subject, list, entry }) => `${text(subject)} on ${text(list)}, ${text(entry)}`,
          fields: ['verdict', 'reason', 'at', 'by'],
        },
      ),
  },
  settings,
  kind(
    'reply',
    'case/replies.json',
    rows,
    {
      id: ({ requestId, sha256, at, recipient }) => joined(requestId, sha256, at, recipient),
      title: ({ kind: of, recipient, at }) => `${text(of)} to ${text(recipient)}, ${text(at)}`,
      under: ({ requestId }) => text(requestId),
    },
    { needs: ({ requestId }) => [requestId] },
  ),
  kind(
    'task',
    'case/work.json',
    (each) => inside(each, 'tasks'),
    {
      title: ({ text: words }) => short(words),
      fields: ['text', 'owner', 'dueAt', 'after', 'state'],
      natural: ({ text: words, typology }) => joined(text(typology), words),
    },
    { needs: () => [] },
  ),
  kind(
    'work entry',
    'case/work.json',
    (each) => inside(each, 'log'),
    {
      id: ({ at, minutes, text: words, by }) => joined(at, minutes, words, by),
      title: ({ text: words }) => short(words),
    },
    { needs: () => [] },
  ),
  kind('ending', 'case/work.json', (each) => inside(each, 'ends'), {
    id: ({ at, outcome, reason, by }) => joined(at, outcome, reason, by),
    title: ({ outcome, reason }) => `${text(outcome)}: ${short(reason)}`,
  }),
  kind(
    'retention',
    'case/retention.json',
    (each) => (isFields(each) && (each.until !== null || each.basis !== '') ? [each] : []),
    {
      id: () => 'retention',
      title: ({ until }) => `Kept until ${text(until)}`,
      fields: ['until', 'basis'],
    },
  ),
  kind(
    'country list',
    'case/countries.json',
    (each) => inside(each, 'lists'),
    { id: ({ exhibitId }) => text(exhibitId), title: ({ kind: of, format }) => `${text(of)}: ${text(format)}` },
    { needs: ({ exhibitId }) => [exhibitId] },
  ),
  kind('country note', 'case/countries.json', (each) => inside(each, 'notes'), {
    id: ({ country }) => text(country),
    title: ({ country }) => text(country),
    fields: ['text'],
  }),
  kind('legal hold', 'case/retention.json', (each) => inside(each, 'holds'), {
    id: ({ matter, reason, placedAt, placedBy }) => joined(matter, reason, placedAt, placedBy),
    title: ({ matter }) => text(matter),
  }),
];
