import sax from 'sax';
import { Fault } from '../../../shared/contract/errors.ts';
import { walletForm } from '../../../shared/domain/entity-forms.ts';
import { checksumProblem } from '../../../shared/domain/identifiers.ts';
import type { Label, LabelList } from '../../../shared/domain/tracing/label-lists.ts';

const START = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(sdnList|Sanctions)[\s>]/;
const ADDRESS = /^Digital Currency Address - ([A-Z0-9]{2,6})$/;

/**
 * Addresses of OFAC's SDN list as XML: `sdn.xml`, whose ids name their kind in words, and `sdn_advanced.xml`, whose features name it by
 * the number of a value that the file lists first.
 * @returns null for any other text @throws Fault `unsupported` for XML that is not sound
 */
export function readOfacXml(text: string): LabelList | null {
  const root = START.exec(text.slice(0, 10_000))?.[1];
  if (root === undefined) return null;
  const labels: Label[] = [];
  const left: { line: number; why: string }[] = [];
  const chains = new Map<string, string>();
  const path: string[] = [];
  let [words, name, chain, date, known] = ['', '', '', '', ''];
  let primary = false;
  const issued: string[] = [];
  const parser = sax.parser(true, { strictEntities: true });
  parser.onerror = (error: Error) => {
    throw new Fault('unsupported', `The OFAC list is no sound XML: ${error.message.split('\n')[0]}.`);
  };
  const take = (address: string): void => {
    const problem = checksumProblem(address);
    if (problem) left.push({ line: parser.line + 1, why: `${address} is kept, but may be mistyped: ${problem}` });
    labels.push({
      ...{ address: walletForm(address), text: name, kind: 'sanctioned', byName: false, chain },
      ...{ source: 'OFAC SDN', date, confidence: 'authority' },
    });
  };
  parser.onopentag = ({ name: tag, attributes }) => {
    path.push(tag);
    words = '';
    if (tag === 'sdnEntry' || tag === 'DistinctParty') [name, chain] = ['', ''];
    else if (tag === 'Alias') primary = attributes['Primary'] === 'true';
    else if (tag === 'Feature') chain = chains.get(attributes['FeatureTypeID'] ?? '') ?? '';
    else if (tag === 'FeatureType') known = attributes['ID'] ?? '';
  };
  parser.ontext = (more) => {
    words += more;
  };
  parser.oncdata = parser.ontext;
  parser.onclosetag = (tag) => {
    const value = words.trim();
    words = '';
    path.pop();
    const inside = path.at(-1) ?? '';
    const sign = ADDRESS.exec(value)?.[1];
    if (tag === 'Publish_Date') date = value.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2');
    else if (inside === 'DateOfIssue') {
      issued.push(value.padStart(2, '0'));
      date = issued.join('-');
    } else if (tag === 'FeatureType' && sign !== undefined) chains.set(known, sign);
    else if (inside === 'sdnEntry' && (tag === 'firstName' || tag === 'lastName'))
      name = tag === 'firstName' ? value : `${name} ${value}`.trim();
    else if (tag === 'NamePartValue' && primary) name = `${name} ${value}`.trim();
    else if (tag === 'DocumentedName')
      primary = false; // the same name in another script
    else if (tag === 'idType') chain = sign ?? '';
    else if (tag === 'idNumber' && inside === 'id' && chain !== '') take(value);
    else if (tag === 'VersionDetail' && chain !== '' && value !== '') take(value);
    else if (tag === 'Feature' || tag === 'id') chain = '';
  };
  parser.write(text).close();
  return { format: 'OFAC digital currency addresses', labels, left };
}
