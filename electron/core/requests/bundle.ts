import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commands } from '../../../shared/contract/commands.ts';
import { Calendar, Question, Request } from '../../../shared/contract/requests.ts';
import { type CalendarId, RequestId } from '../../../shared/contract/values.ts';
import { type BundlePart, parsePart } from '../bundle-part.ts';
import { listCalendars, saveCalendar } from './calendars.ts';
import { addRequest } from './commands.ts';
import { askQuestion, chosen, listQuestions, markDelivered } from './questions.ts';
import { insertLog, listRequests } from './store.ts';

const REQUESTS = 'case/requests.json';
const Number1 = z.int().min(1).max(999_999);
const BundledQuestion = Question.omit({
  ...{ caseId: true, findingLabels: true, exhibitLabels: true, state: true },
  ...{ taken: true, byFindings: true },
})
  .extend({ number: Number1 })
  .strict();
const BundledRequest = Request.omit({ caseId: true, outcome: true })
  .extend({ number: Number1, questions: z.array(BundledQuestion).max(10_000) })
  .strict();
const BundledRequests = z.strictObject({
  requests: z.array(BundledRequest).max(10_000),
  calendars: z.array(Calendar.strict()).max(1000),
});
type BundledRequests = z.infer<typeof BundledRequests>;

/** The requests of a whole case with their questions, and the calendars that they wait by. Bundles of an older version hold none. */
export const requestsPart: BundlePart = {
  tables: ['requests', 'request_log', 'questions', 'question_support', 'calendars'],
  documents: () => [{ name: REQUESTS, required: false, schema: BundledRequests }],
  gather: ({ db, caseId, scope, subjects }) => {
    const requests = scope === 'case' ? listRequests(db, caseId) : [];
    if (requests.length === 0) return [];
    const questions = listQuestions(db, caseId);
    const used = new Set(requests.map(({ calendarId }) => calendarId));
    for (const { id } of requests) subjects.add(id);
    const value: BundledRequests = {
      requests: requests.map(({ caseId: _case, outcome: _outcome, ...request }) => ({
        ...request,
        questions: questions
          .filter(({ requestId }) => requestId === request.id)
          .map((question) => {
            const {
              caseId: _of,
              findingLabels: _f,
              exhibitLabels: _e,
              state: _s,
              taken: _t,
              byFindings: _b,
              ...rest
            } = question;
            return { ...rest, ...chosen(question) };
          }),
      })),
      calendars: listCalendars(db).filter(({ id }) => used.has(id)),
    };
    return [{ name: REQUESTS, value: BundledRequests.parse(value) }];
  },
  restore: ({ write, references, document }) => {
    const given = document(REQUESTS, BundledRequests);
    const { caseId } = references;
    const calendars = new Map((given?.calendars ?? []).map((each) => [each.id, calendarHere(each)]));
    for (const { questions, id, log, ...rest } of given?.requests ?? []) {
      const known = references.has(id);
      const here = known ? references.find('request', id) : RequestId.parse(randomUUID());
      if (!known) references.add('request', id, here);
      const calendarId = rest.calendarId && (calendars.get(rest.calendarId) ?? null);
      const exhibitId = rest.exhibitId && references.find('exhibit', rest.exhibitId);
      if (!known) addRequest(write, { ...rest, id: here, caseId, calendarId, exhibitId, outcome: '', log: [] });
      for (const entry of log) insertLog(write.db, here, { ...entry, id: randomUUID() });
      for (const question of questions) {
        const { id: old, requestId: _request, number, findings, exhibits, delivered, ...answer } = question;
        const input = {
          ...answer,
          requestId: here,
          findings: references.all('finding', findings),
          exhibits: references.all('exhibit', exhibits),
        };
        const made = askQuestion(write, parsePart(commands['question.create'].input, input), number);
        references.add('question', old, made.id);
        if (delivered) markDelivered(write.db, made.id, delivered.answer, delivered.at, delivered.to);
      }
    }
    return {};

    /** The one of this vault that is the same in all it says; else one of its own, under a name that is free. */
    function calendarHere({ id: _id, savedAt: _at, savedBy: _by, ...said }: Calendar): CalendarId {
      const known = listCalendars(write.db);
      const same = known.find(
        ({ id: _own, savedAt: _when, savedBy: _who, ...each }) => JSON.stringify(each) === JSON.stringify(said),
      );
      if (same) return same.id;
      const names = new Set(known.map(({ name }) => name.toLowerCase()));
      let name = said.name;
      for (let at = 2; names.has(name.toLowerCase()); at++) name = `${said.name} (${at})`;
      return saveCalendar(write, parsePart(commands['calendar.save'].input, { ...said, name })).id;
    }
  },
};
