import type { ScreeningHit } from '../../../shared/contract/screening.ts';
import { ipAddress, networkOf } from '../../../shared/domain/ip-address.ts';
import type { ListValues, ReadList } from '../../../shared/domain/screening/listed.ts';
import {
  identifierKey,
  type Prepared,
  prepareList,
  rarityOf,
  type Subject,
  screen,
} from '../../../shared/domain/screening/score.ts';

/** One list, ready to be asked about one subject after the other. */
export type Asked = (subject: Subject, threshold: number) => ScreeningHit[];

export function asked({ format, entries, values }: ReadList): Asked {
  const list = prepareList(entries);
  const held = values && valueFinder(values);
  return (subject, threshold) => [
    ...screen(list, subject, threshold).map(({ entry, score }) => hit(list, format, subject, entry, score)),
    ...(held ? subject.identifiers.flatMap((value) => knownHit(format, subject, value, held(value))) : []),
  ];
}

const told = ({ id, name, kind, born, countries }: Subject): ScreeningHit['subject'] => ({
  ...{ id, name, kind, born: born?.text ?? '' },
  countries: [...countries],
});

const hit = (
  list: Prepared,
  format: string,
  subject: Subject,
  { id, kind, names, born, countries, programmes }: ReturnType<typeof screen>[number]['entry'],
  { name, points, rules, verdict, nothingToCompare }: ReturnType<typeof screen>[number]['score'],
): ScreeningHit => ({
  subject: told(subject),
  list: format,
  entry: {
    ...{ id, kind, names: names.slice(0, 20).map(({ text }) => text) },
    born: [...new Set(born.map(({ text }) => text))],
    countries: [...countries],
    programmes: [...programmes],
  },
  ...{ name, points, rules: [...rules], verdict, nothingToCompare, rarity: rarityOf(list, subject.name) },
});

function knownHit(format: string, subject: Subject, value: string, found: string | null): ScreeningHit[] {
  if (found === null) return [];
  return [
    {
      ...{
        subject: told(subject),
        list: format,
        name: found,
        points: 0,
        verdict: 'known',
        nothingToCompare: false,
        rarity: 1,
      },
      entry: { id: found, kind: 'value', names: [found], born: [], countries: [], programmes: [] },
      rules: [{ rule: `${value} is on the list`, points: 0 }],
    },
  ];
}

/** Finds the value of a list that one of a case is, lies in, or ends with. */
export function valueFinder({ rule, values }: ListValues): (value: string) => string | null {
  const lower = new Map(values.map((each) => [identifierKey(each).replace(/^\./, ''), each]));
  if (rule === 'cidr') {
    const networks = values.flatMap((each) => {
      const [base = '', length] = each.split('/');
      const address = ipAddress(base);
      return address ? [{ each, address, length: length === undefined ? address.bits : Number(length) }] : [];
    });
    return (value) => {
      const own = ipAddress(value);
      if (own === null) return null;
      const within = networks.find(
        ({ address, length }) =>
          address.bits === own.bits && length <= own.bits && networkOf(address, length) === networkOf(own, length),
      );
      return within?.each ?? null;
    };
  }
  if (rule === 'substring')
    return (value) => values.find((each) => each !== '' && value.toLowerCase().includes(each.toLowerCase())) ?? null;
  return (value) => {
    const whole = identifierKey(value);
    if (rule === 'string') return lower.get(whole) ?? null;
    const host = whole.includes('@')
      ? whole.slice(whole.lastIndexOf('@') + 1)
      : whole.replace(/^[a-z]+:\/\//, '').split(/[/:?#]/)[0];
    for (let name = host ?? ''; name !== ''; name = name.includes('.') ? name.slice(name.indexOf('.') + 1) : '') {
      const found = lower.get(name);
      if (found !== undefined) return found;
    }
    return null;
  };
}
