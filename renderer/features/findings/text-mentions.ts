import type { Entity } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding, Format } from '../../../shared/contract/findings.ts';
import type { Snapshot } from '../../../shared/contract/snapshots.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';

/** What "@" can name. */
export interface Mention {
  readonly key: string;
  /** What is written. */
  readonly text: string;
  /** What tells a reader which one it is. */
  readonly told: string;
  readonly kind: string;
  readonly name: Pick<Format, 'is' | 'id'> | null;
}

const KINDS = { file: 'exhibit', query: 'query', chart: 'chart', trace: 'trace' } as const;
/** A text before the cursor that asks for a name: "@", then what it is sought by, with the number of a row behind it. */
const ASKED = /(?:^|[\s([“])@([^\s@]{0,60}(?: \d{0,7})?)$/u;
export const askedIn = (before: string): string | null => ASKED.exec(before)?.[1] ?? null;
const MOST = 8;

export function mentionsOf(of: {
  readonly exhibits: readonly Exhibit[];
  readonly findings: readonly Finding[];
  readonly entities: readonly Entity[];
  readonly snapshots: readonly Snapshot[];
}): Mention[] {
  return [
    ...of.exhibits.map(({ label, title, kind }) => ({
      ...{ key: label, text: label, told: title, kind: KINDS[kind], name: null },
    })),
    ...of.findings.map(({ number, claim }) => ({
      ...{ key: findingLabel(number), text: findingLabel(number), told: claim, kind: 'finding', name: null },
    })),
    ...of.entities.map(({ id, label, type }) => ({
      ...{ key: id, text: label.replace(/\s+/g, ' '), told: '', kind: type, name: { is: 'entity', id } as const },
    })),
    ...of.snapshots.map(({ id, title }) => ({
      ...{ key: id, text: title, told: '', kind: 'snapshot', name: { is: 'snapshot', id } as const },
    })),
  ];
}

/** What fits best comes first: the beginning of a name, then any part of it or of what it is about. "E-0005 14" asks for row 14. */
export function found(mentions: readonly Mention[], asked: string): Mention[] {
  const [words = '', row] = asked.split(' ');
  const sought = words.toLowerCase();
  const rank = ({ text, told }: Mention): number => {
    const name = text.toLowerCase();
    if (name.startsWith(sought)) return 0;
    // "@5" is exhibit 5, however many zeros its label has.
    if (/^\d+$/.test(sought) && new RegExp(`-0*${sought}$`).test(name)) return 0;
    return name.includes(sought) ? 1 : told.toLowerCase().includes(sought) ? 2 : 3;
  };
  const sorted = mentions
    .map((mention) => ({ mention, at: rank(mention) }))
    .filter(({ at, mention }) => at < 3 && (row === undefined || /^E-/.test(mention.text)))
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map(({ mention }) => mention);
  return row === undefined || row === ''
    ? sorted
    : sorted.map((mention) => ({
        ...mention,
        key: `${mention.key} ${row}`,
        text: `${mention.text} row ${row}`,
        told: mention.told,
      }));
}
