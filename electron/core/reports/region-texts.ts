import { Fault } from '../../../shared/contract/errors.ts';
import { extract } from '../../../shared/domain/extract.ts';
import type { JobContext } from '../context.ts';
import { pictureOf } from '../evidence/reads.ts';
import type { pictureReader } from '../ocr/reads.ts';
import { renderPicture } from '../pictures/pictures.ts';
import type { Secrets } from './resolve/seek.ts';

/** Longest side of a region as it is read, in pixels: as many as a page of print has. */
const LONGEST = 3000;
/** Letters and digits that a line has at the least for it to be told again by chance nowhere: a name, an address. */
const TELLING = 8;

type Context = Pick<JobContext, 'core' | 'session' | 'db' | 'signal'>;
/** What was read under regions, by picture and region, until the vault is locked. */
const readings = new WeakMap<JobContext['session'], Map<string, string>>();

/**
 * What stands under the regions that an edition redacts, as far as OCR reads it: values such as numbers, addresses and accounts, and
 * lines of two words or more, by which the same is found elsewhere. A picture that cannot be decoded is not printed and has none.
 */
export async function textsUnder(
  { core, session, db, signal }: Context,
  covered: NonNullable<Secrets['covered']>,
  reader: Pick<ReturnType<typeof pictureReader>, 'read'>,
): Promise<Secrets['values']> {
  const known = readings.get(session) ?? new Map<string, string>();
  readings.set(session, known);
  const found: { value: string; label: string }[] = [];
  for (const { exhibitId, label, ...part } of covered) {
    const key = JSON.stringify([exhibitId, part]);
    let text = known.get(key);
    if (text === undefined) {
      try {
        const options = { longest: LONGEST, format: 'png', part } as const;
        const { bytes } = await renderPicture({ core, session, signal }, pictureOf(db, exhibitId), options);
        text = await reader.read(bytes, signal);
      } catch (error) {
        if (!(error instanceof Fault) || !['unsupported', 'too-large', 'not-found'].includes(error.code)) throw error;
        text = '';
      }
      known.set(key, text);
    }
    found.push(...tellingIn(text).map((value) => ({ value, label })));
  }
  return found;
}

/** Seven digits and more, however they are parted: a phone, an account, a card. */
const LONG_NUMBER = /(?<![\d.,+])\+?\d(?:[ \u00a0()/-]{0,2}\d){6,}(?![\d]|[.,]\d)/g;

/** Values of a text, its long numbers, and its lines that are more than a word or the time of a message. */
export function tellingIn(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) => (line.match(/\p{L}{3,}/gu) ?? []).length >= 2 && line.replace(/[^\p{L}\p{N}]/gu, '').length >= TELLING,
    );
  const numbers = [...text.matchAll(LONG_NUMBER)].map(([number]) => number);
  return [...new Set([...extract(text).map(({ text: value }) => value), ...lines, ...numbers])];
}
