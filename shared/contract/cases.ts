import { z } from 'zod';
import { read, write } from './command.ts';
import { BoardId, CaseId, Instant, Line, Text, Title, Zone } from './values.ts';

/** Traffic Light Protocol 2.0 labels (FIRST, 2022), most restricted first. */
export const Tlp = z.enum(['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR']);
export type Tlp = z.infer<typeof Tlp>;
export const Priority = z.enum(['critical', 'high', 'normal', 'low']);
export const CaseStatus = z.enum(['open', 'on-hold', 'closed']);

export const Case = z.object({
  id: CaseId,
  number: z.int(),
  title: z.string(),
  codename: z.string(),
  tlp: Tlp,
  requester: z.string(),
  team: z.string(),
  priority: Priority,
  dueAt: Instant.nullable(),
  dueZone: z.string(),
  answeredAt: Instant.nullable().describe(
    'when the last of its requests got its final answer or was closed; null while one is open, or it has none',
  ),
  status: CaseStatus,
  background: z.string().describe('what was asked, by what authority'),
  createdAt: Instant,
  updatedAt: Instant.describe('of its last custody entry, openings aside'),
  counts: z.object({
    exhibits: z.int(),
    datasets: z.int(),
    entities: z.int(),
    links: z.int(),
    findings: z.int(),
  }),
  boardId: BoardId.describe('the board made with the case'),
});
export type Case = z.infer<typeof Case>;

const fields = {
  codename: Line,
  tlp: Tlp,
  requester: Line,
  team: Line,
  priority: Priority,
  dueAt: Instant.nullable(),
  dueZone: Zone,
  background: Text,
};
const optional = {
  codename: fields.codename.optional(),
  tlp: fields.tlp.optional(),
  requester: fields.requester.optional(),
  team: fields.team.optional(),
  priority: fields.priority.optional(),
  dueAt: fields.dueAt.optional(),
  dueZone: fields.dueZone.optional(),
  background: fields.background.optional(),
};

export const caseCommands = {
  'case.create': write(
    {
      title: Title,
      ...optional,
      typology: z.string().max(60).optional().describe('id of the typology whose entries its checklist begins with'),
    },
    Case,
    ['board', 'checklist'],
  ),
  'case.list': read({}, z.array(Case), 'everything'),
  'case.get': read({ caseId: CaseId }, Case, 'everything'),
  'case.update': write(
    {
      ...{ caseId: CaseId, title: Title.optional(), ...optional, status: CaseStatus.optional() },
      despiteHold: z.boolean().optional().describe('needed to close a case while a legal hold stands, which stays'),
    },
    Case,
  ),
  /** Notes in the custody log that someone opened the case. */
  'case.open': write({ caseId: CaseId }, Case),
};
