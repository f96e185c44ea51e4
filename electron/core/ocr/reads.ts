import { OcrLanguage } from '../../../shared/contract/ocr.ts';

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
