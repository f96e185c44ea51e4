import { cellKind, isValue, shapeOf, specificKind } from './cell-kinds.ts';
import type { Record } from './dialect.ts';

export interface HeaderPlace {
  readonly header: boolean;
  /** Whether something in the file speaks for it; otherwise it is the usual case that was taken. */
  readonly told: boolean;
}

/** Words that name columns in exports. A name that is made of nothing else speaks for a header. */
const WORDS = new Set(
  `id ids uid uuid guid key code no nr num number index row rank name names first last middle full user username login account
  accounts acct customer client merchant seller buyer owner holder company organisation organization org title label alias nick
  nickname email mail e phone mobile msisdn tel telephone fax contact address addr street city town state region province country
  zip postcode postal lat latitude lon lng longitude location place ip host hostname domain url uri link site website path file
  filename folder device browser agent ua os platform app version session token hash tx txhash txid transaction block wallet from
  to sender receiver recipient source target date time datetime timestamp ts day month year week hour minute second created
  updated modified deleted started ended start end begin opened closed at on by utc value amount amt sum total subtotal price cost
  fee fees tax net gross balance currency ccy unit units qty quantity count counts type kind category class group status state flag
  result reason message msg note notes comment comments description desc text body subject content data info remark remarks
  detail details tag tags lang language gender sex age birth dob score level size weight height length width duration rate ratio
  percent percentage calls call views visits clicks hits event events action method request response payout payment invoice order
  orders ref reference bank iban bic swift card pan branch role department team manager project case ticket priority severity
  risk score model make color colour brand sku product item items sales revenue profit budget actual is has not a b c x y z
  nom prenom prénom ville pays adresse montant solde datum betrag vorname nachname kunde konto konten ort land strasse straße plz
  anzahl preis waehrung währung fecha nombre apellido ciudad pais país importe cuenta correo telefono teléfono valor descripcion
  nome cognome città indirizzo importo data conto bedrag naam имя фамилия дата сумма город адрес телефон счет номер`.split(
    /\s+/,
  ),
);

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

function speaksAsName(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.length > 0 && words.length <= 5 && words.every((word) => WORDS.has(word) || WORDS.has(word.replace(/s$/, '')))
  );
}

const IDENTIFIER = /^(?:\p{Ll}+(?:_[\p{Ll}\d]+)+|\p{Ll}+(?:\p{Lu}[\p{Ll}\d]*)+|\p{Lu}+(?:_[\p{Lu}\d]+)+)$/u;

/** Share of a column's values from which on it is a column of such values. */
const MOST = 0.8;
const most = (cells: readonly string[], test: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(test).length >= cells.length * MOST;

/**
 * Whether the record at `at` names the columns. For it speak cells that differ in kind from those below them (text above
 * numbers), and words that name columns; against it cells that are as those below: of their kind, their shape, or the same again.
 */
export function headerAt(rows: readonly Record[], at: number): HeaderPlace {
  const names = rows[at] ?? [];
  const given = names.filter((name) => cellKind(name) !== 'empty') as string[];
  if (given.length === 0) return { header: false, told: true };
  const below = rows.slice(at + 1).filter((row) => !row.every((cell) => cell === null) && !resembles(row, names));
  const years = yearNames(names, below);
  let evidence = years.size;
  for (const [column, name] of names.entries()) {
    const cells = below.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    if (name === null || name === '' || years.has(column)) continue;
    evidence += evidenceOf(name, cells);
  }
  if (given.filter(speaksAsName).length * 2 >= given.length) evidence++;
  if (evidence !== 0) return { header: evidence > 0, told: evidence > 0 || !isNumbered(given) };
  if (given.some(isValue) || new Set(given).size < given.length) return { header: false, told: given.some(isValue) };
  return { header: names.length > 1, told: below.length === 0 && names.length > 1 };
}

function evidenceOf(name: string, cells: readonly string[]): number {
  if (most(cells, isValue)) {
    if (!isValue(name)) return 1;
    return cellKind(name) === cellKind(cells[0] ?? null) ? -1 : 0;
  }
  const specific = specificKind(name);
  if (specific !== null && most(cells, (cell) => specificKind(cell) === specific)) return -2;
  if (specific === null && cells.length > 1 && most(cells, (cell) => specificKind(cell) !== null)) return 1;
  if (cells.includes(name) && !speaksAsName(name)) return -2;
  const shape = shapeOf(name);
  if (shape.length > 2 && shape.includes('9') && most(cells, (cell) => shapeOf(cell) === shape)) return -1;
  if (IDENTIFIER.test(name) && cells.length > 1 && !cells.some((cell) => IDENTIFIER.test(cell))) return 1;
  return 0;
}

/** Whether a row says most of the names again: a header that is repeated, not data. */
function resembles(row: Record, names: Record): boolean {
  const given = names.filter((name) => (name ?? '') !== '').length;
  const shared = names.filter((name, at) => (name ?? '') !== '' && name === row[at]).length;
  return shared >= Math.min(2, names.length) && shared * 2 >= given && (names.length > 1 || row.length > 1);
}

/** Columns named by years: at least two that follow each other, above numbers that are no years themselves. */
function yearNames(names: Record, below: readonly Record[]): Set<number> {
  const columns = names.flatMap((name, at) => (isYear(name) ? [at] : []));
  const years = columns.map((at) => Number(names[at]));
  const steps = new Set(years.slice(1).map((year, at) => year - (years[at] as number)));
  const rising = years.length > 1 && steps.size === 1 && !steps.has(0);
  const asYears = columns.filter((at) =>
    most(
      below.map((row) => row[at] ?? '').filter((cell) => cell !== ''),
      isYear,
    ),
  );
  return new Set(rising && asYears.length * 2 < columns.length ? columns : []);
}
/** Whether columns may be named by numbers that count on: 1, 2, 3. */
function isNumbered(names: readonly string[]): boolean {
  const numbers = names.filter(isValue).map(Number);
  return numbers.length > 2 && numbers.every((number, at) => at === 0 || number === (numbers[at - 1] as number) + 1);
}
const isYear = (cell: string | null): boolean => /^(?:19|20)\d\d$/.test(cell ?? '');

const NOTHING = /^(?:n\/?a|null|none|nil|nan|unknown|-+|\?|\.)$/i;
const MOST_RECORDS = 4;

/**
 * How many records from `at` on make up the header: below it may stand names of parts ("Air", "Rail" below "Travel") or units
 * ("EUR"), told by words where the columns have numbers.
 */
export function headerRecords(rows: readonly Record[], at: number): number {
  let records = 1;
  let last = at;
  for (let next = at + 1; next < rows.length && records < MOST_RECORDS; next++) {
    const row = rows[next] as Record;
    if (row.every((cell) => cell === null)) continue;
    if (!continues(row, rows.slice(at, last + 1), rows.slice(next + 1))) break;
    last = next;
    records++;
  }
  return records;
}

function continues(row: Record, above: readonly Record[], below: readonly Record[]): boolean {
  const filled = row.flatMap((cell, at) => (cell === null || cell.trim() === '' ? [] : [at]));
  if (filled.length === 0 || filled.some((at) => isValue(row[at]) || NOTHING.test((row[at] as string).trim())))
    return false;
  const nameless = (at: number) => above.every((names) => (names[at] ?? '') === '');
  const fills = filled.filter(nameless).length;
  const leavesFirst = (row[0] ?? '') === '' && !nameless(0);
  if (fills === 0 && !leavesFirst) return false;
  const cellsOf = (at: number) =>
    below.map((each) => each[at] ?? '').filter((cell) => cell !== '' && !NOTHING.test(cell));
  const overValues = filled.filter((at) => most(cellsOf(at), isValue)).length;
  return overValues > 0 && overValues * 2 >= filled.length - fills && firstDiffers(row, cellsOf(0));
}

/** Rows of the table have something in their first column; a part of the header has not, or another kind of thing. */
const firstDiffers = (row: Record, cells: readonly string[]): boolean =>
  (row[0] ?? '') === '' ? cells.length > 0 : !cells.includes(row[0] as string);

/** Whether a header without a name for the first column stands above rows that have row names there, as R writes them. */
export function hasRowNames(header: Record, below: readonly Record[]): boolean {
  const rows = below.filter((row) => row.length === header.length + 1);
  if (rows.length < 2 || rows.length * 2 < below.length || header.some((name) => (name ?? '') === '')) return false;
  const lasts = rows.filter((row) => (row.at(-1) ?? '') !== '').length;
  const names = rows.map((row) => row[0] ?? '');
  if (lasts * 2 < rows.length || new Set(names).size < names.length) return false;
  const counted = names.every((name, at) => at === 0 || Number(name) === Number(names[at - 1]) + 1);
  if (counted) return !/^(?:id|no|nr|#|n|num|number|row|index)$/i.test(header[0] ?? '');
  return (
    !names.some(isValue) &&
    rows.every((row) =>
      row.slice(1).every((cell) => (cell ?? '') === '' || isValue(cell) || NOTHING.test(cell as string)),
    )
  );
}
