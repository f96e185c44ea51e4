import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Calendar } from '../../../shared/contract/requests.ts';
import { CalendarId } from '../../../shared/contract/values.ts';
import { faultOfWeek } from '../../../shared/domain/clocks/work-calendar.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

export const calendarHandlers: Handlers<'calendar'> = {
  'calendar.list': ({ db }) => listCalendars(db),
  'calendar.save': saveCalendar,
  'calendar.remove': ({ db, record }, { id }) => {
    const { name } = calendarById(db, id);
    if (db.get(sql`SELECT 1 FROM requests WHERE calendar_id = ${id}`))
      throw new Fault('conflict', `Requests wait by the calendar "${name}". Give them another one first.`);
    db.run(sql`DELETE FROM calendars WHERE id = ${id}`);
    record({ caseId: null, action: 'calendar.remove', subject: name });
    return null;
  },
};

type Row = Omit<Calendar, 'week' | 'holidays' | 'goals'> & Record<'week' | 'holidays' | 'goals', string>;
const SELECT = sql`SELECT id, name, zone, week, holidays, goals, source, saved_at AS savedAt, saved_by AS savedBy FROM calendars`;
const fromRow = ({ week, holidays, goals, ...row }: Row): Calendar =>
  Calendar.parse({ ...row, week: JSON.parse(week), holidays: JSON.parse(holidays), goals: JSON.parse(goals) });

export const listCalendars = (db: ReadDb | WriteDb): Calendar[] =>
  db.all<Row>(sql`${SELECT} ORDER BY name`).map(fromRow);

/** @throws Fault `not-found` */
export const calendarById = (db: ReadDb | WriteDb, id: CalendarId): Calendar =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id}`, 'That calendar is not in this vault.'));

/** Makes one, or writes over the one of that id. @throws Fault `bad-request` for hours that are none, `conflict` for a name in use */
export function saveCalendar({ db, at, session, record }: WriteContext, input: Parsed<'calendar.save'>): Calendar {
  const { id = CalendarId.parse(randomUUID()), name, zone, week, holidays, goals, source } = input;
  const fault = faultOfWeek(week);
  if (fault) throw new Fault('bad-request', fault);
  if (input.id) calendarById(db, input.id);
  if (db.get(sql`SELECT 1 FROM calendars WHERE name = ${name.trim()} AND id <> ${id}`))
    throw new Fault('conflict', `There is a calendar "${name.trim()}" already.`);
  db.run(sql`
    INSERT INTO calendars (id, name, zone, week, holidays, goals, source, saved_at, saved_by)
    VALUES (${id}, ${name.trim()}, ${zone}, ${JSON.stringify(week)}, ${JSON.stringify(holidays)}, ${JSON.stringify(goals)},
      ${source}, ${at}, ${session.investigator})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone, week = excluded.week, holidays = excluded.holidays,
      goals = excluded.goals, source = excluded.source, saved_at = excluded.saved_at, saved_by = excluded.saved_by`);
  const saved = calendarById(db, id);
  const detail = { zone, week, holidays: Object.keys(holidays).length, source, goals };
  record({ caseId: null, action: 'calendar.save', subject: saved.name, detail });
  return saved;
}
