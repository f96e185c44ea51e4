import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Tlp } from '../../../../shared/contract/cases.ts';
import { stixOf } from '../../../../shared/domain/graph-types.ts';
import { TLP } from '../../../../shared/domain/tlp.ts';
import { DEFINITIONS, EXTENSION, ITEM } from '../../graph/write-json.ts';
import type { ReportIndicator } from '../model.ts';

/** The marking definitions of TLP 2.0 as OASIS published them (cti-stix-common-objects), and the extension that they use. */
const MARKINGS: Readonly<Record<Tlp, string>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
/** STIX 2.1, 2.9: the namespace of the deterministic identifiers of cyber-observable objects. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Of statements: those of a report are its own, since the same id in the next would have another `created` (STIX 2.1, 3.6). */
const OWN = '6f1c7c6e-6f0e-4f3c-9a52-2f6d8b1f5c03';

/** RFC 9562, 5.5: a UUID of version 5. */
function named(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** STIX 2.1, 9.6: a constant of a pattern. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, (sign) => `\\${sign}`)}'`;

/** Which report the indicators are of. */
export interface StixReport {
  readonly title: string;
  readonly tlp: Tlp;
  readonly printedAt: string;
  readonly preparedBy: string;
  readonly pdf: { readonly name: string; readonly sha256: string };
}

/**
 * A bundle of STIX 2.1 for block lists and search: of each value the observable, an indicator with its pattern, and a relationship
 * that joins them; people and organisations are identities, and no indicator. All bear the label of the edition.
 */
export function indicatorsStix(indicators: readonly ReportIndicator[], report: StixReport): string {
  const { printedAt: at, tlp, pdf } = report;
  const ownId = (type: string, name: string): string => `${type}--${named(OWN, `${pdf.sha256} ${type} ${name}`)}`;
  const marked = { object_marking_refs: [MARKINGS[tlp]] };
  const author = ownId('identity', `author ${report.preparedBy}`);
  const common = { spec_version: '2.1', created: at, modified: at, created_by_ref: author, ...marked };
  const objects = new Map<string, object>();
  const add = (object: { readonly id: string; readonly [property: string]: unknown }): string => {
    if (!objects.has(object.id)) objects.set(object.id, object);
    return object.id;
  };
  let own = false;
  for (const { type, label, alias, note, exhibits } of indicators) {
    const known = stixOf(type, label);
    const about = [
      exhibits.length > 0 ? `Seen in ${exhibits.join(', ')}.` : 'Added by hand, on no exhibit.',
      alias,
      note,
    ]
      .filter((words): words is string => words !== undefined && words !== '')
      .join('\n');
    if (known?.type === 'identity') {
      const identityClass = type === 'person' ? 'individual' : 'organization';
      const id = ownId('identity', `${identityClass} ${label}`);
      add({ type: 'identity', ...common, id, name: label, identity_class: identityClass, description: about });
      continue;
    }
    const kind = known?.type ?? ITEM;
    own ||= !known;
    const value = known?.value ?? { value: label, x_redthread_type: type };
    const observable = add({
      ...{ type: kind, spec_version: '2.1', id: `${kind}--${named(OBSERVABLES, canonicalize(value) as string)}` },
      ...value,
      ...(!known && { extensions: { [EXTENSION]: { extension_type: 'new-sco' } } }),
      ...marked,
    });
    const pattern = known
      ? `[${kind}:${known.path} = ${quoted(label)}]`
      : `[${kind}:value = ${quoted(label)} AND ${kind}:x_redthread_type = ${quoted(type)}]`;
    const indicator = add({
      ...{ type: 'indicator', ...common, id: ownId('indicator', pattern), name: label, description: about },
      ...{ pattern, pattern_type: 'stix', pattern_version: '2.1', valid_from: at },
    });
    add({
      ...{ type: 'relationship', ...common, id: ownId('relationship', `${indicator} ${observable}`) },
      ...{ relationship_type: 'based-on', source_ref: indicator, target_ref: observable },
    });
  }
  const refs = [...objects.keys()];
  const described = {
    ...{ type: 'report', ...common, id: ownId('report', report.title), name: report.title },
    ...{
      description: `The values that the sealed PDF lists as indicators.`,
      report_types: ['indicator'],
      published: at,
    },
    object_refs: refs.length > 0 ? refs : [author],
    external_references: [{ source_name: 'Redthread report', description: `${pdf.name}, SHA-256 ${pdf.sha256}` }],
  };
  const all = [
    {
      ...{ type: 'marking-definition', spec_version: '2.1', id: MARKINGS[tlp], created: '2022-10-01T00:00:00.000Z' },
      name: TLP[tlp].label,
      extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp.toLowerCase() } },
    },
    {
      ...{ type: 'identity', spec_version: '2.1', id: author, created: at, modified: at, ...marked },
      ...{ name: report.preparedBy, identity_class: 'individual' },
    },
    ...(own ? DEFINITIONS : []),
    described,
    ...objects.values(),
  ];
  return `${JSON.stringify({ type: 'bundle', id: ownId('bundle', ''), objects: all }, null, 1)}\n`;
}
