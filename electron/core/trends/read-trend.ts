import type { Tlp } from '../../../shared/contract/cases.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Trend, TrendBy, TrendRow } from '../../../shared/contract/trends.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { countryWords } from '../../../shared/domain/countries/codes.ts';
import { statedCountry } from '../../../shared/domain/countries/of-entity.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { markingOf } from '../../../shared/domain/requests/reply-text.ts';
import { allCases } from '../cases/reads.ts';
import { type Exact, exactSum, exactText } from '../datasets/readings/numbers.ts';
import type { ReadDb } from '../db/open.ts';
import { namesOfCase } from '../entities/reads.ts';
import { listRequests } from '../requests/reads.ts';
import { assetKey, type CaseTransfer, eachTransfer } from '../transfers/reads.ts';
import { checklistOf, listTypologies } from '../typologies/reads.ts';

const DAY_MS = 86_400_000;
const NONE: Exact = { units: 0n, scale: 0 };

export const BASIS: Readonly<Record<TrendBy, string>> = {
  typology: 'the typologies whose entries its checklist holds',
  technique: 'the MITRE F3 techniques of the typologies of its checklist',
  team: 'the teams that its requests come from, or its own where it has none',
  country:
    'the countries that its entities state: IBANs with right check digits, phone numbers with a calling code, places and addresses that name one; other places as they are written; never a statement about a person',
  money: 'the assets of its mapped transfers, failed ones and duplicates left out',
  method: 'the patterns of its checklist that are marked done',
};

interface Dated {
  readonly id: CaseId;
  readonly label: string;
  /** The most restricted of the case and its requests. */
  readonly tlp: Tlp;
  readonly team: string;
  /** "2026-05-04", UTC. */
  readonly day: string;
}
type Values = ReadonlyMap<string, Exact>;

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * How often each kind was seen in cases of a period, held against the period before, and the most restricted marking of
 * what it is counted from. @throws Fault `bad-request` for a period that ends before it begins
 */
export function readTrend(db: ReadDb, asked: Pick<Trend, 'by' | 'from' | 'to'>): { trend: Trend; tlp: Tlp } {
  const { by, from, to } = asked;
  if (to < from) throw new Fault('bad-request', `The period ends on ${to}, before it begins on ${from}.`);
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const before = { from: shifted(from, -length), to: shifted(from, -1) };
  const requests = Map.groupBy(listRequests(db, undefined), ({ caseId }) => caseId);
  const cases = allCases(db).map(({ id, number, tlp, team, createdAt }): Dated => {
    const asking = requests.get(id) ?? [];
    const received = asking.map(({ receivedAt }) => receivedAt);
    const day = [createdAt, ...received].toSorted()[0]?.slice(0, 10) ?? '';
    const marking = asking.reduce((most, { sensitivity }) => markingOf(most, sensitivity), tlp);
    return { id, label: caseLabel(number), tlp: marking, team, day };
  });
  const within = (day: string, span: { from: string; to: string }): boolean => day >= span.from && day <= span.to;
  const read = valuesBy(db, by, (id) => (requests.get(id) ?? []).map(({ team }) => team));
  // First sight is looked for in all cases, those after the period too: they cannot be earlier than it.
  const known = cases.filter(({ day }) => day <= to).map((of) => ({ of, values: read(of) }));
  const rows = new Map<string, { row: TrendRow; now: Exact; before: Exact }>();
  for (const { of, values } of known)
    for (const [name, amount] of values) {
      const held = rows.get(name) ?? {
        row: {
          ...{ name, now: 0, before: 0, sum: '', sumBefore: '', firstSeen: of.day, by: '' },
          isNew: false,
          rising: false,
          cases: [],
        },
        ...{ now: NONE, before: NONE },
      };
      rows.set(name, held);
      if (of.day < held.row.firstSeen) held.row.firstSeen = of.day;
      if (within(of.day, asked)) {
        held.row.now++;
        held.row.cases.push(of.label);
        held.now = exactSum(held.now, amount);
      } else if (within(of.day, before)) {
        held.row.before++;
        held.before = exactSum(held.before, amount);
      }
    }
  const counted = known.filter(({ of }) => within(of.day, asked));
  const listed = [...rows.values()]
    .filter(({ row }) => row.now + row.before > 0)
    .map((held): TrendRow => {
      const { row } = held;
      return {
        ...row,
        isNew: row.firstSeen >= from,
        rising: row.now > row.before && row.now >= 2,
        ...(by === 'money' && { sum: exactText(held.now), sumBefore: exactText(held.before) }),
        cases: row.cases.toSorted(),
      };
    })
    .toSorted((a, b) => b.now - a.now || b.before - a.before || a.name.localeCompare(b.name));
  const trend: Trend = {
    ...{ by, from, to, before, basis: BASIS[by], rows: listed },
    cases: counted.length,
    casesBefore: known.filter(({ of }) => within(of.day, before)).length,
    without: counted.filter(({ values }) => values.size === 0).length,
  };
  // A case before both periods is told of too, where the day of a row is that of its first sight.
  const named = new Set(listed.map(({ name }) => name));
  const told = known.filter(
    ({ of, values }) =>
      within(of.day, asked) || within(of.day, before) || [...values.keys()].some((name) => named.has(name)),
  );
  if (by === 'country') nameSources(db, trend, new Map(counted.map(({ of }) => [of.label, of.id])));
  return { trend, tlp: told.reduce<Tlp>((most, { of }) => markingOf(most, of.tlp), 'CLEAR') };
}

function valuesBy(db: ReadDb, by: TrendBy, teams: (id: CaseId) => readonly string[]): (of: Dated) => Values {
  const counted = (names: Iterable<string>): Values =>
    new Map(
      [...names]
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => [name, NONE]),
    );
  const typologies = new Map(listTypologies(db).map(({ typology }) => [typology.name, typology.techniques]));
  const namesIn = (id: CaseId): string[] => checklistOf(db, id).map(({ typology }) => typology);
  switch (by) {
    case 'typology':
      return ({ id }) => counted(namesIn(id));
    case 'technique':
      return ({ id }) => counted(namesIn(id).flatMap((name) => typologies.get(name) ?? []));
    case 'team':
      return ({ id, team }) => counted(teams(id).length > 0 ? teams(id) : [team]);
    case 'method':
      return ({ id }) =>
        counted(
          checklistOf(db, id).flatMap(({ kind, state, text }) =>
            kind === 'pattern' && state === 'done' ? [text.replace(/^Run the pattern: /, '')] : [],
          ),
        );
    case 'country':
      return ({ id }) => counted(countriesIn(db, id).map(({ name }) => name));
    case 'money':
      return ({ id }) => {
        const sums = new Map<string, Exact>();
        for (const transfer of eachTransfer(db, id)) {
          if (transfer.duplicate || transfer.failed) continue;
          const name = assetName(transfer);
          sums.set(name, exactSum(sums.get(name) ?? NONE, transfer.amount));
        }
        return sums;
      };
  }
}

/** "USDT, ethereum" */
export function assetName({ of, asset, contract }: CaseTransfer): string {
  const [chain = '', unit = ''] = assetKey(of.mapping.chain, asset, contract).split('|');
  return [unit, chain].filter(Boolean).join(', ');
}

/** Countries that the entities of a case state, and by what; a place that names none counts as it is written. */
function countriesIn(db: ReadDb, caseId: CaseId): { readonly name: string; readonly by: string }[] {
  return namesOfCase(db, caseId).flatMap((entity) => {
    const stated = statedCountry(entity);
    if (stated) return [{ name: countryWords(stated.code), by: stated.by }];
    const isPlace = entity.type === 'location' && !/\d/.test(entity.label);
    return isPlace ? [{ name: entity.label.trim(), by: 'place as written' }] : [];
  });
}

/** Says of each row by how many entities of which kinds the cases of the period state it. */
function nameSources(db: ReadDb, { rows }: Trend, cases: ReadonlyMap<string, CaseId>): void {
  const counts = new Map<string, Map<string, number>>();
  for (const id of cases.values())
    for (const { name, by } of countriesIn(db, id)) {
      const of = counts.get(name) ?? new Map<string, number>();
      counts.set(name, of.set(by, (of.get(by) ?? 0) + 1));
    }
  for (const row of rows) row.by = [...(counts.get(row.name) ?? [])].map(([by, n]) => `${by} ${n}`).join(', ');
}
