import { createHash } from 'node:crypto';
import type { Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { inMemory } from '../files/tickets.ts';
import { Child } from '../process/child.ts';
import type { Letter, PrintedPdf } from './model.ts';

type Printed = Output<'reply.print'>;

/**
 * Lays out a document of a few pages that is no report: a reply, a briefing, a certificate. Its words were decided before.
 * @param recorded writes what tells of the print, in one transaction with its custody entry
 */
export async function printLetter(
  { core, session, signal, note, label, progress }: JobContext,
  name: string,
  letter: Letter,
  recorded: (context: WriteContext, facts: Pick<Printed, 'pages' | 'bytes' | 'sha256'>) => void,
): Promise<Printed> {
  label(`Laying out ${name}`);
  const child = new Child(core.startProcess, 'pdf');
  session.onClose(() => child.kill());
  try {
    const { pdf, pages, unknownCharacters } = await child
      .ask<PrintedPdf>('letter', { letter }, { signal })
      .catch((error: unknown) => {
        throw child.ended && !signal.aborted ? new Fault('too-large', `${name} is too long to be laid out.`) : error;
      });
    const facts = { pages, bytes: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') };
    note((context) => recorded(context, facts));
    progress(1, 1, 'steps');
    const ticket = core.tickets.issue({ name, mediaType: 'application/pdf', open: () => inMemory(pdf) });
    const warnings =
      unknownCharacters.length > 0
        ? [`No font has these characters, which are printed as their code points: ${unknownCharacters.join(' ')}`]
        : [];
    return { ticket, name, ...facts, warnings };
  } finally {
    child.kill();
  }
}
