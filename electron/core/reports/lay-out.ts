import { Fault } from '../../../shared/contract/errors.ts';
import { counted } from '../../../shared/domain/counted.ts';
import type { JobContext } from '../context.ts';
import { Child } from '../process/child.ts';
import { leaksInPictures } from './leak-pictures.ts';
import { leaksIn, placesIn, takenApart } from './leak-test.ts';
import type { PrintedPdf, ReportModel } from './model.ts';
import type { PrintRequest } from './process.ts';
import type { Secrets } from './resolve/seek.ts';

/** Starts the process that lays reports out, ends it when the vault is locked, and at the latest when `work` is done. */
export async function withPrinter<T>({ core, session }: JobContext, work: (child: Child) => Promise<T>): Promise<T> {
  const child = new Child(core.startProcess, 'pdf');
  session.onClose(() => child.kill());
  try {
    return await work(child);
  } finally {
    child.kill();
  }
}

/**
 * Lays a report out, and looks through the file for what its edition redacts: texts, and unless it is a preview what its
 * pictures show.
 * @param onNotice is told when it is laid out, and when it is written
 * @returns the print, why it is to be withheld, null where it holds no secret, and what to know of the search
 * @throws Fault `too-large` where the layout needs more memory than the process may take
 */
export async function layOut(
  context: JobContext,
  child: Child,
  secrets: Secrets,
  request: Omit<PrintRequest, 'twin'>,
  onNotice: () => void = () => {},
): Promise<LaidOut> {
  const { signal, label, breathe } = context;
  const { model } = request;
  const twin = hasSecrets(secrets);
  const printed = await child
    .ask<PrintedPdf>('print', { ...request, twin }, { signal, onNotice })
    .catch((error: unknown) => {
      throw child.ended && !signal.aborted ? tooLarge(model) : error;
    });
  if (!twin) return { printed, withheld: null, searched: [] };
  const file = printed.plain ?? printed.pdf;
  const texts = takenApart(file);
  const leaks = leaksIn(texts, secrets);
  const seen = model.preview
    ? { leaks: [], searched: 0 }
    : await leaksInPictures(
        context,
        file,
        model,
        secrets,
        async (at, all) => {
          label(`Reading picture ${at + 1} of ${all} for the leak test`);
          await breathe();
        },
        () => texts,
      );
  leaks.push(...seen.leaks);
  return {
    printed,
    withheld: leaks.length === 0 ? null : leakWords(leaks, placesIn(model, secrets)),
    searched: seen.searched === 0 ? [] : [searchedWords(seen.searched)],
  };
}

interface LaidOut {
  readonly printed: PrintedPdf;
  readonly withheld: string | null;
  readonly searched: readonly string[];
}

const searchedWords = (pictures: number): string =>
  `${counted(pictures, 'picture')} ${pictures === 1 ? 'was' : 'were'} searched by OCR for what this edition redacts. What OCR does not read, such as faces, handwriting and small or faint text, it does not find: look at them.`;

export const hasSecrets = ({ values, patterns, pictures = [], covered = [] }: Secrets): boolean =>
  values.length + patterns.length + pictures.length + covered.length > 0;

/** Why a print is withheld: where it still holds what it redacts, by the labels of that. */
export const leakWords = (leaks: readonly string[], places: readonly string[]): string =>
  `The print is withheld: it still holds what its edition redacts. ${firstOf(leaks, '; ')}.${places.length === 0 ? '' : ` It comes from: ${firstOf(places, '; ')}. Change that field, or leave it out of the report; numbers, dates and hashes that the program records stay as they are.`}${leaks.some((leak) => leak.includes('picture')) ? ' A picture shows it: redact that region too, or blacken it in a working copy, or leave the exhibit out.' : ''}`;
const firstOf = (all: readonly string[], sign: string): string =>
  `${all.slice(0, 8).join(sign)}${all.length > 8 ? `${sign}and ${all.length - 8} more` : ''}`;

/** What ends the pdf process by itself is a layout that needs more memory than it may take. */
const tooLarge = ({ exhibits, custody }: ReportModel): Fault =>
  new Fault(
    'too-large',
    `The report could not be laid out: with ${exhibits.length} exhibits and ${custody.length} custody entries it needs more memory than the program takes. Leave exhibits out, or print another edition.`,
  );
