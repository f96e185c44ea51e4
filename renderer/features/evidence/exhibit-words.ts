import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { EXHIBIT_KINDS, PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';

/** What of an exhibit is shown first: the certificate where a link leads to a warning of the import, or what is asked about its columns. */
export type ExhibitPart = 'content' | 'certificate' | 'questions';

export const SENSITIVITY: Record<Exhibit['sensitivity'], string> = {
  normal: 'Normal',
  personal: 'Personal data (blurred until shown)',
  graphic: 'Graphic (blurred until shown)',
};

/** The Admiralty scale (NATO AJP-2.1): reliability of the source. */
export const RELIABILITY: Record<NonNullable<Exhibit['reliability']>, string> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged',
};
/** The Admiralty scale: credibility of the information. */
export const CREDIBILITY: Record<NonNullable<Exhibit['credibility']>, string> = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
};

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^image\//, 'Image'],
  [/^video\//, 'Video'],
  [/^audio\//, 'Audio'],
  [/pdf$/, 'PDF'],
  [/zip|compressed|tar|7z/, 'Archive'],
  [/^text\/|json$|xml$/, 'Text'],
];
/** The kind a person would call it by. */
export function kindWords({ preview, kind, mediaType }: Pick<Exhibit, 'preview' | 'kind' | 'mediaType'>): string {
  const known = EXHIBIT_KINDS[kind].heading ?? PREVIEWS[preview].heading;
  return known ?? FAMILIES.find(([pattern]) => pattern.test(mediaType))?.[1] ?? 'Other';
}

export const gradeOf = ({ reliability, credibility }: Pick<Exhibit, 'reliability' | 'credibility'>): string =>
  reliability || credibility ? `${reliability ?? '–'}${credibility ?? '–'}` : '';
