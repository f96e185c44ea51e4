import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}
export interface StixBundle {
  readonly type: string;
  readonly id: string;
  readonly objects: readonly StixObject[];
}

/**
 * What the STIX 2.1 specification requires (OASIS Standard, June 2021) of the objects that the program writes, as its MUSTs have it;
 * the npm registry carries no package of the OASIS schemas.
 * @returns sentences, none where the bundle keeps to it
 */
export function stixFaults(bundle: StixBundle): string[] {
  const faults: string[] = [];
  const say = (id: unknown, words: string): void => void faults.push(`${String(id)}: ${words}`);
  if (Object.keys(bundle).some((name) => !['type', 'id', 'objects'].includes(name)))
    say(bundle.id, 'a bundle has type, id and objects');
  if (bundle.type !== 'bundle' || !idOf('bundle').test(bundle.id)) say(bundle.id, 'is no bundle');
  if (bundle.objects.length === 0) say(bundle.id, 'has an empty list of objects');
  const objects = new Map(bundle.objects.map((object) => [object.id, object]));
  const uuids = new Set(bundle.objects.map(({ id }) => id.split('--')[1]));
  if (uuids.size !== bundle.objects.length) say(bundle.id, 'a UUID stands there twice (2.9)');
  for (const object of bundle.objects) {
    const { type, id } = object;
    const rule = RULES[type];
    if (!rule) {
      say(id, 'is of no type that the program writes');
      continue;
    }
    if (!idOf(type).test(id)) say(id, 'its id does not fit its type (2.9)');
    if (object['spec_version'] !== '2.1') say(id, 'is of no version (3.2)');
    const dated = rule.kind === 'marking' ? ['created'] : rule.kind === 'observable' ? [] : ['created', 'modified'];
    for (const name of [...dated, ...rule.required]) if (!(name in object)) say(id, `lacks ${name}`);
    const common = rule.kind === 'observable' ? OF_OBSERVABLES : [...OF_ALL, ...dated];
    const known = new Set([...common, ...rule.required, ...(rule.optional ?? [])]);
    for (const name of Object.keys(object)) {
      if (!known.has(name) && !/^x_redthread_[a-z0-9_]{1,230}$/.test(name))
        say(id, `has ${name}, which its type does not`);
    }
    for (const [place, value] of within(object)) {
      if (value === null || value === '') say(id, `${place} is empty`);
      if (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
        say(id, `${place} is empty (2.6)`);
    }
    for (const name of ['created', 'modified', 'published', 'valid_from'])
      if (name in object && !TIME.test(String(object[name])))
        say(id, `${name} is no time of milliseconds in UTC (3.2)`);
    if (String(object['modified'] ?? '9') < String(object['created'] ?? ''))
      say(id, 'is modified before it was made (3.6)');
    for (const [name, to] of Object.entries(REFERENCES))
      for (const ref of [object[name] ?? []].flat()) {
        const found = objects.get(String(ref));
        if (!found) say(id, `${name} leads nowhere`);
        else if (to !== null && found.type !== to) say(id, `${name} leads to ${found.type}`);
      }
    for (const words of rule.faults?.(object, objects) ?? []) say(id, words);
  }
  return faults;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const idOf = (type: string): RegExp => new RegExp(`^${type}--${UUID}$`);
const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const OF_OBSERVABLES = ['type', 'spec_version', 'id', 'object_marking_refs', 'extensions'];
const OF_ALL = [...OF_OBSERVABLES, 'created_by_ref', 'external_references', 'labels', 'confidence'];
/** To which type a reference leads; null for any. */
const REFERENCES: Readonly<Record<string, string | null>> = {
  ...{ created_by_ref: 'identity', object_marking_refs: 'marking-definition' },
  ...{ source_ref: null, target_ref: null, object_refs: null },
};

interface Rule {
  readonly kind: 'domain' | 'marking' | 'observable';
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly faults?: (object: StixObject, objects: ReadonlyMap<string, StixObject>) => string[];
}
const unless = (holds: boolean, words: string): string[] => (holds ? [] : [words]);
const text = (object: StixObject, name: string): string => String(object[name]);

/** @param names the properties that contribute to a deterministic id */
const observable = (names: readonly string[], fits: (object: StixObject) => boolean): Rule => ({
  kind: 'observable',
  required: names,
  faults: (object) => [...unless(fits(object), 'its value does not fit its type'), ...deterministic(object, names)],
});
const RULES: Readonly<Record<string, Rule>> = {
  identity: {
    kind: 'domain',
    required: ['name'],
    optional: ['description', 'identity_class'],
    faults: (object) =>
      unless(
        ['individual', 'group', 'system', 'organization', 'class', 'unspecified'].includes(
          text(object, 'identity_class'),
        ),
        'identity_class is not of its vocabulary (10.8)',
      ),
  },
  indicator: {
    kind: 'domain',
    required: ['pattern', 'pattern_type', 'valid_from'],
    optional: ['name', 'description', 'pattern_version', 'indicator_types'],
    faults: (object) => [
      ...unless(object['pattern_type'] === 'stix', 'its pattern is of another language'),
      ...unless(isPattern(text(object, 'pattern')), `no pattern: ${text(object, 'pattern')}`),
    ],
  },
  relationship: {
    kind: 'domain',
    required: ['relationship_type', 'source_ref', 'target_ref'],
    optional: ['description'],
    faults: (object) => unless(/^[a-z0-9-]+$/.test(text(object, 'relationship_type')), 'relationship_type (5.1)'),
  },
  report: { kind: 'domain', required: ['name', 'published', 'object_refs'], optional: ['description', 'report_types'] },
  'marking-definition': {
    kind: 'marking',
    required: ['name', 'extensions'],
    faults: (object) => unless(JSON.stringify(object) === tlp(text(object, 'name')), 'is not TLP 2.0 as OASIS has it'),
  },
  'extension-definition': {
    kind: 'domain',
    required: ['created_by_ref', 'name', 'schema', 'version', 'extension_types'],
    optional: ['description'],
  },
  'ipv4-addr': observable(['value'], ({ value }) => /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?$/.test(String(value))),
  'ipv6-addr': observable(['value'], ({ value }) => /^[0-9a-f:.]+:[0-9a-f:.]*(?:\/\d+)?$/i.test(String(value))),
  'domain-name': observable(['value'], ({ value }) => /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(String(value))),
  'email-addr': observable(['value'], ({ value }) => /^[^\s<>()"]+@[^\s<>()"@]+$/.test(String(value))),
  // RFC 3986: a scheme, then signs of ASCII alone, none of which has to be escaped.
  url: observable(['value'], ({ value }) =>
    /^[a-z][a-z0-9+.-]*:[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+$/i.test(String(value)),
  ),
  'user-account': observable(['account_login'], ({ account_login }) => typeof account_login === 'string'),
  file: observable(['hashes'], ({ hashes }) => Object.entries(hashes as object).every(isDigest)),
  'x-redthread-item': {
    kind: 'observable',
    required: ['value', 'extensions', 'x_redthread_type'],
    faults: (object, objects) => {
      const [[definition = '', said] = []] = Object.entries(object['extensions'] as object);
      return [
        ...unless(canonicalize(said) === '{"extension_type":"new-sco"}', 'is no object of an extension (7.3)'),
        ...unless(
          (objects.get(definition)?.['extension_types'] as string[] | undefined)?.includes('new-sco') === true,
          'its extension is not defined in the bundle',
        ),
        ...deterministic(object, ['value', 'x_redthread_type']),
      ];
    },
  },
};

/** 2.9: the UUID of an observable is one drawn by chance (version 4), or version 5 over the canonical JSON of what contributes. */
function deterministic(object: StixObject, names: readonly string[]): string[] {
  const uuid = object.id.split('--')[1] ?? '';
  if (uuid[14] === '4') return [];
  const json = canonicalize(Object.fromEntries(names.map((name) => [name, object[name]]))) as string;
  const space = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');
  const digest = createHash('sha1')
    .update(Buffer.concat([space, Buffer.from(json, 'utf8')]))
    .digest('hex');
  const variant = ((Number.parseInt(digest[16] as string, 16) & 3) | 8).toString(16);
  const want = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return unless(uuid === want, `its id is not the one that its value has (2.9): ${want}`);
}

const DIGITS: Readonly<Record<string, number>> = { MD5: 32, 'SHA-1': 40, 'SHA-256': 64, 'SHA-512': 128 };
const isDigest = ([algorithm, digest]: [string, unknown]): boolean =>
  /^[0-9a-f]+$/i.test(String(digest)) && String(digest).length === DIGITS[algorithm];

/** 9: one observation of equal texts that are joined by AND; a quoted step is a key of a dictionary. */
function isPattern(pattern: string): boolean {
  const constant = String.raw`'(?:[^'\\]|\\['\\])*'`;
  const comparison = String.raw`[a-z][a-z0-9-]+:[a-z_]+(?:\.(?:[a-z_]+|'[A-Z0-9-]+'))* = ${constant}`;
  return new RegExp(String.raw`^\[${comparison}(?: AND ${comparison})*\]$`).test(pattern);
}

const TLP_IDS: Readonly<Record<string, string>> = {
  'TLP:CLEAR': '94868c89-83c2-464b-929b-a1a8aa3c8487',
  'TLP:GREEN': 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  'TLP:AMBER': '55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'TLP:AMBER+STRICT': '939a9414-2ddd-4d32-a0cd-375ea402b003',
  'TLP:RED': 'e828b379-4e03-4974-9ac4-e53a884c97c1',
};
/** As in oasis-open/cti-stix-common-objects, without the blanks. */
const tlp = (name: string): string =>
  `{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--${TLP_IDS[name]}","created":"2022-10-01T00:00:00.000Z","name":"${name}","extensions":{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d":{"extension_type":"property-extension","tlp_2_0":"${name.slice(4).toLowerCase()}"}}}`;

function* within(value: object, at = ''): Generator<[string, unknown]> {
  for (const [name, each] of Object.entries(value)) {
    const place = at === '' ? name : `${at}.${name}`;
    yield [place, each];
    if (typeof each === 'object' && each !== null) yield* within(each, place);
  }
}
