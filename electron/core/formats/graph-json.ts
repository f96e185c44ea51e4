import { FTM_EDGES, FTM_TYPE_WORD } from '../../../shared/domain/graph-types.ts';
import { type GraphElement, graphElement, graphTable } from './graph-table.ts';
import { type Json, JsonFault, JsonText, Lines } from './json-text.ts';
import type { Found } from './table.ts';

type JsonObject = Extract<Json, { kind: 'object' }>;
const HEAD = 64 * 1024;

/** STIX 2.1, FollowTheMoney or the results of theHarvester as a graph; null for any other JSON. Numbers stay the text that stands there. */
export function readGraphJson(text: string): Found | null {
  const head = text.slice(0, HEAD);
  const read = /"type"\s*:\s*"bundle"/.test(head)
    ? readStix
    : /"schema"\s*:\s*"\w+"/.test(head) && /"properties"\s*:\s*\{/.test(head)
      ? readFtm
      : /"(?:hosts|emails|ips)"\s*:\s*\[/.test(head)
        ? readHarvester
        : null;
  if (!read) return null;
  try {
    return read(text);
  } catch (error) {
    if (error instanceof JsonFault) return null; // cut off or damaged: read as JSON, which says where
    throw error;
  }
}

const objectOf = (json: Json | undefined): JsonObject | null => (json?.kind === 'object' ? json : null);
const member = (of: JsonObject, name: string): Json | undefined => of.members.find(([key]) => key === name)?.[1];
const scalar = (json: Json | undefined): string | null =>
  json?.kind === 'text' || json?.kind === 'word' ? json.text : null;
const textsOf = (json: Json | undefined): string[] =>
  json?.kind === 'array' ? json.items.flatMap((each) => scalar(each) ?? []) : [scalar(json) ?? []].flat();

/** As one text: a value alone, or the JSON that stands there. */
function shown(text: string, json: Json): string | null {
  if (json.kind === 'null') return null;
  if (json.kind === 'text' || json.kind === 'word') return json.text;
  const only = json.kind === 'array' && json.items.length === 1 ? scalar(json.items[0]) : null;
  return only ?? text.slice(json.from, json.to);
}

/** Members that name other objects but say nothing of what was seen. */
const NO_LINKS = new Set([
  'created_by_ref',
  'object_marking_refs',
  'marking_ref',
  'source_ref',
  'target_ref',
  'sighting_of_ref',
]);
const STIX_LINKS = new Set(['relationship', 'sighting']);
/** What is said of a bundle, not of what was seen. */
const STIX_ABOUT = new Set(['marking-definition', 'extension-definition', 'language-content']);
const STIX_NAMES = [
  'x_redthread_label',
  'value',
  'name',
  'account_login',
  'user_id',
  'display_name',
  'path',
  'subject',
  'number',
];

/** A file without a name is known by its hash. */
const firstHash = (file: JsonObject): string | null => scalar(objectOf(member(file, 'hashes'))?.members[0]?.[1]);

function readStix(text: string): Found | null {
  const [root] = new JsonText(text).value(0);
  const bundle = objectOf(root);
  const objects = bundle && scalar(member(bundle, 'type')) === 'bundle' ? member(bundle, 'objects') : undefined;
  if (objects?.kind !== 'array') return null;
  const lines = new Lines(text);
  const elements: GraphElement[] = [];
  const embedded: GraphElement[] = [];
  let about = 0;
  for (const each of objects.items) {
    const of = objectOf(each);
    const type = of && scalar(member(of, 'type'));
    if (!of || type === null) continue;
    const line = lines.of(of.from);
    if (STIX_ABOUT.has(type) || member(of, 'x_redthread_about')) {
      about++;
      continue;
    }
    const isLink = STIX_LINKS.has(type);
    const made = graphElement(isLink ? 'link' : 'node', line);
    made.id = scalar(member(of, 'id'));
    if (isLink) {
      made.source = scalar(member(of, 'source_ref')) ?? textsOf(member(of, 'where_sighted_refs'))[0] ?? null;
      made.target = scalar(member(of, 'target_ref')) ?? scalar(member(of, 'sighting_of_ref'));
      made.type =
        scalar(member(of, 'x_redthread_link_type')) ??
        scalar(member(of, 'relationship_type'))?.replaceAll('-', ' ') ??
        'sighted';
      made.label = scalar(member(of, 'x_redthread_label'));
      const said = scalar(member(of, 'x_redthread_direction'));
      made.direction = said === 'none' || said === 'both' ? said : 'forward';
      if (made.source === null || made.target === null) made.problem = `the ${type} names no two objects`;
    } else {
      made.type = scalar(member(of, 'x_redthread_type')) ?? type;
      made.label = STIX_NAMES.map((name) => scalar(member(of, name))).find((name) => name !== null) ?? firstHash(of);
      if (made.id === null) made.problem = 'the object has no id';
    }
    for (const [name, value] of of.members) {
      if (/^(?:type|id|spec_version|x_redthread_(?:type|label|link_type|direction))$/.test(name)) continue;
      const plain = shown(text, value);
      if (plain !== null) made.attributes.set(name.replace(/^x_redthread_/, ''), plain);
      if (!/_refs?$/.test(name) || NO_LINKS.has(name) || isLink) continue;
      for (const target of textsOf(value)) {
        const link = graphElement('link', line);
        const type = name.replace(/_refs?$/, '').replaceAll('_', ' ');
        Object.assign(link, {
          source: made.id,
          target,
          type: type === 'object' ? 'refers to' : type,
          direction: 'forward',
        });
        embedded.push(link);
      }
    }
    elements.push(made);
  }
  const notes = about > 0 ? [`Not read as items: ${about} of markings and definitions of extensions.`] : [];
  return graphTable('STIX 2.1', [...elements, ...embedded], notes);
}

function readFtm(text: string): Found | null {
  const json = new JsonText(text);
  const entities: JsonObject[] = [];
  for (let at = json.space(0); at < text.length; ) {
    const [value, to] = json.value(at);
    for (const each of value.kind === 'array' ? value.items : [value]) {
      const of = objectOf(each);
      if (!of || scalar(member(of, 'schema')) === null || !objectOf(member(of, 'properties'))) return null;
      entities.push(of);
    }
    at = json.space(to);
    if (text[at] === ',') at = json.space(at + 1);
  }
  if (entities.length === 0) return null;
  const lines = new Lines(text);
  const ids = new Set(entities.map((of) => scalar(member(of, 'id'))));
  const embedded: GraphElement[] = [];
  const elements = entities.map((of) => {
    const schema = scalar(member(of, 'schema')) ?? '';
    const properties = objectOf(member(of, 'properties')) as JsonObject;
    const first = (name: string): string | null => textsOf(member(properties, name))[0] ?? null;
    const edge = Object.hasOwn(FTM_EDGES, schema) ? FTM_EDGES[schema] : undefined;
    const made = graphElement(edge ? 'link' : 'node', lines.of(of.from));
    made.id = scalar(member(of, 'id'));
    const skipped = new Set<string>();
    if (edge) {
      [made.source, made.target] = [first(edge[0]), first(edge[1])];
      made.type =
        (schema === 'UnknownLink' ? first('role') : schema === 'Payment' ? first('purpose') : null) ?? edge[2];
      made.label = first('summary');
      made.direction = 'forward';
      if (made.source === null || made.target === null) made.problem = `the ${schema} names no two entities`;
      for (const name of [edge[0], edge[1], 'role', 'purpose', 'summary']) skipped.add(name);
    } else {
      const own = textsOf(member(properties, 'keywords')).find((word) => word.startsWith(FTM_TYPE_WORD));
      made.type = own?.slice(FTM_TYPE_WORD.length) ?? schema;
      made.label =
        ['name', 'caption', 'publicKey', 'accountNumber', 'iban', 'username', 'email', 'full', 'title', 'fileName']
          .map(first)
          .find((name) => name !== null) ?? null;
      if (own !== undefined) skipped.add('keywords');
      if (made.id === null) made.problem = 'the entity has no id';
    }
    made.attributes.set('schema', schema);
    for (const [name, value] of properties.members) {
      if (skipped.has(name)) continue;
      const plain = shown(text, value);
      if (plain !== null) made.attributes.set(name, plain);
      if (edge) continue;
      for (const target of textsOf(value)) {
        if (!ids.has(target) || target === made.id) continue;
        const link = graphElement('link', made.line);
        const type = name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
        embedded.push(Object.assign(link, { source: made.id, target, type, direction: 'forward' }));
      }
    }
    return made;
  });
  return graphTable('FollowTheMoney', [...elements, ...embedded], []);
}

/** What theHarvester calls its finds, and what they are. Keys are there only where something was found. */
const HARVESTED: Readonly<Record<string, string>> = {
  ips: 'ip',
  emails: 'email',
  hosts: 'domain',
  vhosts: 'domain',
  urls: 'url',
  interesting_urls: 'url',
  asns: 'other',
  prefixes: 'other',
  people: 'person',
  linkedin_people: 'person',
  twitter_people: 'account',
  linkedin_links: 'url',
  trello_urls: 'url',
};
const HARVESTER_REST = new Set(['cmd', 'shodan', 'takeover_results']);

function readHarvester(text: string): Found | null {
  const [root] = new JsonText(text).value(0);
  const of = objectOf(root);
  if (!of?.members.every(([name]) => Object.hasOwn(HARVESTED, name) || HARVESTER_REST.has(name))) return null;
  const lines = new Lines(text);
  const line = lines.of(of.from);
  const elements: GraphElement[] = [];
  const seen = new Map<string, GraphElement>();
  const add = (type: string, label: string, found: string): string => {
    const id = `${type}:${label}`;
    let node = seen.get(id);
    if (!node) {
      node = Object.assign(graphElement('node', line), { id, type, label });
      node.attributes.set('found', found);
      seen.set(id, node);
      elements.push(node);
    }
    return id;
  };
  for (const [name, value] of of.members)
    for (const item of textsOf(value)) {
      const type = HARVESTED[name];
      if (type === undefined) continue;
      const [, host, ip] = type === 'domain' ? (/^([^:]+):([\d.]+|[\da-f:]+)$/i.exec(item) ?? []) : [];
      const id = add(type, host ?? item, name);
      if (ip === undefined) continue;
      const target = add('ip', ip, name);
      elements.push(
        Object.assign(graphElement('link', line), { source: id, target, type: 'resolves to', direction: 'forward' }),
      );
    }
  const notes = ['shodan', 'takeover_results']
    .filter((name) => member(of, name))
    .map((name) => `"${name}" is not read.`);
  return elements.length > 0 ? graphTable('theHarvester', elements, notes) : null;
}
