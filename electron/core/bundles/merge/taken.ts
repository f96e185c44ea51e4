import type { TakenKind } from '../../../../shared/contract/bundle-report.ts';
import { type Documents, type Fields, isFields } from './translate.ts';

/** Something that a bundle holds and that is merged, or not, by itself. */
export interface Taken {
  /** By which it is known again: the id of what has one, else what makes it what it is. */
  readonly id: string;
  readonly title: string;
  /** What is compared, and can change. */
  readonly fields: Fields;
  /** Two without an id in common that agree in this are one. */
  readonly natural: string | null;
  readonly number: number | null;
  /** As the document has it. */
  readonly self: Fields;
  /** What it stands in: the board of a note, the exhibit of a table. */
  readonly under: string;
}

export interface Kind {
  readonly name: TakenKind;
  /** The documents that it is read from. */
  readonly documents: readonly string[];
  /** Whether a bundle of chosen exhibits holds all of each. */
  readonly partial: boolean;
  readonly list: (documents: Documents) => Taken[];
  /** How a number of it reads; null for what has none. */
  readonly label: ((number: number) => string) | null;
  /** Ids of other records that it cannot be without; all that it names when left out. */
  readonly needs?: (self: Fields) => readonly unknown[];
}

export const PER_EXHIBIT = /^(datasets|queries|copies|attachments)\/(E-\d{4,6})\.json$/;

export const rows = (document: unknown): Fields[] => (Array.isArray(document) ? document.filter(isFields) : []);
export const inside = (document: unknown, key: string): Fields[] => (isFields(document) ? rows(document[key]) : []);
export const text = (value: unknown): string =>
  typeof value === 'string' ? value : value == null ? '' : String(value);
export const short = (value: unknown): string => {
  const line = text(value).replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};
export const pick = (self: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, self[name]]));

export interface Shape {
  readonly id?: (self: Fields) => string;
  readonly title: (self: Fields) => string;
  readonly fields?: readonly string[] | ((self: Fields) => Fields);
  readonly natural?: (self: Fields) => string;
  readonly under?: (self: Fields) => string;
}
export const made = (self: Fields, { id, title, fields = [], natural, under }: Shape): Taken => ({
  id: id ? id(self) : text(self.id),
  title: title(self),
  fields: typeof fields === 'function' ? fields(self) : pick(self, fields),
  natural: natural ? natural(self) : null,
  number: typeof self.number === 'number' ? self.number : null,
  self,
  under: under ? under(self) : '',
});
export const joined = (...parts: readonly unknown[]): string => parts.map(text).join('|');

/** Of several that are the same in all that makes them, each is one. */
export const apart = (all: readonly Taken[]): Taken[] => {
  const seen = new Map<string, number>();
  return all.map((each) => {
    const times = (seen.get(each.id) ?? 0) + 1;
    seen.set(each.id, times);
    return times === 1 ? each : { ...each, id: `${each.id} (${times})` };
  });
};

export const kind = (
  name: TakenKind,
  document: string,
  from: (document: unknown) => Fields[],
  shape: Shape,
  rest: Partial<Pick<Kind, 'partial' | 'label' | 'needs'>> = {},
): Kind => ({
  name,
  documents: [document],
  partial: false,
  label: null,
  ...rest,
  list: (documents) => apart(from(documents.get(document)).map((self) => made(self, shape))),
});
