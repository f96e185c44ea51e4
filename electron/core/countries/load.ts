import { Fault } from '../../../shared/contract/errors.ts';
import { countryCode } from '../../../shared/domain/countries/codes.ts';
import { readCountryList } from '../../../shared/domain/countries/country-list.ts';
import type { ReadList } from '../../../shared/domain/screening/listed.ts';
import { readLists } from '../screening/reads.ts';
import type { Fact, ListFacts } from './store.ts';

export interface GivenFile {
  /** "E-0004 fatf.csv" */
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface ReadFacts {
  /** Of the files that the list was read from; the first stands for it. */
  readonly files: readonly string[];
  readonly of: ListFacts;
  readonly facts: readonly Fact[];
}
const MOST_TOLD = 20;

/**
 * Reads files as lists of countries, or as lists of persons and companies, whose entries are counted by country and programme.
 * @param date of a list whose file states none @throws Fault `unsupported` for what is neither
 */
export function readFacts(files: readonly GivenFile[], date: string | undefined): ReadFacts[] {
  const dated = (listDate: string): Pick<ListFacts, 'listDate' | 'dateBy'> =>
    listDate !== ''
      ? { listDate, dateBy: 'file' }
      : date === undefined
        ? { listDate: '', dateBy: 'nobody' }
        : { listDate: date, dateBy: 'person' };
  const others: GivenFile[] = [];
  const read = files.flatMap((file): ReadFacts[] => {
    const list = readCountryList(new TextDecoder().decode(file.bytes));
    if (!list) {
      others.push(file);
      return [];
    }
    const { kind, listDate, rows, facts, left } = list;
    const leftFirst = left.slice(0, MOST_TOLD).map(({ line, why }) => `Line ${line}: ${why}.`);
    const of = { kind, format: 'country list', ...dated(listDate), rows, left: left.length, leftFirst };
    return [{ files: [file.name], of, facts }];
  });
  if (others.length === 0) return read;
  return [...read, ...readLists(others).map(({ list, files: of }) => counted(list, of, dated(list.listDate)))];
}

/** @throws Fault `unsupported` for a list that names no country at all */
function counted(
  { format, rows, entries, left, values }: ReadList,
  files: readonly string[],
  dated: Pick<ListFacts, 'listDate' | 'dateBy'>,
): ReadFacts {
  const counts = new Map<string, Map<string, number>>();
  const unknown = new Map<string, number>();
  let without = 0;
  for (const { countries, programmes } of entries) {
    const codes = new Set<string>();
    for (const text of countries) {
      const code = countryCode(text);
      if (code) codes.add(code);
      else unknown.set(text, (unknown.get(text) ?? 0) + 1);
    }
    if (codes.size === 0) without++;
    for (const code of codes) {
      const of = counts.get(code) ?? new Map<string, number>();
      counts.set(code, of);
      for (const programme of programmes.length > 0 ? programmes : ['no programme stated'])
        of.set(programme, (of.get(programme) ?? 0) + 1);
    }
  }
  if (values !== null || counts.size === 0)
    throw new Fault(
      'unsupported',
      `${files.join(', ')} names no country. A list for country sheets needs a column “country” or “jurisdiction”, or is a list of persons and companies with their countries.`,
    );
  const facts = [...counts].flatMap(([country, of]) =>
    [...of]
      .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
      .map(
        ([programme, n]): Fact => ({
          ...{
            country,
            text: `${programme}: ${n} ${n === 1 ? 'entry names' : 'entries name'} it`,
            from: null,
            to: null,
          },
          line: null,
        }),
      ),
  );
  const leftFirst = [
    ...(without > 0 ? [`${without} of ${entries.length} entries name no country that is known.`] : []),
    ...[...unknown]
      .toSorted((a, b) => b[1] - a[1])
      .map(([text, n]) => `“${text}” is no country that is known (${n} times).`),
    ...left.map(({ line, why }) => `Line ${line}: ${why}.`),
  ].slice(0, MOST_TOLD);
  return { files, of: { kind: 'programme', format, ...dated, rows, left: without + left.length, leftFirst }, facts };
}
