import sax from 'sax';
import { Fault } from '../../../../shared/contract/errors.ts';
import {
  type Born,
  type ListEntry,
  type ListedName,
  type ReadList,
  readBorn,
} from '../../../../shared/domain/screening/listed.ts';

interface Open {
  readonly of: 'INDIVIDUAL' | 'ENTITY';
  readonly fields: Map<string, string[]>;
  readonly names: ListedName[];
  readonly born: Born[];
  readonly countries: Set<string>;
  readonly identifiers: Set<string>;
}

/** The United Nations' `consolidated.xml`. An alias may hold several names, and an "EXACT" date of birth is often only a year. */
export function readUn(text: string): ReadList {
  const entries: ListEntry[] = [];
  const left: { line: number; why: string }[] = [];
  let listDate = '';
  let open: Open | null = null;
  let inner = new Map<string, string>();
  const path: string[] = [];
  let words = '';
  const parser = sax.parser(true, { strictEntities: true });
  parser.onerror = (error: Error) => {
    throw new Fault('unsupported', `The UN list is no sound XML: ${error.message.split('\n')[0]}.`);
  };
  parser.onopentag = ({ name, attributes }: { name: string; attributes: Record<string, unknown> }) => {
    path.push(name);
    words = '';
    if (name === 'CONSOLIDATED_LIST') listDate = String(attributes['dateGenerated'] ?? '').slice(0, 10);
    else if (name === 'INDIVIDUAL' || name === 'ENTITY')
      open = { of: name, fields: new Map(), names: [], born: [], countries: new Set(), identifiers: new Set() };
    else if (path.length === 4) inner = new Map();
  };
  parser.ontext = parser.oncdata = (more: string) => {
    words += more;
  };
  parser.onclosetag = (name: string) => {
    const depth = path.length;
    path.pop();
    const value = words.trim();
    words = '';
    if (!open) return;
    if (name === open.of && depth === 3) {
      const made = entryOf(open);
      if (made.names.length === 0) left.push({ line: parser.line + 1, why: `${made.id} has no name` });
      else entries.push(made);
      open = null;
    } else if (depth === 5) inner.set(name, value);
    else if (depth === 4) {
      if (inner.size > 0) takeInner(open, name, inner);
      else if (value !== '') open.fields.set(name, [...(open.fields.get(name) ?? []), value]);
      inner = new Map();
    }
  };
  parser.write(text).close();
  return {
    format: 'UN consolidated list',
    listDate,
    rows: entries.length + left.length,
    entries,
    values: null,
    left,
    notes: [],
  };
}

function takeInner(open: Open, name: string, inner: ReadonlyMap<string, string>): void {
  const of = (key: string): string => inner.get(key) ?? '';
  if (/_ALIAS$/.test(name)) {
    const quality = /low/i.test(of('QUALITY')) ? 'weak' : 'alias';
    for (const text of of('ALIAS_NAME').split(/;\s*/))
      if (text.trim() !== '') open.names.push({ text: text.trim(), quality });
  } else if (/_DATE_OF_BIRTH$/.test(name)) {
    const circa = /approx/i.test(of('TYPE_OF_DATE')) ? 'circa ' : '';
    const range = of('FROM_YEAR') && of('TO_YEAR') ? `${of('FROM_YEAR')} to ${of('TO_YEAR')}` : '';
    const read = readBorn(of('DATE').slice(0, 10) || range || (of('YEAR') && `${circa}${of('YEAR')}`));
    if (read) open.born.push(read);
  } else if (/_DOCUMENT$/.test(name)) {
    if (of('NUMBER') !== '') open.identifiers.add(of('NUMBER'));
  } else if (name === 'NATIONALITY') for (const value of inner.values()) open.countries.add(value);
  if (/_ADDRESS$/.test(name) && of('COUNTRY') !== '') open.countries.add(of('COUNTRY'));
}

function entryOf({ of, fields, names, born, countries, identifiers }: Open): ListEntry {
  const field = (name: string): string => fields.get(name)?.[0] ?? '';
  const whole = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME']
    .map(field)
    .filter((each) => each !== '')
    .join(' ');
  const original = field('NAME_ORIGINAL_SCRIPT');
  return {
    id: field('REFERENCE_NUMBER') || `UN ${field('DATAID')}`,
    kind: of === 'INDIVIDUAL' ? 'person' : 'organisation',
    names: [
      ...(whole === '' ? [] : [{ text: whole, quality: 'primary' as const }]),
      ...(original === '' ? [] : [{ text: original, quality: 'alias' as const }]),
      ...names,
    ],
    born,
    countries: [...countries],
    identifiers: [...identifiers],
    programmes: [field('UN_LIST_TYPE')].filter((each) => each !== ''),
  };
}
