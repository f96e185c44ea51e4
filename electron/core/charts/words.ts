import { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById, exhibitNaming } from '../evidence/reads.ts';

/**
 * The canonical form of a chart as a search shows it: names and values without the marks of JSON. A long chart is indexed in
 * pieces, which are no JSON by themselves, so that it is not parsed.
 */
export const chartWords = (canonical: string): string =>
  canonical
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(/\\(["\\/])/g, '$1')
    .replaceAll(/"(\w+)":/g, ' $1: ')
    .replaceAll(/[{}[\]"]+/g, ' ')
    .replaceAll(/\s*,\s*/g, ', ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();

/** The content of an exhibit as a search shows it. */
export const readableContent = (db: ReadDb, id: string, content: string): string =>
  exhibitNaming(db, id) && exhibitById(db, ExhibitId.parse(id)).kind === 'chart' ? chartWords(content) : content;
