import { delimitedRows } from '../../../../shared/domain/delimited.ts';
import {
  type Born,
  type ListEntry,
  type ListedName,
  type ReadList,
  readBorn,
} from '../../../../shared/domain/screening/listed.ts';

/** What OFAC writes for nothing: `-0-`, with a blank behind it. */
const said = (cell: string | undefined): string => (cell === undefined || cell.trim() === '-0-' ? '' : cell.trim());

export type OfacPart = 'sdn' | 'alt' | 'add' | 'comments';
/** Which of the four files a text is, by the shape of its first rows: none has a header. */
export function ofacPart(text: string): OfacPart | null {
  const rows: string[][] = [];
  for (const { cells } of delimitedRows(text.slice(0, 20_000), ',')) {
    if (rows.length === 3) break;
    rows.push([...cells]);
  }
  const first = rows[0];
  if (!first || !/^\d+$/.test(first[0]?.trim() ?? '')) return null;
  if (first.length === 12 && rows.some((row) => row.some((cell) => cell.trim() === '-0-'))) return 'sdn';
  if (first.length === 5 && /^\d+$/.test(first[1] ?? '') && /^[afn]\.?k\.?a\.?/i.test(first[2] ?? '')) return 'alt';
  if (first.length === 6 && /^\d+$/.test(first[1] ?? '')) return 'add';
  return first.length === 2 ? 'comments' : null;
}

/** @param files by what each of them is; only `sdn` has to be there */
export function readOfac(files: ReadonlyMap<OfacPart, readonly string[]>): ReadList {
  const left: { line: number; why: string }[] = [];
  let rows = 0;
  function* rowsOf(part: OfacPart, width: number): Generator<string[]> {
    for (const text of files.get(part) ?? [])
      for (const { cells, line, broken } of delimitedRows(withoutEnd(text), ',')) {
        rows++;
        if (broken || cells.length !== width || !/^\d+$/.test(cells[0]?.trim() ?? ''))
          left.push({ line, why: `a row of ${part} has ${cells.length} columns and not ${width}, or no number` });
        else yield [...cells];
      }
  }
  // Remarks go on in another file where they are longer than 1,000 characters, cut within words.
  const further = new Map<string, string>();
  for (const [number = '', text = ''] of rowsOf('comments', 2))
    further.set(number.trim(), (further.get(number.trim()) ?? '') + text);
  const aliases = new Map<string, ListedName[]>();
  for (const [number = '', , , name] of rowsOf('alt', 5))
    aliases.set(number.trim(), [
      ...(aliases.get(number.trim()) ?? []),
      { text: turned(said(name), true), quality: 'alias' },
    ]);
  const countries = new Map<string, Set<string>>();
  for (const [number = '', , , , country] of rowsOf('add', 6))
    if (said(country) !== '')
      countries.set(number.trim(), (countries.get(number.trim()) ?? new Set()).add(said(country)));
  const entries: ListEntry[] = [];
  let joined = 0;
  for (const cells of rowsOf('sdn', 12)) {
    const id = (cells[0] ?? '').trim();
    const kind = /^individual$/i.test(said(cells[2])) ? 'person' : said(cells[2]) === '' ? 'organisation' : 'other';
    const rest = further.get(id);
    if (rest !== undefined) joined++;
    const remarks = said(cells[11]) + (rest ?? '');
    const facts = remarksOf(remarks);
    entries.push({
      id: `OFAC ${id}`,
      kind,
      names: [
        { text: turned(said(cells[1]), kind === 'person'), quality: 'primary' },
        ...(aliases.get(id) ?? []),
        ...facts.weak,
      ],
      born: facts.born,
      countries: [...new Set([...(countries.get(id) ?? []), ...facts.countries])],
      identifiers: facts.identifiers,
      programmes: said(cells[3])
        .split(/[\][\s;]+/)
        .filter((each) => each !== ''),
    });
  }
  const notes = [
    ...(files.has('comments')
      ? [`Remarks of ${joined} entries go on in the file of comments and were joined.`]
      : [
          'No file of comments was chosen: remarks longer than 1,000 characters are cut, with what they say of dates and wallets.',
        ]),
    ...(files.has('alt') ? [] : ['No file of alternate names was chosen.']),
  ];
  return { format: 'OFAC SDN', listDate: '', rows, entries, values: null, left, notes };
}

/** Without the sign by which DOS ended a file. */
const withoutEnd = (text: string): string => (text.trimEnd().endsWith(END) ? text.trimEnd().slice(0, -1) : text);
const END = String.fromCharCode(0x1a);

/** `SURNAME, Given Names` as it is spoken. */
const turned = (name: string, isPerson: boolean): string => {
  const [last, ...first] = name.split(',').map((part) => part.trim());
  return isPerson && first.length > 0 && first[0] !== '' ? `${first.join(' ')} ${last}` : name;
};

const NUMBERED =
  /^(?:alt\. )?(?:Passport|National ID No\.|Identification Number|SSN|Tax ID No\.|Registration ID|Registration Number|Cedula No\.|Personal ID Card|NIT #|IMO|SWIFT\/BIC|D-U-N-S Number|Driver's License No\.|Birth Certificate Number|Phone Number|Email Address|Identification Number IMO)\s+([^\s(;]+)/i;
const WALLET = /Digital Currency Address - [A-Z0-9]{2,6} ([A-Za-z0-9]{20,100})/;

/** Remarks are sentences that end in a semicolon: `DOB 21 Sep 1979`, `Passport T1455 (Iran)`, `a.k.a. 'X'`. */
function remarksOf(remarks: string): { born: Born[]; identifiers: string[]; countries: string[]; weak: ListedName[] } {
  const of = { born: [] as Born[], identifiers: [] as string[], countries: [] as string[], weak: [] as ListedName[] };
  for (const part of remarks.split(/;\s*/).map((each) => each.trim().replace(/\.$/, ''))) {
    const dob = /^(?:alt\. )?DOB (.+)$/i.exec(part);
    const born = dob && readBorn(dob[1] as string);
    if (born) of.born.push(born);
    const wallet =
      WALLET.exec(part) ??
      (of.identifiers.length > 0
        ? /^alt\. Digital Currency Address - [A-Z0-9]+ ([A-Za-z0-9]{20,100})/.exec(part)
        : null);
    if (wallet) of.identifiers.push(wallet[1] as string);
    const numbered = NUMBERED.exec(part);
    if (numbered) of.identifiers.push(numbered[1] as string);
    const nation = /^(?:alt\. )?(?:nationality|citizen|Nationality of Registration) (.+)$/i.exec(part);
    if (nation) of.countries.push((nation[1] as string).trim());
    const weak = /^a\.k\.a\. '([^']+)'/i.exec(part);
    if (weak) of.weak.push({ text: weak[1] as string, quality: 'weak' });
  }
  return of;
}
