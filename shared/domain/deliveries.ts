import type { Edition } from '../contract/report-setup.ts';

/** A file that a manifest of a delivery names. */
export interface ListedFile {
  readonly name: string;
  readonly what: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What a reader of the file has to know, such as cells that were made safe. */
  readonly note?: string;
}

/** What is signed of one delivered copy. */
export interface DeliveryManifest {
  readonly redthread: 'delivery';
  readonly format: 1;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly program: string;
  /** PEM */
  readonly publicKey: string;
  readonly case: { readonly label: string; readonly title: string; readonly tlp: string };
  readonly edition: Edition;
  readonly finding: string | null;
  readonly recipient: string;
  readonly copyNumber: number | null;
  /** Points of the report check that were open. */
  readonly draft: number;
  readonly custodyHead: { readonly seq: number; readonly hash: string };
  readonly entries: readonly ListedFile[];
  /** What this edition has no file for, and why. */
  readonly without: readonly string[];
}

export const MANIFEST_ENDING = '.manifest.json';
export const SIGNATURE_ENDING = '.manifest.sig';
/** Of the archive of all that goes beside a PDF with a password. */
export const LOCKED_ENDING = '-companions.zip.age';

/** Whether a value says of itself that it is the manifest of a delivery. */
export const isDelivery = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { redthread?: unknown }).redthread === 'delivery';

/** @throws Error saying what is wrong with it; its message is a clause */
export function readDelivery(value: unknown): DeliveryManifest {
  if (!isDelivery(value)) throw new Error('it is not the manifest of a Redthread delivery');
  const of = value as Record<string, unknown>;
  if (of['format'] !== 1) throw new Error(`it has format ${String(of['format'])}; this version knows 1`);
  const text = (from: Record<string, unknown>, name: string): string => {
    const given = from[name];
    if (typeof given !== 'string') throw new Error(`"${name}" of it is not text`);
    return given;
  };
  const count = (from: Record<string, unknown>, name: string): number => {
    const given = from[name];
    if (!Number.isSafeInteger(given) || (given as number) < 0) throw new Error(`"${name}" of it is not a count`);
    return given as number;
  };
  const within = (name: string): Record<string, unknown> => {
    const given = of[name];
    if (typeof given !== 'object' || given === null) throw new Error(`"${name}" of it is not an object`);
    return given as Record<string, unknown>;
  };
  const list = (name: string): readonly unknown[] => {
    const given = of[name];
    if (!Array.isArray(given)) throw new Error(`"${name}" of it is not a list`);
    return given;
  };
  const edition = text(of, 'edition');
  if (edition !== 'executive' && edition !== 'legal' && edition !== 'infosec')
    throw new Error('it does not say which edition it is');
  const names = new Set<string>();
  return {
    ...{ redthread: 'delivery', format: 1, edition },
    ...{ createdAt: text(of, 'createdAt'), createdBy: text(of, 'createdBy'), program: text(of, 'program') },
    publicKey: text(of, 'publicKey'),
    case: {
      ...{ label: text(within('case'), 'label'), title: text(within('case'), 'title') },
      tlp: text(within('case'), 'tlp'),
    },
    finding: of['finding'] === null ? null : text(of, 'finding'),
    recipient: text(of, 'recipient'),
    copyNumber: of['copyNumber'] === null ? null : count(of, 'copyNumber'),
    draft: count(of, 'draft'),
    custodyHead: { seq: count(within('custodyHead'), 'seq'), hash: text(within('custodyHead'), 'hash') },
    entries: list('entries').map((each) => {
      const entry = (each ?? {}) as Record<string, unknown>;
      const name = text(entry, 'name');
      // It names files beside it, and none elsewhere.
      if (name === '' || /[/\\]/.test(name) || name.startsWith('.'))
        throw new Error('it names a file that is not beside it');
      if (names.has(name)) throw new Error(`it lists "${name}" twice`);
      names.add(name);
      return { name, what: text(entry, 'what'), bytes: count(entry, 'bytes'), sha256: text(entry, 'sha256') };
    }),
    without: list('without').map(String),
  };
}
