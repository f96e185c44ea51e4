import type { Link } from '../../../shared/contract/entities.ts';
import { PictureFacts } from '../../../shared/contract/pictures.ts';
import {
  CASE_LANES,
  type CaseLane,
  type Lane,
  type LaneEvents,
  type TimelineEvent,
} from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { actionWords } from '../../../shared/domain/custody-actions.ts';
import { factsExhibits, factsWords } from '../../../shared/domain/link-facts.ts';
import { fromSql, type Precision, type Span, shownIn, spanOf } from '../../../shared/domain/moments.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { requireCase } from '../cases/reads.ts';
import { entriesUpTo } from '../custody/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { listEvents } from '../events/reads.ts';
import { derivativeOf, exhibitNaming, listExhibits } from '../evidence/reads.ts';
import { type Asked, binned, isWithin, packed } from './lane-events.ts';

type Told = Omit<TimelineEvent, 'key' | 'ref' | 'shown'> & { readonly precision: Precision };
const NAMES: Readonly<Record<CaseLane, string>> = {
  events: 'Events entered by hand',
  exhibits: 'Exhibits acquired',
  pictures: 'Pictures taken',
  links: 'Links, first to last',
  custody: 'Custody log',
};
const NONE = { exhibitId: null, exhibit: '', row: null, discovered: '', eventId: null, detail: '' } as const;

/** Everything of one kind that has a time, ascending. @param zone that times of no zone are taken to be of, and that others are shown in */
export function eventsOfCase(db: ReadDb, caseId: CaseId, lane: CaseLane, zone: string): Told[] {
  requireCase(db, caseId);
  return OF_LANE[lane](db, caseId, zone).toSorted((a, b) => a.from - b.from);
}

const OF_LANE: Readonly<Record<CaseLane, (db: ReadDb, caseId: CaseId, zone: string) => Told[]>> = {
  events: (db, caseId, zone) =>
    listEvents(db, caseId).flatMap((event): Told[] => {
      const span = spanOf(event.starts, event.zone);
      if (!span) return [];
      const end = event.until === '' ? null : spanOf(event.until, event.zone);
      const known = event.discovered === '' ? null : spanOf(event.discovered, event.zone);
      const [first] = event.exhibits;
      return [
        {
          ...NONE,
          ...span,
          to: end ? end.to : span.to,
          original: `${event.starts}${event.until && ` to ${event.until}`} ${event.zone}`,
          zone: 'own',
          title: event.title,
          detail: event.note,
          exhibitId: first ?? null,
          exhibit: event.exhibits.map((id) => exhibitNaming(db, id)?.label ?? '').join(', '),
          discovered: known ? shown(known, zone) : '',
          eventId: event.id,
        },
      ];
    }),
  exhibits: (db, caseId, zone) =>
    listExhibits(db, caseId).map((exhibit) => ({
      ...NONE,
      ...atInstant(exhibit.acquiredAt),
      original: `${exhibit.acquiredAt} (taken in ${exhibit.acquiredZone})`,
      zone: 'own',
      title: `${exhibit.label} ${exhibit.title}`,
      detail: [exhibit.acquiredHow, exhibit.source, exhibit.removedAt && 'removed since'].filter(Boolean).join(' · '),
      exhibitId: exhibit.id,
      exhibit: exhibit.label,
      discovered: shown(atInstant(exhibit.acquiredAt), zone),
    })),
  pictures: (db, caseId, zone) =>
    listExhibits(db, caseId).flatMap((exhibit): Told[] => {
      const found = derivativeOf(db, exhibit.id, 'exif');
      if (!found) return [];
      const { groups } = PictureFacts.parse(JSON.parse(Buffer.from(found.bytes).toString('utf8')));
      const taken = groups.flatMap(({ facts }) => facts).find(({ name }) => name === 'Taken')?.value ?? '';
      const read = takenAt(taken, zone);
      if (!read) return [];
      return [
        {
          ...NONE,
          ...read,
          original: taken,
          title: `${exhibit.label} ${exhibit.title}`,
          detail: 'Time of the camera, as the file says',
          exhibitId: exhibit.id,
          exhibit: exhibit.label,
          discovered: shown(atInstant(exhibit.acquiredAt), zone),
        },
      ];
    }),
  links: (db, caseId, zone) => linkEvents(db, caseId, listLinks(db, caseId), zone),
  custody: (db, caseId) =>
    [...entriesUpTo(db, caseId, Number.MAX_SAFE_INTEGER)].map((entry) => ({
      ...NONE,
      ...atInstant(entry.at),
      original: `${entry.at} (${entry.zone})`,
      zone: 'own',
      title: actionWords(entry.action),
      detail: `${entry.subject} · ${entry.actor} · entry ${entry.seq}`,
    })),
};

/** What links say of their first and last time. */
export function linkEvents(db: ReadDb, caseId: CaseId, links: readonly Link[], zone: string): Told[] {
  const labels = new Map<string, string>(listEntities(db, caseId).map(({ id, label }) => [id, label]));
  const nameOf = (id: string) => labels.get(id) ?? exhibitNaming(db, id)?.label ?? 'a note';
  return links.flatMap((link): Told[] => {
    const { facts } = link;
    const first = facts?.first ? fromSql(facts.first) : null;
    const last = facts?.last ? fromSql(facts.last) : first;
    const span = first && spanOf(first.text, first.isUtc ? 'UTC' : zone);
    const end = last && spanOf(last.text, last.isUtc ? 'UTC' : zone);
    if (!facts || !span) return [];
    return [
      {
        ...NONE,
        ...span,
        to: end ? Math.max(end.to, span.to) : span.to,
        original: `${facts.first}${facts.last && facts.last !== facts.first ? ` to ${facts.last}` : ''}`,
        zone: first.isUtc ? 'as written' : 'assumed',
        title: `${nameOf(link.from.id)} ${link.type || 'linked to'} ${nameOf(link.to.id)}`,
        detail: factsWords(facts),
        exhibitId: facts.exhibit,
        exhibit: factsExhibits(facts)
          .map((id) => exhibitNaming(db, id)?.label ?? '')
          .join(', '),
      },
    ];
  });
}

const atInstant = (text: string): Span => {
  const from = Date.parse(text);
  return { from, to: from + 1, precision: 'second' };
};
export const shown = ({ from, precision }: Pick<Span, 'from' | 'precision'>, zone: string): string =>
  shownIn(from, offsetOf(from, zone), precision);

/** "2024-05-04 13:02:11.25 +02:00" as pictures tell it; without an offset it is of the zone asked for. */
function takenAt(text: string, zone: string): (Span & { readonly zone: Lane['zone'] }) | null {
  const [, clock = '', offset = ''] =
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?) ?([+-]\d\d:?\d\d|Z)?/.exec(text) ?? [];
  if (offset === '') {
    const span = spanOf(clock, zone);
    return span && { ...span, zone: 'assumed' };
  }
  const span = spanOf(clock, 'UTC');
  if (!span) return null;
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { from: span.from - ahead, to: span.to - ahead, precision: span.precision, zone: 'as written' };
}

/** The lanes of the case that hold anything. */
export const caseLanes = (db: ReadDb, caseId: CaseId): Lane[] =>
  CASE_LANES.flatMap((kind): Lane[] => {
    const events = eventsOfCase(db, caseId, kind, 'UTC');
    const [first] = events;
    if (!first) return [];
    const precisions = new Set(events.map(({ precision }) => precision));
    return [
      {
        key: { kind },
        name: NAMES[kind],
        rests: '',
        dated: events.length,
        undated: 0,
        first: first.from,
        last: events.reduce((last, { to }) => Math.max(last, to), first.to) - 1,
        precision: precisions.size === 1 ? first.precision : null,
        zone: events.some(({ zone }) => zone === 'assumed') ? 'assumed' : 'own',
        zoneName: '',
      },
    ];
  });

export function caseEvents(db: ReadDb, kind: CaseLane, asked: Asked): LaneEvents {
  const all = eventsOfCase(db, asked.caseId, kind, asked.zone)
    .map(({ from, to }, ref) => ({ from, to, ref }))
    .filter((event) => isWithin(event, asked));
  if (all.length > asked.most) return { key: { kind }, total: all.length, ...packed([]), bins: binned(all, asked) };
  return { key: { kind }, total: all.length, ...packed(all), bins: null };
}

/** @param refs places in the list of the lane, as `caseEvents` numbers them */
export function describeEvents(
  db: ReadDb,
  caseId: CaseId,
  kind: CaseLane,
  refs: readonly number[],
  zone: string,
): TimelineEvent[] {
  const all = eventsOfCase(db, caseId, kind, zone);
  return refs.flatMap((ref) => {
    const found = all[ref];
    if (!found) return [];
    return [told(found, { kind }, ref, zone)];
  });
}

/** As a list shows it. */
export const told = (
  { precision, ...event }: Told,
  key: TimelineEvent['key'],
  ref: number,
  zone: string,
): TimelineEvent => ({
  ...event,
  key,
  ref,
  shown: shown({ from: event.from, precision }, zone),
});
