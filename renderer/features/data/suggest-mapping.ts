import type { EntityType } from '../../../shared/contract/entities.ts';
import type { Mapping } from '../../../shared/contract/mapping.ts';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { detectEntity } from '../../../shared/domain/entities.ts';

/** What a link from an account to something of a type is most likely called; where that cannot be guessed, a person says. */
const LINK_TO: Partial<Record<EntityType, string>> = {
  device: 'uses device',
  ip: 'logged in from',
  email: 'registered with',
  phone: 'registered with',
  address: 'registered with',
  payout: 'cashed out to',
  bank: 'cashed out to',
  username: 'uses handle',
  order: 'ordered',
  card: 'paid with',
  wallet: 'paid to',
  listing: 'listed',
  person: 'belongs to',
  organisation: 'belongs to',
};
const TAKES_AMOUNT: ReadonlySet<EntityType> = new Set(['payout', 'bank', 'card', 'wallet']);
/** What a row is about, the likeliest first: the others hang from it. */
const HUBS: readonly EntityType[] = ['account', 'person', 'wallet', 'email', 'organisation'];
/** What each row may be named by: `payout_id`. Where nothing links them, they would be an item for every row. */
const OF_ROWS: ReadonlySet<EntityType> = new Set(['transaction', 'message', 'event', 'review']);
/** Of the values that are looked at, how many must be of one type. */
const ENOUGH = 0.6;

const NAMES_ONE = [
  /(?:^|[\W_])(?:id|no|nr|num|number|ref|reference|code|key)$/i,
  /[a-z](?:Id|ID|No|Number|Ref|Code|Key)$/,
];
const LONG = 5;
/** Whether whole numbers may stand for things rather than count them: by their name, or since all of them are long. */
const tellsApart = (name: string, texts: readonly string[]): boolean =>
  NAMES_ONE.some((each) => each.test(name)) || (texts.length > 0 && texts.every((text) => text.length >= LONG));

export interface Suggestion {
  readonly mapping: Mapping;
  /** Columns that may be added up, and those that say when. */
  readonly amounts: readonly string[];
  readonly times: readonly string[];
}

/** Which columns of a result are entities and what a row links, by their readings, names and first rows. @param rows some of the result @param isJoin several tables were read: no amount or time is suggested, since their rows may be repeated */
export function suggestMapping(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  isJoin = false,
): Suggestion {
  const amounts: string[] = [];
  const times: string[] = [];
  const found: { column: string; type: EntityType; differs: boolean }[] = [];
  for (const [at, { name, reading, type: sqlType, made }] of columns.entries()) {
    if (columns.findIndex((column) => column.name === name) !== at) continue; // a mapping goes by names
    if (reading?.kind === 'decimal' || reading?.kind === 'real' || sqlType === 'REAL') {
      amounts.push(name);
      continue;
    }
    if (reading && ['date', 'time', 'epoch'].includes(reading.kind)) {
      times.push(name);
      continue;
    }
    if (reading && ['boolean', 'duration', 'json'].includes(reading.kind)) continue;
    const texts = rows.map((row) => cellText(row[at] ?? null).trim()).filter((text) => text !== '');
    if (texts.length > 0 && texts.every((text) => /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.*)?$/.test(text))) {
      times.push(name);
      continue;
    }
    // A list of values is none of them, and 7 payouts are no payout.
    if (made && sqlType === 'TEXT' && texts.some((text) => text.includes(','))) continue;
    if ((reading?.kind === 'integer' || sqlType === 'INTEGER') && (made || !tellsApart(name, texts))) {
      amounts.push(name);
      continue;
    }
    const types = Map.groupBy(texts, (text) => detectEntity(text, name));
    const [type, those] = [...types].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ['other', []];
    if (type !== 'other' && those.length >= texts.length * ENOUGH) {
      const differs = texts.length > 1 && new Set(texts).size === texts.length;
      found.push({ column: name, type, differs });
    } else if (reading?.kind === 'integer' || sqlType === 'INTEGER') amounts.push(name);
  }
  const hub = HUBS.flatMap((type) => found.find((each) => each.type === type) ?? [])[0];
  const links = found.flatMap(({ column, type }): Mapping['links'] => {
    if (!hub || column === hub.column) return [];
    const isMoney = TAKES_AMOUNT.has(type) || type === hub.type;
    const words = type === hub.type && amounts.length > 0 ? 'paid to' : LINK_TO[type];
    if (!words) return [];
    const money = columns.find(({ name, reading }) => amounts.includes(name) && reading?.kind === 'decimal')?.name;
    const amount = isMoney && !isJoin ? (money ?? null) : null;
    const time = isJoin ? null : (times[0] ?? null);
    return [{ from: hub.column, to: column, type: words, direction: 'forward', amount, time }];
  });
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const columnsOf = found.flatMap(({ column, type, differs }) =>
    hub && differs && OF_ROWS.has(type) && !linked.has(column) ? [] : [{ column, type }],
  );
  return { mapping: { columns: columnsOf, links }, amounts, times };
}
