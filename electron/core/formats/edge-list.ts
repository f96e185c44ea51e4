import { decoded } from './json.ts';
import type { Found, TableRecord } from './table.ts';

/*
 * An edge list: a line for each link, the numbers of its two nodes and perhaps a weight, with blanks between; lines that begin
 * with # or % are comments. SNAP, KONECT and NetworkX write networks so.
 */
const LINK = /^\s*(\d+)[ \t]+(\d+)(?:[ \t]+(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))?\s*$/;
const isSpare = (line: string): boolean => /^\s*(?:[#%].*)?$/.test(line);
const LEAST_LINES = 8;

/** @param head the start of a text, whose last line may be cut off */
export function looksLikeEdgeList(head: string): boolean {
  const lines = head.split(/\r?\n/, 200).slice(0, -1);
  const links = lines.filter((line) => !isSpare(line));
  return links.length >= LEAST_LINES && links.every((line) => LINK.test(line));
}

export function readEdgeList(bytes: Uint8Array): Found {
  const { text, notes } = decoded(bytes);
  const isWeighted = text.split(/\r?\n/, 200).some((line) => LINK.exec(line)?.[3] !== undefined);
  const header = isWeighted ? ['source', 'target', 'weight'] : ['source', 'target'];
  return {
    tables: [
      {
        part: '',
        format: 'edge list',
        header,
        width: header.length,
        notes: [...notes, 'An edge list does not say whether its links have a direction.'],
        *records() {
          for (const [at, line] of text.split(/\r?\n/).entries())
            if (!isSpare(line)) yield record(line, at + 1, isWeighted);
        },
      },
    ],
    notes: [],
  };
}

function record(raw: string, line: number, isWeighted: boolean): TableRecord {
  const found = LINK.exec(raw);
  if (!found) return { cells: [], line, problem: 'it does not name two nodes by their numbers', raw };
  const [, source = '', target = '', weight = null] = found;
  return { cells: isWeighted ? [source, target, weight] : [source, target], line, problem: null, raw };
}
