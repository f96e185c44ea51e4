/** A value of SQL as it lies in a dictionary: an integer that fits a number exactly is one, bytes are their hex digits. */
export type Value = null | string | number | bigint | Bytes;
export interface Bytes {
  readonly blob: string;
}

/** A column in which each value stands once, and each row says which. A row is four bytes, so that a million are counted in milliseconds. */
export interface Dictionary {
  readonly values: readonly Value[];
  /** For each row the place of its value. */
  readonly codes: Int32Array;
  /** About what it takes in memory. */
  readonly bytes: number;
}

export const blobOf = (value: Value): string | null =>
  typeof value === 'object' && value !== null ? value.blob : null;

/** Puts columns together, row by row. Values that SQLite's GROUP BY takes for the same, as 5 and 5.0, are one. */
export class DictionaryMaker {
  private readonly places = new Map<Exclude<Value, Bytes>, number>();
  private readonly blobs = new Map<string, number>();
  private readonly values: Value[] = [];
  private codes = new Int32Array(1024);
  private rows = 0;
  private characters = 0;

  add(value: null | string | number | bigint | Uint8Array): void {
    if (this.rows === this.codes.length) {
      const longer = new Int32Array(this.codes.length * 2);
      longer.set(this.codes);
      this.codes = longer;
    }
    this.codes[this.rows++] = value instanceof Uint8Array ? this.placeOfBytes(value) : this.placeOf(value);
  }

  made(): Dictionary {
    const codes = this.codes.slice(0, this.rows);
    return { values: this.values, codes, bytes: codes.byteLength + 2 * this.characters + 64 * this.values.length };
  }

  private placeOf(given: null | string | number | bigint): number {
    const value = typeof given === 'bigint' ? plain(given) : given;
    const known = this.places.get(value);
    if (known !== undefined) return known;
    const place = this.values.length;
    this.places.set(value, place);
    this.values.push(value);
    if (typeof value === 'string') this.characters += value.length;
    return place;
  }

  private placeOfBytes(bytes: Uint8Array): number {
    const blob = Buffer.from(bytes).toString('hex');
    const known = this.blobs.get(blob);
    if (known !== undefined) return known;
    const place = this.values.length;
    this.blobs.set(blob, place);
    this.values.push({ blob });
    this.characters += blob.length;
    return place;
  }
}

/** Integers and reals that are the same number are the same value here too: 2^53 and beyond, a REAL may be whole. */
export const plain = (value: bigint): number | bigint => {
  const number = Number(value);
  return BigInt(number) === value ? number : value;
};

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
/** The texts of decimals as the numbers they are to SQL's CAST; what is none stays. */
export const asNumbers = (dictionary: Dictionary): Dictionary => ({
  ...dictionary,
  values: dictionary.values.map((value) => (typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value)),
});

const RANK = { null: 0, number: 1, text: 2, blob: 3 } as const;
const rank = (value: Value): number =>
  value === null
    ? RANK.null
    : typeof value === 'string'
      ? RANK.text
      : typeof value === 'object'
        ? RANK.blob
        : RANK.number;
export const isNumber = (value: Value): value is number | bigint => rank(value) === RANK.number;

const SURROGATE = /[\ud800-\udfff]/;
/** SQLite's order: NULL, numbers, texts by their UTF-8, bytes. */
export function compare(one: Value, other: Value): number {
  const [first, second] = [rank(one), rank(other)];
  if (first !== second) return first - second;
  if (typeof one === 'string' && typeof other === 'string') {
    if (one === other) return 0;
    if (SURROGATE.test(one) || SURROGATE.test(other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
    return one < other ? -1 : 1;
  }
  const [a, b] = [blobOf(one) ?? one, blobOf(other) ?? other] as [number, number];
  return a < b ? -1 : a > b ? 1 : 0;
}
