import { delimitedRows, delimiterOf } from '../../../../shared/domain/delimited.ts';
import {
  type Born,
  type ListEntry,
  type ListedName,
  type ReadList,
  readBorn,
  readingsOf,
} from '../../../../shared/domain/screening/listed.ts';

/** Rows of a table by the names of its columns. */
type Named = (column: string) => string;
interface Gathered {
  kind: ListEntry['kind'];
  readonly names: Map<string, ListedName>;
  readonly born: Map<string, Born>;
  readonly countries: Set<string>;
  readonly identifiers: Set<string>;
  readonly programmes: Set<string>;
}

/** Lists have a row for each name, address or date of one entry: they are gathered by its number. */
function gather(
  text: string,
  delimiter: string,
  {
    skip,
    format,
    listDate,
    idOf,
    take,
  }: {
    skip: number;
    format: string;
    listDate: string;
    idOf: (row: Named) => string;
    take: (row: Named, into: Gathered) => void;
  },
): ReadList {
  const all = [...delimitedRows(text, delimiter)].slice(skip);
  const [head, ...body] = all;
  const at = new Map((head?.cells ?? []).map((name, index) => [name.trim(), index]));
  const entries = new Map<string, Gathered>();
  const left: { line: number; why: string }[] = [];
  for (const { cells, line, broken } of body) {
    const row: Named = (column) => cells[at.get(column) ?? -1]?.trim() ?? '';
    const id = idOf(row);
    if (broken || id === '') {
      left.push({ line, why: broken ? 'a quote in it is never closed' : 'it has no number of its entry' });
      continue;
    }
    let into = entries.get(id);
    if (!into)
      entries.set(
        id,
        (into = {
          kind: 'other',
          names: new Map(),
          born: new Map(),
          countries: new Set(),
          identifiers: new Set(),
          programmes: new Set(),
        }),
      );
    take(row, into);
  }
  return {
    ...{ format, listDate, rows: body.length, values: null, left, notes: [] },
    entries: [...entries].map(([id, each]) => ({
      ...{ id, kind: each.kind, names: [...each.names.values()], born: [...each.born.values()] },
      countries: [...each.countries],
      identifiers: [...each.identifiers],
      programmes: [...each.programmes],
    })),
  };
}
function addName({ names }: Gathered, text: string, quality: ListedName['quality']): void {
  const clean = text.replace(/\s+/g, ' ').trim();
  if (clean !== '' && !names.has(clean)) names.set(clean, { text: clean, quality });
}
function addBorn({ born }: Gathered, text: string): void {
  const read = text === '' ? null : readBorn(text);
  if (read) born.set(`${read.from} ${read.to}`, read);
}
const add = (set: Set<string>, ...values: string[]): void => {
  for (const each of values) if (each.trim() !== '') set.add(each.trim());
};

/** The European Union's `csvFullSanctionsList_1_1`: semicolons, a row for each alias, address, birth or document. */
export const readEu = (text: string): ReadList =>
  gather(text, ';', {
    ...{ skip: 0, format: 'EU consolidated list', listDate: euDate(text) },
    idOf: (row) => row('Entity_EU_ReferenceNumber') || row('Entity_LogicalId'),
    take: (row, into) => {
      const type = row('Entity_SubjectType_ClassificationCode') || row('Entity_SubjectType');
      into.kind = /^(?:person|P)$/i.test(type)
        ? 'person'
        : /^(?:enterprise|E)$/i.test(type)
          ? 'organisation'
          : into.kind;
      const whole =
        row('NameAlias_WholeName') ||
        [row('NameAlias_FirstName'), row('NameAlias_MiddleName'), row('NameAlias_LastName')].join(' ');
      addName(into, whole, into.names.size === 0 ? 'primary' : 'alias');
      const {
        BirthDate_BirthDate: day,
        BirthDate_Year: year,
        BirthDate_YearRangeFrom: from,
        BirthDate_YearRangeTo: to,
        BirthDate_Circa: circa,
      } = columns(row);
      addBorn(
        into,
        day || (from && to ? `${from} to ${to}` : year ? `${circa === 'true' ? 'circa ' : ''}${year}` : ''),
      );
      add(
        into.countries,
        row('Address_CountryDescription'),
        row('BirthDate_CountryDescription'),
        row('Citizenship_CountryDescription'),
      );
      add(into.identifiers, row('Identification_Number') || row('Identification_LatinNumber'));
      add(into.programmes, row('Entity_Regulation_Programme'));
    },
  });
const columns = (row: Named) =>
  Object.fromEntries(
    (
      [
        'BirthDate_BirthDate',
        'BirthDate_Year',
        'BirthDate_YearRangeFrom',
        'BirthDate_YearRangeTo',
        'BirthDate_Circa',
      ] as const
    ).map((name) => [name, row(name)]),
  ) as Record<
    'BirthDate_BirthDate' | 'BirthDate_Year' | 'BirthDate_YearRangeFrom' | 'BirthDate_YearRangeTo' | 'BirthDate_Circa',
    string
  >;
const euDate = (text: string): string => {
  const rows = delimitedRows(text, ';');
  rows.next();
  return rows.next().value?.cells[0]?.trim() ?? '';
};

const NAMES = ['Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5', 'Name 6'];
/** The UK Sanctions List of 2026: a line with the date of the report, then 58 columns. Name 6 is the family name. */
export const readUk = (text: string): ReadList =>
  gather(text, ',', {
    ...{
      skip: 1,
      format: 'UK Sanctions List',
      listDate: /^\uFEFF?"?Report Date:\s*([^",\r\n]+)/i.exec(text)?.[1]?.trim() ?? '',
    },
    idOf: (row) => row('Unique ID'),
    take: (row, into) => {
      const type = row('Designation Type');
      into.kind = /^individual$/i.test(type) ? 'person' : /^entity$/i.test(type) ? 'organisation' : 'other';
      const quality = /low quality/i.test(row('Alias strength'))
        ? 'weak'
        : /^primary name$/i.test(row('Name type')) || into.names.size === 0
          ? 'primary'
          : 'alias';
      addName(into, NAMES.map((each) => row(each)).join(' '), quality);
      addName(into, row('Name non-latin script'), quality === 'weak' ? 'weak' : 'alias');
      addBorn(into, row('D.O.B'));
      add(into.countries, row('Nationality(/ies)'), row('Address Country'), row('Country of birth'));
      add(
        into.identifiers,
        row('Passport number'),
        row('National Identifier number'),
        row('Business registration number (s)'),
        row('IMO number'),
        row('Email address'),
      );
      add(into.programmes, row('Regime Name'));
    },
  });

/** OpenSanctions `targets.simple.csv`: one row an entry, several values of a cell joined by semicolons. */
export const readSimple = (text: string): ReadList =>
  gather(text, ',', {
    ...{ skip: 0, format: 'OpenSanctions (simple CSV)', listDate: '' },
    idOf: (row) => row('id'),
    take: (row, into) => {
      into.kind = schemaKind(row('schema'));
      addName(into, row('name'), 'primary');
      const many = (column: string): string[] => [...delimitedRows(row(column), ';')].flatMap(({ cells }) => cells);
      for (const alias of many('aliases')) addName(into, alias, 'alias');
      for (const date of many('birth_date')) addBorn(into, date);
      add(into.countries, ...many('countries'));
      add(into.identifiers, ...many('identifiers'), ...many('emails'), ...many('phones'));
      add(into.programmes, ...many('program_ids'), row('dataset'));
    },
  });
export const schemaKind = (schema: string): ListEntry['kind'] =>
  schema === 'Person'
    ? 'person'
    : /^(?:Company|Organization|LegalEntity|PublicBody)$/.test(schema)
      ? 'organisation'
      : 'other';

/** A list of one's own: a table with a column of names, and others that are known by their names; or a name on each line. */
export function readOwn(text: string): ReadList | null {
  const delimiter = delimiterOf(text);
  const rows = [...delimitedRows(text, delimiter)];
  const head = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const at = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell));
  const name = at(/^(?:name|full[ _]?name|title|company|entity)$/);
  const base = { format: 'own list', listDate: '', values: null, notes: [] };
  if (name < 0) {
    if (rows.some(({ cells }) => cells.length > 1)) return null;
    const entries = rows.map(({ cells: [cell = ''], line }) => entry(`line ${line}`, cell));
    return { ...base, rows: rows.length, entries, left: [] };
  }
  const [id, kind, alias, born, country, number] = [
    at(/^(?:id|number|ref(?:erence)?)$/),
    at(/^(?:type|kind|schema)$/),
    at(/^alias(?:es)?$/),
    at(/^(?:dob|born|birth[ _]?date|date of birth)$/),
    at(/^(?:country|countries|nationality)$/),
    at(/^(?:identifiers?|passport|wallet|address|e-?mail|account)$/),
  ];
  const left: { line: number; why: string }[] = [];
  const unread: string[] = [];
  const ids = Map.groupBy(rows.slice(1), ({ cells }) => cells[id]?.trim() ?? '');
  const entries = rows.slice(1).flatMap(({ cells, line, broken }): ListEntry[] => {
    const cell = (index: number): string => (index < 0 ? '' : (cells[index]?.trim() ?? ''));
    if (broken || cell(name) === '') {
      left.push({ line, why: broken ? 'a quote in it is never closed' : 'it has no name' });
      return [];
    }
    const many = (index: number): string[] =>
      cell(index)
        .split(';')
        .map((each) => each.trim())
        .filter((each) => each !== '');
    const read = readingsOf(cell(born));
    if (cell(born) !== '' && read.length === 0) unread.push(`“${cell(born)}” (line ${line})`);
    const own = cell(id);
    // Rows that share a number are entries of their own, which nothing decided of one may pass to.
    const called = own === '' ? `line ${line}` : (ids.get(own)?.length ?? 0) > 1 ? `${own}, line ${line}` : own;
    const of = cell(kind).toLowerCase();
    return [
      {
        ...entry(called, cell(name)),
        kind: /person|individual/.test(of) ? 'person' : /compan|organi|entity/.test(of) ? 'organisation' : 'other',
        names: [
          { text: cell(name), quality: 'primary' },
          ...many(alias).map((text): ListedName => ({ text, quality: 'alias' })),
        ],
        born: read,
        countries: many(country),
        identifiers: many(number),
      },
    ];
  });
  const notes =
    unread.length === 0
      ? []
      : [
          `${unread.length} dates of birth were not read, and nothing is compared with them: ${unread.slice(0, 10).join(', ')}${unread.length > 10 ? ' …' : ''}. Write 1975-06-15.`,
        ];
  return { ...base, rows: rows.length - 1, entries, left, notes };
}
const entry = (id: string, name: string): ListEntry => ({
  ...{
    id,
    kind: 'other',
    names: [{ text: name.trim(), quality: 'primary' }],
    born: [],
    countries: [],
    identifiers: [],
    programmes: [],
  },
});
