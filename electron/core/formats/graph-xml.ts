import sax from 'sax';
import { counted } from '../../../shared/domain/counted.ts';
import { decoderFor } from '../text/encoding.ts';
import { type GraphElement, graphElement, graphTable, MOST_ELEMENTS } from './graph-table.ts';
import { graphMediaType } from './graph-xml-start.ts';
import { decoded } from './json.ts';
import { DEEPEST, LONGEST_CELL } from './limits.ts';
import type { Found } from './table.ts';

/*
 * GraphML (with what yEd and Maltego put into it) and GEXF, read as a stream of tags: no document is built, entities other than
 * the five of XML are an error, a DTD is not read, and every value stays the text that stands there.
 */
sax.MAX_BUFFER_LENGTH = LONGEST_CELL;

/** The attributes that are looked at. */
type Named =
  | (
      | 'id'
      | 'name'
      | 'for'
      | 'edgedefault'
      | 'source'
      | 'target'
      | 'directed'
      | 'sourceport'
      | 'targetport'
      | 'key'
      | 'type'
    )
  | (
      | 'displayName'
      | 'attr.name'
      | 'yfiles.type'
      | 'x'
      | 'y'
      | 'version'
      | 'defaultedgetype'
      | 'class'
      | 'title'
      | 'label'
    )
  | ('kind' | 'value' | 'weight' | 'start' | 'end' | 'pid');
type Given = { readonly [N in Named]?: string };

/** What reads one of the formats. Names come without their prefix. */
interface Reader {
  open(name: string, given: Given, line: number): void;
  close(name: string, text: string): void;
  readonly elements: readonly GraphElement[];
  done(): { readonly format: string; readonly notes: readonly string[] };
}
/** Ends the reading. */
class Stop extends Error {}

export function readGraphXml(bytes: Uint8Array): Found {
  const { text, notes } = textOf(bytes);
  const isGexf = graphMediaType(text.slice(0, 64 * 1024)) === 'application/gexf+xml';
  const reader = isGexf ? gexfReader() : graphMlReader();
  const told = [...notes];
  const parser = sax.parser(true, { strictEntities: true });
  const texts: string[] = [];
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.onerror = (error) => {
    throw new Stop(error.message.split('\n')[0]);
  };
  parser.onopentag = ({ name, attributes }) => {
    texts.push('');
    if (texts.length > DEEPEST) throw new Stop(`its elements are nested more than ${DEEPEST} deep`);
    if (reader.elements.length > MOST_ELEMENTS) throw new Stop(`it has more than ${MOST_ELEMENTS} nodes and links`);
    const own = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [local(key), value.toWellFormed()]),
    );
    reader.open(local(name), own, parser.line + 1);
  };
  const add = (piece: string): void => {
    if (texts.length > 0) texts[texts.length - 1] += piece;
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.onclosetag = (name) => reader.close(local(name), (texts.pop() ?? '').toWellFormed());
  try {
    for (let from = 0; from < text.length; from += PIECE) parser.write(text.slice(from, from + PIECE));
    parser.close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    told.push(
      `The file was read up to line ${(parser.line + 1).toLocaleString('en-US')} only: ${error.message}. What comes before it is here.`,
    );
  }
  const { format, notes: own } = reader.done();
  return graphTable(format, reader.elements, [...told, ...own]);
}
const PIECE = 1 << 20;

/** As the XML declaration says; else as the bytes show. */
function textOf(bytes: Uint8Array): { readonly text: string; readonly notes: readonly string[] } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1');
  const declared = /^<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase();
  if (declared === undefined || /^utf-?(?:8|16)/.test(declared)) return decoded(bytes);
  try {
    return { text: decoderFor(declared).decode(bytes), notes: [] };
  } catch {
    return decoded(bytes);
  }
}

const DIRECTED = { true: 'forward', false: 'none' } as const;

interface Key {
  readonly name: string;
  readonly of: string;
  fallback: string | null;
}

function graphMlReader(): Reader {
  const elements: GraphElement[] = [];
  const keys = new Map<string, Key>();
  const defaults: GraphElement['direction'][] = [];
  const open: GraphElement[] = [];
  let key: Key | null = null;
  let data: Key | null = null;
  let plain = true; // the element within <data> is the text itself
  let property: string | null = null;
  let isMaltego = false;
  let ports = 0;
  const current = () => open.at(-1);
  return {
    elements,
    open(name, of, line) {
      if (data && name !== 'data') plain = false;
      switch (name) {
        case 'key':
          key = {
            name: of['attr.name'] ?? of.name ?? of['yfiles.type'] ?? of.id ?? '',
            of: of.for ?? 'all',
            fallback: null,
          };
          if (of.id !== undefined) keys.set(of.id, key);
          break;
        case 'graph':
          defaults.push(of.edgedefault === 'undirected' ? 'none' : 'forward');
          break;
        case 'node': {
          const node = graphElement('node', line);
          node.id = of.id ?? null;
          if (of.id === undefined) node.problem = 'the node has no id';
          elements.push(node);
          open.push(node);
          break;
        }
        case 'edge':
        case 'hyperedge': {
          const link = graphElement('link', line);
          link.id = of.id ?? null;
          link.source = of.source ?? null;
          link.target = of.target ?? null;
          link.direction = DIRECTED[of.directed as keyof typeof DIRECTED] ?? defaults.at(-1) ?? 'forward';
          if (name === 'hyperedge') link.problem = 'it joins any number of nodes at once (hyperedge)';
          else if (of.source === undefined || of.target === undefined) link.problem = 'it names no two nodes';
          if (of.sourceport !== undefined || of.targetport !== undefined) ports++;
          elements.push(link);
          open.push(link);
          break;
        }
        case 'data':
          data = keys.get(of.key ?? '') ?? { name: of.key ?? '', of: 'all', fallback: null };
          plain = true;
          break;
        case 'MaltegoEntity':
        case 'MaltegoLink': {
          isMaltego = true;
          const element = current();
          if (element) element.type = of.type ?? null;
          break;
        }
        case 'Property':
          property = of.name ?? of.displayName ?? null;
          break;
        case 'Position':
        case 'Geometry': {
          const element = current();
          if (element?.element !== 'node') break;
          for (const at of ['x', 'y'] as const) if (of[at] !== undefined) element.attributes.set(at, of[at]);
          break;
        }
      }
    },
    close(name, text) {
      const element = current();
      switch (name) {
        case 'default':
          if (key) key.fallback = text;
          break;
        case 'key':
          key = null;
          break;
        case 'graph':
          defaults.pop();
          break;
        case 'data':
          if (element && data && plain) take(element, data.name, text);
          data = null;
          break;
        case 'Value':
          if (element && property !== null && text !== '') element.attributes.set(property, text);
          break;
        case 'Property':
          property = null;
          break;
        case 'NodeLabel':
        case 'EdgeLabel':
          if (element && element.label === null && text.trim() !== '') element.label = text.trim();
          break;
        case 'node':
        case 'edge':
        case 'hyperedge':
          if (!element) break;
          open.pop();
          for (const { name: attribute, of, fallback } of keys.values())
            if (fallback !== null && (of === name || of === 'all') && !has(element, attribute))
              take(element, attribute, fallback);
          if (isMaltego) nameMaltego(element);
          break;
      }
    },
    done: () => ({
      format: isMaltego ? 'Maltego graph' : 'GraphML',
      notes: ports > 0 ? [`Ports of ${counted(ports, 'link')} are not read.`] : [],
    }),
  };
}

const has = (element: GraphElement, name: string): boolean =>
  name === 'label' || name === 'type' || name === 'direction' ? element[name] !== null : element.attributes.has(name);

function take(element: GraphElement, name: string, value: string): void {
  if (name === 'label' && element.label === null) element.label = value;
  else if (name === 'type' && element.type === null) element.type = value;
  else if (name === 'direction' && element.element === 'link' && /^(?:none|forward|both)$/.test(value))
    element.direction = value as GraphElement['direction'];
  else element.attributes.set(name, value);
}

/** The property that is the value of an entity, by the types of Maltego's standard entities; else the first one. */
const MALTEGO_VALUES = [
  ...[
    'email',
    'person.fullname',
    'fqdn',
    'ipv4-address',
    'ipv6-address',
    'url',
    'properties.hash',
    'title',
    'phonenumber',
  ],
  ...['location.name', 'alias', 'affiliation.name', 'text', 'name'],
];
function nameMaltego(element: GraphElement): void {
  const { attributes } = element;
  if (element.element === 'link') {
    element.type =
      attributes.get('maltego.link.manual.type') ?? attributes.get('maltego.link.transform.display-name') ?? null;
    return;
  }
  const value = MALTEGO_VALUES.find((name) => (attributes.get(name) ?? '') !== '');
  element.label ??= (value === undefined ? firstProperty(attributes) : attributes.get(value)) ?? null;
}
const firstProperty = (attributes: ReadonlyMap<string, string>): string | undefined =>
  [...attributes].find(([name, value]) => name !== 'x' && name !== 'y' && value !== '')?.[1];

const GEXF_TYPES = { directed: 'forward', undirected: 'none', mutual: 'both' } as const;

function gexfReader(): Reader {
  const elements: GraphElement[] = [];
  const keys = new Map<string, Key>();
  const open: GraphElement[] = [];
  let of = 'node';
  let key: Key | null = null;
  let standard: GraphElement['direction'] = 'none';
  let version = '';
  let spells = 0;
  const current = () => open.at(-1);
  return {
    elements,
    open(name, given, line) {
      switch (name) {
        case 'gexf':
          version = given.version ?? '';
          break;
        case 'graph':
          standard = GEXF_TYPES[given.defaultedgetype as keyof typeof GEXF_TYPES] ?? 'none';
          break;
        case 'attributes':
          of = given.class ?? 'node';
          break;
        case 'attribute':
          key = { name: given.title ?? given.id ?? '', of, fallback: null };
          if (given.id !== undefined) keys.set(`${of} ${given.id}`, key);
          break;
        case 'node': {
          const node = graphElement('node', line);
          node.id = given.id ?? null;
          node.label = given.label ?? null;
          if (given.id === undefined) node.problem = 'the node has no id';
          keep(node, given, ['start', 'end', 'pid']);
          elements.push(node);
          open.push(node);
          break;
        }
        case 'edge': {
          const link = graphElement('link', line);
          link.id = given.id ?? null;
          link.source = given.source ?? null;
          link.target = given.target ?? null;
          link.label = given.label ?? null;
          link.type = given.kind ?? null;
          link.direction = GEXF_TYPES[given.type as keyof typeof GEXF_TYPES] ?? standard;
          if (given.source === undefined || given.target === undefined) link.problem = 'it names no two nodes';
          keep(link, given, ['weight', 'start', 'end']);
          elements.push(link);
          open.push(link);
          break;
        }
        case 'attvalue': {
          const element = current();
          if (!element) break;
          const id = given.for ?? given.id ?? '';
          const { name: attribute } = keys.get(`${element.element === 'node' ? 'node' : 'edge'} ${id}`) ?? { name: id };
          take(element, attribute, given.value ?? '');
          break;
        }
        case 'position': {
          const element = current();
          if (element) keep(element, given, ['x', 'y']);
          break;
        }
        case 'spell':
          spells++;
          break;
      }
    },
    close(name, text) {
      const element = current();
      if (name === 'default' && key) key.fallback = text;
      if (name === 'attribute') key = null;
      if ((name === 'node' || name === 'edge') && element) {
        open.pop();
        for (const { name: attribute, of: kind, fallback } of keys.values())
          if (fallback !== null && kind === name && !has(element, attribute)) take(element, attribute, fallback);
      }
    },
    done: () => ({
      format: `GEXF ${version}`.trim(),
      notes: spells > 0 ? [`${counted(spells, 'span')} of time within nodes and links (spells) are not read.`] : [],
    }),
  };
}

function keep(element: GraphElement, given: Given, names: readonly Named[]): void {
  for (const name of names) {
    const value = given[name];
    if (value !== undefined) element.attributes.set(name, value);
  }
}
