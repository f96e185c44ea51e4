import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Handlers, JobContext } from '../context.ts';
import { keptResult } from '../query/results.ts';
import { follow } from './follow.ts';
import { datasetsShown, placesOf, rowsBehind, rowsShowing } from './result-rows.ts';

export const selectionHandlers: Handlers<'selection'> = {
  'selection.follow': (context, { caseId, selection }) => {
    context.label('Following the selection');
    return follow(context, caseId, selection);
  },
  'selection.behind': behind,
  'selection.within': async (context, { resultId, rows }) => {
    context.label('Looking for the selection in a result');
    const kept = keptResult(context.session, resultId);
    return rowsShowing(context, kept, datasetsShown(context.db, kept), rows);
  },
};

async function behind(
  context: JobContext,
  { resultId, which }: Parsed<'selection.behind'>,
): Promise<Output<'selection.behind'>> {
  context.label('Looking for the rows behind a result');
  const kept = keptResult(context.session, resultId);
  const shown = datasetsShown(context.db, kept);
  const places = await placesOf(context, kept, which);
  const { rows, notes } = await rowsBehind(context, kept, shown, places);
  return { of: places.length, rows, notes };
}
