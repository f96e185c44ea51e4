import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { JobContext } from '../context.ts';
import { inMemory } from '../files/tickets.ts';
import { gather } from './gather.ts';
import { layOut, withPrinter } from './lay-out.ts';
import { ALL_ALLOWED, occasionOf } from './occasion.ts';
import { judged } from './report-check.ts';

/** What a ticket of a preview stands for: no other file is given to the screen. */
export const PREVIEW = 'application/pdf; preview';

/**
 * Lays an edition out for the screen: resolved and redacted as a print is, marked as a preview on each page. It is held in memory
 * alone, counts no copy and leaves no record. The report check is that of the words: no query runs again for it.
 */
export async function previewPages(
  context: JobContext,
  { caseId, edition }: Parsed<'report.previewPages'>,
): Promise<Output<'report.previewPages'>> {
  const { core, session, breathe } = context;
  context.label('Laying out a preview');
  const occasion = occasionOf(core, session, edition, core.now().toISOString());
  const { model, points, material, secrets } = await gather(context, caseId, occasion, () => breathe());
  const draft = judged(points, material.settings.accepted).filter(({ accepted }) => accepted === null).length;
  const request = {
    model: { ...model, draft, preview: true as const },
    password: null,
    owner: null,
    permissions: ALL_ALLOWED,
  };
  const { printed, withheld } = await withPrinter(context, (child) => layOut(context, child, secrets, request));
  const { pdf, pages, places = [] } = printed;
  return {
    ticket: core.tickets.issue({ name: 'preview.pdf', mediaType: PREVIEW, open: () => inMemory(pdf) }),
    ...{ pages, places: [...places], withheld },
  };
}
