import type { z } from 'zod';
import type { BoardItem, Subject } from '../../../shared/contract/board.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { boardHandlers } from '../board/commands.ts';
import type { ReadContext } from '../context.ts';
import { findingHandlers } from '../findings/commands.ts';
import { reportHandlers } from '../reports/commands.ts';
import { BundledBoards, BundledFindings } from './format.ts';

/** What was worked out in a case: entities, links, boards, findings. */
export interface Work {
  readonly boards: z.infer<typeof BundledBoards>;
  readonly findings: z.infer<typeof BundledFindings>;
}

export async function workOf(context: ReadContext, caseId: CaseId): Promise<Work> {
  const { boardId: drawn } = await reportHandlers['report.settings'](context, { caseId });
  const boards = [];
  for (const { id } of await boardHandlers['board.list'](context, { caseId })) {
    const { title, items, notes } = await boardHandlers['board.get'](context, { boardId: id });
    boards.push({ title, items, notes, drawn: drawn === id });
  }
  const entities = await boardHandlers['entity.list'](context, { caseId });
  const links = await boardHandlers['link.list'](context, { caseId });
  return {
    boards: BundledBoards.parse({ entities, links, boards }),
    findings: BundledFindings.parse(await findingHandlers['finding.list'](context, { caseId })),
  };
}

/**
 * What rests on some exhibits alone: findings and entities all of whose exhibits go, links between what goes, and the
 * places of these on the boards. Notes, and what rests on nothing, speak of the whole case and stay.
 */
export function restingOn({ boards, findings }: Work, going: ReadonlySet<string>): Work {
  const rests = (exhibits: readonly string[]) => exhibits.length > 0 && exhibits.every((id) => going.has(id));
  const entities = boards.entities.filter(({ exhibits }) => rests(exhibits));
  const known = new Set(entities.map(({ id }) => id as string));
  const goes = ({ kind, id }: Subject) => (kind === 'exhibit' ? going : known).has(id);
  const links = boards.links.filter(
    ({ from, to, exhibits }) => goes(from) && goes(to) && exhibits.every((id) => going.has(id)),
  );
  const placed = boards.boards
    .map((board) => ({ ...board, notes: [], items: board.items.filter(({ subject }: BoardItem) => goes(subject)) }))
    .filter(({ items }) => items.length > 0);
  return {
    boards: { entities, links, boards: placed },
    findings: findings.filter(({ exhibits }) => rests(exhibits)),
  };
}
