import { type ListEntry, type ReadList, readBorn, type ValueRule } from '../../../../shared/domain/screening/listed.ts';
import { schemaKind } from './tables.ts';

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
const NUMBERS = [
  'passportNumber',
  'idNumber',
  'registrationNumber',
  'taxNumber',
  'innCode',
  'ogrnCode',
  'leiCode',
  'imoNumber',
  'publicKey',
  'email',
  'phone',
];

/** FollowTheMoney entities, one JSON object a line. */
export function readFtm(text: string): ReadList {
  const left: { line: number; why: string }[] = [];
  const entries: ListEntry[] = [];
  let rows = 0;
  let others = 0;
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    rows++;
    const read = parsed(line);
    const properties = read?.['properties'];
    if (!read || typeof read['id'] !== 'string' || typeof properties !== 'object' || properties === null) {
      left.push({ line: at + 1, why: 'it is no entity of FollowTheMoney' });
      continue;
    }
    const of = properties as Record<string, unknown>;
    const names = [...strings(of['name']), ...strings(of['alias'])];
    const identifiers = NUMBERS.flatMap((name) => strings(of[name]));
    if (names.length === 0 && identifiers.length === 0) {
      others++;
      continue;
    }
    entries.push({
      id: read['id'],
      kind: schemaKind(String(read['schema'])),
      names: [
        ...names.map((name, index) => ({
          text: name,
          quality: index === 0 ? ('primary' as const) : ('alias' as const),
        })),
        ...strings(of['weakAlias']).map((name) => ({ text: name, quality: 'weak' as const })),
      ],
      born: strings(of['birthDate']).flatMap((date) => readBorn(date) ?? []),
      countries: [...new Set([...strings(of['country']), ...strings(of['nationality'])])],
      identifiers,
      programmes: [...strings(of['program']), ...strings(read['datasets'])],
    });
  }
  const notes =
    others > 0 ? [`${others} entities have neither a name nor an identifier and are compared with nothing.`] : [];
  return { format: 'FollowTheMoney', listDate: '', rows, entries, values: null, left, notes };
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const RULES: readonly string[] = ['string', 'hostname', 'substring', 'cidr'];
/** A MISP warning list: values that are harmless or noise. Expressions of such lists are not run. */
export function readWarningList(text: string): ReadList | null {
  const read = parsed(text);
  if (!read || !Array.isArray(read['list']) || typeof read['type'] !== 'string') return null;
  const values = strings(read['list']);
  const known = RULES.includes(read['type']);
  return {
    format: `MISP warning list: ${String(read['name'] ?? 'unnamed')}`,
    listDate: String(read['version'] ?? ''),
    rows: values.length,
    entries: [],
    values: known ? { rule: read['type'] as ValueRule, values } : null,
    left: known ? [] : [{ line: 1, why: `its values are of the type "${read['type']}", which is not compared` }],
    notes: ['A list of what is known and mostly harmless: a hit says that a value is common, not that it is suspect.'],
  };
}
