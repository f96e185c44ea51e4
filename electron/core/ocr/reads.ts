import { Fault } from '../../../shared/contract/errors.ts';
import { OcrLanguage } from '../../../shared/contract/ocr.ts';
import type { JobContext } from '../context.ts';
import { Child } from '../process/child.ts';
import type { ReadRequest } from './process.ts';

/** The settings of a vault, which are above this area. */
interface Settings {
  meta(key: string): string | null | undefined;
}

/** Whether pictures are read without being asked, and in what languages, the likeliest first. */
export function readingPlan(session: Settings): { readPictures: boolean; readLanguages: OcrLanguage[] } {
  const known = (session.meta('read_languages') ?? '')
    .split('+')
    .map((code) => OcrLanguage.safeParse(code).data)
    .filter((code) => code !== undefined);
  return {
    readPictures: session.meta('read_pictures') !== 'no',
    readLanguages: known.length > 0 ? known : ['eng'],
  };
}

/** Screenshots of 9 megapixels took 3 s in English and up to 12 s in all five languages, on a busy machine. */
export const READ_SECONDS = 180;
export const tooLong = () => new Fault('too-large', `Reading it took more than ${READ_SECONDS} s and was stopped.`);

/** Reads pictures one after the other in a process of its own, which starts with the first; end it when done. */
export function pictureReader({ core, session }: Pick<JobContext, 'core' | 'session'>) {
  let child: Child | null = null;
  session.onClose(() => child?.kill());
  return {
    /** @param picture a PNG or JPEG @returns its text @throws Fault `too-large` after three minutes */
    async read(picture: Uint8Array, signal: AbortSignal): Promise<string> {
      if (child === null || child.ended) child = new Child(core.startProcess, 'reader');
      const reading = child;
      const request: ReadRequest = { picture, languages: readingPlan(session).readLanguages };
      const timer = setTimeout(() => reading.kill(tooLong()), READ_SECONDS * 1000);
      const { text } = await reading
        .ask<{ text: string }>('read', request, { signal })
        .finally(() => clearTimeout(timer));
      return text;
    },
    end: (): void => child?.kill(),
  };
}
