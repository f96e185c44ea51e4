import canonicalize from 'canonicalize';
import type { Tlp } from '../../../shared/contract/cases.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Trend, Watched } from '../../../shared/contract/trends.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { markingOf } from '../../../shared/domain/requests/reply-text.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import { TREND_WORDS } from '../../../shared/domain/trend-words.ts';
import { caseFacts } from '../cases/reads.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { printLetter } from '../reports/letter.ts';
import type { LetterBlock } from '../reports/model.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { countryBlocks, markingOfLists } from './country-blocks.ts';
import { holdings } from './holdings.ts';
import { readTrend } from './read-trend.ts';
import { watchedIn } from './watch.ts';

export const trendHandlers: Handlers<'trend'> = {
  'trend.read': ({ db }, asked) => readTrend(db, asked).trend,
  'trend.holdings': holdings,
  'trend.watch': ({ db }, asked) => watchedIn(db, asked),
  'trend.freeze': (context, { caseId, title, ...asked }) => {
    const into = caseFacts(context.db, caseId);
    const { trend, tlp } = readTrend(context.session.reader, asked);
    // An exhibit carries no marking but that of its case, and a trend tells of all cases.
    if (markingOf(into.tlp, tlp) !== into.tlp)
      throw new Fault(
        'conflict',
        `This trend rests on what is ${TLP[tlp].label}, and ${caseLabel(into.number)} is ${TLP[into.tlp].label}. Save it in a case of ${TLP[tlp].label}, or print the briefing, which is marked so.`,
      );
    const bytes = Buffer.from(`${canonicalize(trend)}\n`, 'utf8');
    const { by, from, to } = trend;
    const exhibit = storeExhibit(
      context,
      {
        ...{
          caseId,
          kind: 'file',
          title: title ?? `Trend by ${TREND_WORDS[by]}, ${from} to ${to}`,
          originalName: 'trend.json',
        },
        ...{ mediaType: 'application/json', preview: 'text', how: 'counted over the cases of this vault', source: '' },
        action: 'trend.freeze',
        detail: { by, from, to, cases: trend.cases, rows: trend.rows.length },
      },
      bytes,
    );
    indexExhibitText(context.db, exhibit, bytes.toString('utf8'));
    return { exhibitId: exhibit.id, label: exhibit.label };
  },
  'trend.print': async (context, { countries, ...asked }) => {
    const { core, session, db } = context;
    if (countries && asked.by !== 'country')
      throw new Fault(
        'bad-request',
        'A trend by country names countries; this one has none that a sheet could tell of.',
      );
    const read = readTrend(db, asked);
    const { trend } = read;
    const watched = watchedIn(db, asked);
    const marked = markingOfWatched(db, watched, read.tlp);
    const tlp = countries ? markingOfLists(db, marked, markingOf) : marked;
    const at = core.now().toISOString();
    const { by, from, to } = trend;
    const name = `trend-${by}-${from}-${to}.pdf`;
    const letter = {
      ...{ draft: 0, caveat: '', unrecorded: session.readOnly !== null, preparedBy: session.investigator },
      case: { label: 'Trends', title: `${from} to ${to}`, codename: '', tlp },
      title: `Trends by ${TREND_WORDS[by]}, ${from} to ${to}`,
      printedAt: at,
      program: `Redthread, ${core.program}`,
      blocks: [
        ...blocksOf(trend),
        ...(countries ? countryBlocks(db, trend, at.slice(0, 10)) : []),
        ...watchBlocks(watched),
      ],
    };
    return await printLetter(context, name, letter, ({ record }, facts) => {
      record({
        caseId: null,
        action: 'trend.print',
        subject: name,
        detail: { by, from, to, cases: trend.cases, ...facts },
      });
    });
  },
};

/** A briefing that names an indicator, or an exhibit in which it stands, is marked as restrictively as their cases. */
function markingOfWatched(db: ReadDb, watched: readonly Watched[], tlp: Tlp): Tlp {
  const cases = new Set(watched.flatMap(({ caseId, seen }) => [caseId, ...seen.map((each) => each.caseId)]));
  return [...cases].reduce((most, id) => markingOf(most, caseFacts(db, id).tlp), tlp);
}

function watchBlocks(watched: readonly Watched[]): LetterBlock[] {
  if (watched.length === 0) return [];
  const where = ({ values, seen, seenLeft }: Watched): string =>
    values.length === 0
      ? 'No value to look for: a person watches.'
      : seen.length === 0
        ? 'Not seen in what was imported in the period.'
        : `${seen.map((each) => `${each.case} ${each.exhibit} (${each.at.slice(0, 10)})`).join(', ')}${seenLeft > 0 ? `, and ${seenLeft} more` : ''}`;
  return [
    { kind: 'heading', text: 'Indicators to watch' },
    {
      kind: 'table',
      columns: ['Indicator', 'What it would point to', 'Seen in imports of the period', 'Case'],
      widths: [0, 130, 140, 50],
      right: [],
      rows: watched.map((each) => [each.text, each.means, where(each), each.case]),
    },
  ];
}

const MOST_BARS = 20;

/** What is new and rising first, then the figures and what they rest on. */
function blocksOf({ by, from, to, before, cases, casesBefore, without, basis, rows }: Trend): LetterBlock[] {
  const fresh = rows.filter(({ isNew, now }) => isNew && now > 0);
  const rising = rows.filter((row) => row.rising && !row.isNew);
  const seen = (names: readonly { readonly name: string; readonly now: number; readonly before: number }[]): string =>
    names.map(({ name, now, before: last }) => `- ${name}: ${counted(now, 'case')}, ${last} before`).join('\n');
  return [
    {
      kind: 'text',
      text: `${counted(cases, 'case')} from ${from} to ${to}; ${casesBefore} from ${before.from} to ${before.to}, a period of the same length.`,
    },
    { kind: 'heading', text: 'New' },
    { kind: 'text', text: fresh.length === 0 ? 'Nothing was seen for the first time.' : seen(fresh) },
    { kind: 'heading', text: 'Rising' },
    { kind: 'text', text: rising.length === 0 ? 'Nothing known rose to two cases or more.' : seen(rising) },
    ...(rows.length === 0
      ? []
      : ([
          { kind: 'heading', text: 'Cases' },
          {
            kind: 'bars',
            keys: { now: `${from} to ${to}`, before: `${before.from} to ${before.to}` },
            bars: rows.slice(0, MOST_BARS).map(({ name, now, before: last }) => ({ name, now, before: last })),
          },
          {
            kind: 'table',
            columns: [
              TREND_WORDS[by],
              'Cases',
              'Before',
              ...(by === 'money' ? ['Sum', 'Sum before'] : []),
              'First seen',
              'Cases of the period',
              ...(by === 'country' ? ['Stated by'] : []),
            ],
            widths:
              by === 'money'
                ? [0, 40, 42, 80, 80, 62, 90]
                : by === 'country'
                  ? [0, 40, 42, 62, 100, 110]
                  : [0, 44, 46, 70, 150],
            right: by === 'money' ? [1, 2, 3, 4] : [1, 2],
            rows: rows.map((row) => [
              ...[row.name, String(row.now), String(row.before)],
              ...(by === 'money' ? [row.sum, row.sumBefore] : []),
              `${row.firstSeen}${row.isNew ? ' (new)' : ''}`,
              row.cases.join(', '),
              ...(by === 'country' ? [row.by] : []),
            ]),
          },
        ] satisfies LetterBlock[])),
    { kind: 'heading', text: 'Basis' },
    {
      kind: 'note',
      text: `A case is dated by the first request for it, else by when it was made (UTC), and counted by ${basis}. It counts once for each. Of ${counted(cases, 'case')} of the period ${without} ${without === 1 ? 'has' : 'have'} nothing to count by. New: first seen in any case of this vault within the period. Rising: more cases than before, and two at least. Counts of cases in one vault say nothing about what was not reported.`,
    },
  ];
}
