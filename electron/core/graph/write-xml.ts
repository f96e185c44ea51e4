import { fitsXml, mixedLinks, type OutGraph, type OutItem, type OutLink } from './outgoing.ts';

/** A value of an attribute, and the type that the format says it has. */
type Value = readonly [name: string, type: 'string' | 'double' | 'long', value: string | null];

const text = (value: string): string | null => (value === '' || !fitsXml(value) ? null : value);
const itemValues = ({ type, note, proof, at }: OutItem): Value[] => [
  ['type', 'string', type],
  ['note', 'string', text(note)],
  ['proof', 'string', text(proof)],
  ['width', 'double', at && String(at.width)],
  ['height', 'double', at && String(at.height)],
];
/** Amounts are texts: no reader rounds them. */
const linkValues = ({ note, proof, facts }: OutLink): Value[] => [
  ['note', 'string', text(note)],
  ['proof', 'string', text(proof)],
  ['count', 'long', facts && String(facts.count)],
  ['amount', 'string', facts?.amount?.sum ?? null],
  ['unit', 'string', text(facts?.amount?.unit ?? '')],
  ['values', 'long', facts?.amount ? String(facts.amount.values) : null],
  ['first', 'string', facts?.first ?? null],
  ['last', 'string', facts?.last ?? null],
];

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;' },
};
const escaped = (value: string): string => value.replaceAll(/[&<>"\r\n\t]/g, (letter) => ESCAPES[letter] ?? letter);
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** GraphML 1.0, as graphml.graphdrawing.org describes it. What all links are is said once, so that readers without mixed graphs read it. */
export function asGraphMl({ items, links }: OutGraph): string {
  const itemKeys = (item: OutItem): Value[] => [
    ['label', 'string', item.label],
    ...itemValues(item),
    ['x', 'double', item.at && String(item.at.x)],
    ['y', 'double', item.at && String(item.at.y)],
  ];
  const linkKeys = (link: OutLink): Value[] => [
    ['type', 'string', link.type],
    ['label', 'string', text(link.label)],
    ['direction', 'string', link.direction],
    ...linkValues(link),
  ];
  const mixed = mixedLinks(links) > 0;
  const whole = !mixed && links[0]?.direction === 'none' ? 'undirected' : 'directed';
  const keys = (of: 'node' | 'edge', values: readonly Value[]) =>
    values.map(([name, type]) => `  <key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`);
  const data = (of: 'node' | 'edge', values: readonly Value[]): string =>
    values
      .flatMap(([name, , value]) => (value === null ? [] : [`<data key="${of}-${name}">${escaped(value)}</data>`]))
      .join('');
  return [
    HEAD,
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys('node', itemKeys(NO_ITEM)),
    ...keys('edge', linkKeys(NO_LINK)),
    `  <graph edgedefault="${whole}">`,
    ...items.map((item) => `    <node id="${item.id}">${data('node', itemKeys(item))}</node>`),
    ...links.map(
      (link) =>
        `    <edge id="${link.id}" source="${link.from}" target="${link.to}"${mixed ? ` directed="${link.direction !== 'none'}"` : ''}>${data('edge', linkKeys(link))}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

const GEXF_TYPE = { none: 'undirected', forward: 'directed', both: 'mutual' } as const;

/** GEXF 1.3, as gexf.net describes it: the type of a link is its kind. */
export function asGexf({ items, links }: OutGraph, at: string): string {
  const attributes = (of: 'node' | 'edge', values: readonly Value[]): string[] => [
    `    <attributes class="${of}">`,
    ...values.map(([name, type]) => `      <attribute id="${name}" title="${name}" type="${type}"/>`),
    '    </attributes>',
  ];
  const data = (values: readonly Value[]): string => {
    const given = values.flatMap(([name, , value]) =>
      value === null ? [] : [`<attvalue for="${name}" value="${escaped(value)}"/>`],
    );
    return given.length > 0 ? `<attvalues>${given.join('')}</attvalues>` : '';
  };
  const place = ({ at: of }: OutItem): string => (of ? `<viz:position x="${of.x}" y="${of.y}" z="0"/>` : '');
  const weight = ({ facts }: OutLink): string => (facts?.amount ? ` weight="${facts.amount.sum}"` : '');
  const label = (link: OutLink): string => (text(link.label) === null ? '' : ` label="${escaped(link.label)}"`);
  return [
    HEAD,
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `  <meta lastmodifieddate="${at.slice(0, 10)}"><creator>Redthread</creator></meta>`,
    '  <graph mode="static" defaultedgetype="directed">',
    ...attributes('node', itemValues(NO_ITEM)),
    ...attributes('edge', linkValues(NO_LINK)),
    '    <nodes>',
    ...items.map(
      (item) =>
        `      <node id="${item.id}" label="${escaped(item.label)}">${data(itemValues(item))}${place(item)}</node>`,
    ),
    '    </nodes>',
    '    <edges>',
    ...links.map(
      (link) =>
        `      <edge id="${link.id}" source="${link.from}" target="${link.to}" type="${GEXF_TYPE[link.direction]}" kind="${escaped(link.type)}"${label(link)}${weight(link)}>${data(linkValues(link))}</edge>`,
    ),
    '    </edges>',
    '  </graph>',
    '</gexf>',
    '',
  ].join('\n');
}

/** For the names of attributes alone. */
const NO_ITEM = { type: 'other', label: '', note: '', proof: '', at: null } as unknown as OutItem;
const NO_LINK = { type: '', label: '', note: '', proof: '', direction: 'none', facts: null } as unknown as OutLink;
