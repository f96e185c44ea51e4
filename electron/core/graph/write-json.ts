import { FTM_SCHEMAS, FTM_TYPE_WORD, stixOf } from '../../../shared/domain/graph-types.ts';
import { isPayment, type OutGraph, type OutItem, type OutLink } from './outgoing.ts';

/** Of the program's own objects in a bundle; fixed, so that readers know them again. */
const PROGRAM = 'identity--6f1c7c6e-6f0e-4f3c-9a52-2f6d8b1f5c01';
export const EXTENSION = 'extension-definition--6f1c7c6e-6f0e-4f3c-9a52-2f6d8b1f5c02';
export const ITEM = 'x-redthread-item';

const filled = (members: Readonly<Record<string, string | null | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(members).filter((each): each is [string, string] => (each[1] ?? '') !== ''));

/**
 * A bundle of STIX 2.1. What STIX has no object for (a wallet, a device) is one of an extension; what no property holds is in
 * properties that begin with x_redthread_. Amounts are texts.
 */
export function asStix({ items, links }: OutGraph, at: string): string {
  const ids = new Map<string, string>();
  const things = items.map((item) => {
    const made = stixItem(item, at);
    ids.set(item.id, made.id);
    return made;
  });
  const relationships = links.map(({ id, from, to, type, label, note, direction, proof, facts, createdAt }) => ({
    type: 'relationship',
    spec_version: '2.1',
    id: `relationship--${id}`,
    created: createdAt,
    modified: at,
    relationship_type: wordOf(type),
    source_ref: ids.get(from),
    target_ref: ids.get(to),
    ...filled({
      description: note,
      x_redthread_link_type: type,
      x_redthread_label: label,
      x_redthread_direction: direction,
      x_redthread_note: note,
      x_redthread_proof: proof,
      x_redthread_count: facts && String(facts.count),
      x_redthread_amount: facts?.amount?.sum,
      x_redthread_unit: facts?.amount?.unit,
      x_redthread_values: facts?.amount && String(facts.amount.values),
      x_redthread_first: facts?.first,
      x_redthread_last: facts?.last,
    }),
  }));
  const about = things.some(({ type }) => type === ITEM) ? DEFINITIONS : [];
  const bundle = {
    type: 'bundle',
    id: `bundle--${crypto.randomUUID()}`,
    objects: [...about, ...things, ...relationships],
  };
  return `${JSON.stringify(bundle, null, 1)}\n`;
}

function stixItem({ id, type, label, note, proof, at: place, createdAt }: OutItem, at: string) {
  const known = stixOf(type, label);
  const own = filled({
    x_redthread_type: type,
    x_redthread_label: label,
    x_redthread_note: note,
    x_redthread_proof: proof,
    x_redthread_x: place && String(place.x),
    x_redthread_y: place && String(place.y),
    x_redthread_width: place && String(place.width),
    x_redthread_height: place && String(place.height),
  });
  const head = { type: known?.type ?? ITEM, spec_version: '2.1', id: `${known?.type ?? ITEM}--${id}` };
  if (known?.type === 'identity') {
    const kind = type === 'person' ? 'individual' : 'organization';
    return { ...head, created: createdAt, modified: at, name: label, identity_class: kind, ...own };
  }
  if (known) return { ...head, ...known.value, ...own };
  return { ...head, value: label, extensions: { [EXTENSION]: { extension_type: 'new-sco' } }, ...own };
}

/** Of what is the same in every bundle: STIX 2.1, 3.6 has one time of creation for one identifier. */
const DEFINED = { created: '2026-11-01T00:00:00.000Z', modified: '2026-11-01T00:00:00.000Z' } as const;

/** Who defines the extension, and what it is. */
export const DEFINITIONS = [
  {
    ...{ type: 'identity', spec_version: '2.1', id: PROGRAM, ...DEFINED },
    ...{ name: 'Redthread', identity_class: 'system', x_redthread_about: 'the program that wrote the bundle' },
  },
  {
    ...{ type: 'extension-definition', spec_version: '2.1', id: EXTENSION, ...DEFINED },
    ...{ created_by_ref: PROGRAM, name: 'Redthread item', version: '1.0.0', extension_types: ['new-sco'] },
    schema:
      'An item that STIX has no object for: x_redthread_type says what it is, value is its identifier. Both contribute to a deterministic id.',
  },
] as const;

/** STIX wants small letters, digits and hyphens. */
const wordOf = (type: string): string =>
  type
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'related-to';

/** FollowTheMoney, one entity a line. A link is a Payment where it has an amount and a direction, else an UnknownLink with its type as role. */
export function asFtm({ items, links }: OutGraph): string {
  const lines = [...items.map(ftmItem), ...links.map(ftmLink)];
  return `${lines.map((each) => JSON.stringify(each)).join('\n')}\n`;
}

const lists = (members: Readonly<Record<string, string | null | undefined>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(filled(members)).map(([name, value]) => [name, [value]]));

function ftmItem({ id, type, label, note, proof }: OutItem) {
  const [schema, property] = FTM_SCHEMAS[type] ?? ['Asset', null];
  const own = property === null ? {} : { [property]: label };
  const properties = lists({ name: label, ...own, notes: note, keywords: `${FTM_TYPE_WORD}${type}` });
  return { id, schema, properties: proof === '' ? properties : { ...properties, summary: [proof] } };
}

function ftmLink(link: OutLink) {
  const { id, from, to, type, label, note, facts } = link;
  const said = { summary: label, description: note, startDate: facts?.first, endDate: facts?.last };
  if (!isPayment(link))
    return { id, schema: 'UnknownLink', properties: lists({ subject: from, object: to, role: type, ...said }) };
  const { sum, unit } = facts?.amount ?? { sum: '', unit: '' };
  const properties = lists({ payer: from, beneficiary: to, purpose: type, amount: sum, currency: unit, ...said });
  return { id, schema: 'Payment', properties };
}
