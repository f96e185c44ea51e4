import { delimitedRows, delimiterOf } from '../delimited.ts';
import { walletForm } from '../entity-forms.ts';
import { checksumProblem } from '../identifiers.ts';

/** What a label says that an account is; `other` for what is none of them. */
export const LABEL_KINDS = ['exchange', 'mixer', 'bridge', 'swap', 'contract', 'sanctioned', 'other'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** What a list says of one address, as it says it; empty where it does not. */
export interface Label {
  /** In the normal form of wallets. */
  readonly address: string;
  readonly text: string;
  readonly kind: LabelKind;
  /** The kind is read from words of its name alone: the list tells no category. */
  readonly byName: boolean;
  /** Chain or currency: an address of one may be another's on another. */
  readonly chain: string;
  readonly source: string;
  readonly date: string;
  readonly confidence: string;
}
export interface LabelList {
  /** "GraphSense tagpack", "Etherscan labels", … */
  readonly format: string;
  readonly labels: readonly Label[];
  /** Rows that are no label, and labels that may be mistyped. */
  readonly left: readonly { readonly line: number; readonly why: string }[];
}
type Left = { line: number; why: string }[];

/** Whole words: "Remixer" is no mixer. */
const KINDS: readonly (readonly [LabelKind, RegExp])[] = (
  [
    ['sanctioned', 'sanction(?:s|ed)?|ofac|black list(?:ed)?|blacklist(?:ed)?|blocked'],
    ['mixer', 'mixers?|mixing|tumblers?|coinjoin|tornado'],
    ['bridge', 'bridges?'],
    ['exchange', 'exchanges?'],
    ['swap', 'swaps?|dex|uniswap'],
    ['contract', 'contracts?'],
  ] as const
).map(([kind, words]) => [kind, new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu')]);
const wordKind = (text: string): LabelKind | undefined =>
  KINDS.find(([, words]) => words.test(text.replaceAll('_', ' ')))?.[0];

/**
 * What the list tells of an address is its kind; its name counts only where it tells nothing, since a scam is named after what it
 * pretends to be.
 * @param told category and abuse, the first that says a kind counts; empty where the list does not say
 */
function kindOf(told: readonly string[], ...names: readonly string[]): Pick<Label, 'kind' | 'byName'> {
  const given = told.filter((text) => text !== '');
  const kind = (given.length > 0 ? given : names).map(wordKind).find((each) => each !== undefined);
  return { kind: kind ?? 'other', byName: given.length === 0 && kind !== undefined };
}

/** Lists are known by their shape. @param name of the file, which says what a list of bare addresses is @returns null for no such list */
export function readLabelList(text: string, name: string): LabelList | null {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^tags:\s*$/m.test(plain) && /^\s*-?\s*address:/m.test(plain)) return readTagpack(plain);
  if (/Digital Currency Address - /.test(plain) && /^"?\d+"?,/.test(plain)) return readOfacAddresses(plain);
  return readTable(plain, name);
}

/** A GraphSense tagpack: what the head says holds for each tag that does not say otherwise. Values of several lines are joined. */
function readTagpack(text: string): LabelList {
  const head = new Map<string, string>();
  const tags: { readonly line: number; readonly of: Map<string, string> }[] = [];
  const left: Left = [];
  let into = head;
  let last = '';
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '' || /^\s*#/.test(raw)) continue;
    const begins = /^\s*-\s+(.*)$/.exec(raw);
    const indent = raw.length - raw.trimStart().length;
    const [, key, value = ''] = /^([a-z_]+):(?:\s+(.*))?$/i.exec((begins?.[1] ?? raw).trim()) ?? [];
    if (begins && key !== undefined) tags.push({ line: at + 1, of: (into = new Map()) });
    if (key !== undefined && (begins || into === head || indent <= 4)) into.set((last = key), value);
    else if (last !== '') into.set(last, `${into.get(last) ?? ''} ${raw.trim()}`);
    else left.push({ line: at + 1, why: 'it is no key with a value' });
  }
  const said = (of: Map<string, string>, key: string): string => unquoted(of.get(key) ?? head.get(key) ?? '');
  const labels = tags.flatMap(({ line, of }): Label[] => {
    const address = unquoted(of.get('address') ?? '');
    const label = said(of, 'label');
    if (address === '' || label === '') {
      left.push({ line, why: address === '' ? 'the tag names no address' : 'the tag has no label' });
      return [];
    }
    checked(address, line, left);
    return [
      {
        ...{ address: walletForm(address), text: label, chain: said(of, 'network') || said(of, 'currency') },
        ...kindOf([said(of, 'category'), said(of, 'abuse')], label),
        ...{ source: said(of, 'source'), date: said(of, 'lastmod'), confidence: said(of, 'confidence') },
      },
    ];
  });
  return { format: 'GraphSense tagpack', labels, left };
}
const unquoted = (text: string): string => {
  const trimmed = text.trim();
  const [, single, double] = /^(?:'((?:[^']|'')*)'|"([^"]*)")(?:\s+#.*)?$/.exec(trimmed) ?? [];
  return (single?.replaceAll("''", "'") ?? double ?? trimmed.replace(/\s+#.*$/, '')).trim();
};

/** OFAC's SDN list: its remarks name addresses with the sign of their currency. */
function readOfacAddresses(text: string): LabelList {
  const labels: Label[] = [];
  const left: Left = [];
  for (const { cells, line } of delimitedRows(text, ',')) {
    const name = (cells[1] ?? '').trim();
    for (const [, chain = '', address = ''] of cells
      .join(' ')
      .matchAll(/Digital Currency Address - ([A-Z0-9]{2,6}) ([A-Za-z0-9]{20,120})/g)) {
      checked(address, line, left);
      labels.push({
        ...{ address: walletForm(address), text: name, kind: 'sanctioned', byName: false, chain },
        ...{ source: 'OFAC SDN', date: '', confidence: 'authority' },
      });
    }
  }
  return { format: 'OFAC digital currency addresses', labels, left };
}

/** Label files of Etherscan, a list of one's own with a header, or bare addresses, one a line. */
function readTable(text: string, name: string): LabelList | null {
  const rows = [...delimitedRows(text, delimiterOf(text))];
  const head = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const at = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell));
  const stem = name.replace(/\.[^.]*$/, '').replaceAll(/[_-]+/g, ' ');
  const address = at(/^(?:address|account|wallet)$/);
  const left: Left = [];
  if (address < 0) {
    const bare = rows.filter(({ cells }) => (cells[0] ?? '').trim() !== '');
    if (
      bare.length === 0 ||
      bare.some(({ cells }) => cells.length > 1 || !/^[A-Za-z0-9]{25,120}$/.test((cells[0] ?? '').trim()))
    )
      return null;
    const labels = bare.map(({ cells: [cell = ''], line }): Label => {
      checked(cell, line, left);
      const of = { address: walletForm(cell), text: stem, ...kindOf([], stem), chain: '' };
      return { ...of, source: name, date: '', confidence: '' };
    });
    return { format: 'list of addresses', labels, left };
  }
  const etherscan = at(/^name tag$/) >= 0;
  const places = {
    text: at(/^(?:label|name|name tag|tag|entity)$/),
    kind: at(/^(?:category|kind|type)$/),
    abuse: at(/^abuse$/),
    chain: at(/^(?:chain|currency|network|coin)$/),
    source: at(/^source$/),
    date: at(/^(?:date|lastmod|updated|as of)$/),
    confidence: at(/^confidence$/),
  };
  if (places.text < 0) return null;
  const labels = rows.slice(1).flatMap(({ cells, line, broken }): Label[] => {
    const cell = (place: number): string => (place < 0 ? '' : (cells[place] ?? '').trim());
    // Labels of Etherscan are the names of the files: an address may have no tag of its own.
    const label = cell(places.text) || (etherscan ? stem : '');
    if (broken || cell(address) === '' || label === '') {
      left.push({ line, why: broken ? 'a quote in it is never closed' : 'it has no address or no label' });
      return [];
    }
    checked(cell(address), line, left);
    return [
      {
        ...{ address: walletForm(cell(address)), text: label, chain: cell(places.chain) || (etherscan ? 'ETH' : '') },
        ...kindOf([cell(places.kind), cell(places.abuse)], label, ...(etherscan ? [stem] : [])),
        ...{ source: cell(places.source) || (etherscan ? `Etherscan label ${stem}` : ''), date: cell(places.date) },
        confidence: cell(places.confidence),
      },
    ];
  });
  return { format: etherscan ? 'Etherscan labels' : 'own labels', labels, left };
}

function checked(address: string, line: number, left: Left): void {
  const problem = checksumProblem(address);
  if (problem) left.push({ line, why: `${address} is kept, but may be mistyped: ${problem}` });
}
