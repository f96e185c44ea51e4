import { isDelivery, readDelivery } from '../../shared/domain/deliveries.ts';

/** What the page needs of a bundle's manifest. Everything in it came from outside, so each field is looked at. */
export interface Manifest {
  readonly scope: 'case' | 'exhibits' | 'delivery';
  readonly createdAt: string;
  readonly createdBy: string;
  readonly program: string;
  readonly publicKey: string;
  readonly caseNumber: number;
  readonly caseTitle: string;
  readonly classification: string;
  readonly exhibits: readonly ListedExhibit[];
  readonly entries: readonly ListedEntry[];
  /** Of a delivered report: which copy it is, in words. */
  readonly copy?: string;
}
export interface ListedExhibit {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly originalName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly removedAt: string | null;
}
export interface ListedEntry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What it is, where the manifest says so. */
  readonly what?: string;
}

/** What was delivered with a report, in the same form. @throws Error */
function ofDelivery(value: unknown): Manifest {
  const { createdAt, createdBy, program, publicKey, case: of, entries, ...copy } = readDelivery(value);
  const { edition, finding, recipient, copyNumber, custodyHead } = copy;
  const words = [
    `${edition} edition`,
    finding === null ? '' : `finding ${finding}`,
    copyNumber === null ? 'a copy without a number' : `copy ${copyNumber}`,
    recipient === '' ? '' : `for ${recipient}`,
    `as entry ${custodyHead.seq} of the custody log left the case`,
  ];
  return {
    ...{ scope: 'delivery', createdAt, createdBy, program, publicKey, exhibits: [], entries },
    caseNumber: Number(/\d+/.exec(of.label)?.[0] ?? 0),
    ...{ caseTitle: of.title, classification: of.tlp.replace(/^TLP:/, '') },
    copy: words.filter((each) => each !== '').join(', '),
  };
}

/** @throws Error saying what is wrong with it */
export function readManifest(value: unknown): Manifest {
  if (isDelivery(value)) return ofDelivery(value);
  const manifest = new Fields(value, 'the manifest');
  if (manifest.text('redthread') !== 'bundle') throw new Error('it is not the manifest of a Redthread bundle');
  const format = manifest.count('format');
  if (format !== 1) throw new Error(`it has format ${format}; this page knows 1. Use the page of a newer bundle`);
  const of = new Fields(manifest.get('case'), 'the case in the manifest');
  const scope = manifest.text('scope');
  if (scope !== 'case' && scope !== 'exhibits') throw new Error('it does not say what it holds');
  return {
    scope,
    createdAt: manifest.text('createdAt'),
    createdBy: manifest.text('createdBy'),
    program: manifest.text('program'),
    publicKey: manifest.text('publicKey'),
    caseNumber: of.count('number'),
    caseTitle: of.text('title'),
    classification: of.text('tlp'),
    exhibits: manifest.list('exhibits').map((each) => {
      const exhibit = new Fields(each, 'an exhibit in the manifest');
      return {
        id: exhibit.text('id'),
        number: exhibit.count('number'),
        title: exhibit.text('title'),
        originalName: exhibit.text('originalName'),
        bytes: exhibit.count('bytes'),
        sha256: exhibit.text('sha256'),
        removedAt: exhibit.get('removedAt') === null ? null : exhibit.text('removedAt'),
      };
    }),
    entries: manifest.list('entries').map((each) => {
      const entry = new Fields(each, 'an entry of the manifest');
      return { name: entry.text('name'), bytes: entry.count('bytes'), sha256: entry.text('sha256') };
    }),
  };
}

/** The fields of a JSON object, each asked for by its kind. */
export class Fields {
  private readonly of: Readonly<Record<string, unknown>>;
  constructor(
    value: unknown,
    private readonly what: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Error(`${what} is not an object`);
    this.of = value as Record<string, unknown>;
  }
  get(name: string): unknown {
    if (!Object.hasOwn(this.of, name)) throw new Error(`${this.what} lacks "${name}"`);
    return this.of[name];
  }
  text(name: string): string {
    const value = this.get(name);
    if (typeof value !== 'string') throw new Error(`"${name}" of ${this.what} is not text`);
    return value;
  }
  count(name: string): number {
    const value = this.get(name);
    if (!Number.isSafeInteger(value) || (value as number) < 0)
      throw new Error(`"${name}" of ${this.what} is not a count`);
    return value as number;
  }
  list(name: string): readonly unknown[] {
    const value = this.get(name);
    if (!Array.isArray(value)) throw new Error(`"${name}" of ${this.what} is not a list`);
    return value;
  }
}
