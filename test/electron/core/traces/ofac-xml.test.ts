import { expect, it } from 'vitest';
import { readOfacXml } from '../../../../electron/core/traces/ofac-xml.ts';

const ADDRESS = '0x00000000000000000000000000000000000000aa';
/** The example of EIP-55, its last letter in the wrong case. */
const MISTYPED = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD';

it('reads addresses of sdn.xml with name, currency and date', () => {
  const read = readOfacXml(`<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://example.com/sdn"><publshInformation><Publish_Date>03/04/2026</Publish_Date></publshInformation>
<sdnEntry><uid>1</uid><firstName>Ann</firstName><lastName>EXAMPLE</lastName><idList>
<id><uid>2</uid><idType>Passport</idType><idNumber>X123</idNumber></id>
<id><uid>3</uid><idType>Digital Currency Address - ETH</idType><idNumber>${ADDRESS.toUpperCase().replace('0X', '0x')}</idNumber></id>
<id><uid>4</uid><idType>Digital Currency Address - ETC</idType><idNumber>${MISTYPED}</idNumber></id></idList></sdnEntry>
<sdnEntry><uid>5</uid><lastName>NOBODY &amp; CO</lastName></sdnEntry></sdnList>`);
  expect(read?.labels).toMatchObject([
    { address: ADDRESS, text: 'Ann EXAMPLE', chain: 'ETH', kind: 'sanctioned', date: '2026-03-04', source: 'OFAC SDN' },
    { text: 'Ann EXAMPLE', chain: 'ETC' },
  ]);
  expect(read?.left).toMatchObject([{ line: 6, why: expect.stringContaining('may be mistyped') }]);
});

it('reads addresses of sdn_advanced.xml by the numbers of their kinds, with the primary name in its first script', () => {
  const part = (text: string) =>
    `<DocumentedNamePart><NamePartValue NamePartGroupID="1">${text}</NamePartValue></DocumentedNamePart>`;
  const read =
    readOfacXml(`<?xml version="1.0"?><Sanctions xmlns="x"><DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>3</Month><Day>4</Day></DateOfIssue>
<ReferenceValueSets><FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="345">Digital Currency Address - ETH</FeatureType></FeatureTypeValues></ReferenceValueSets>
<DistinctParties><DistinctParty FixedRef="7"><Profile ID="7"><Identity><Alias Primary="false"><DocumentedName>${part('Other')}</DocumentedName></Alias>
<Alias Primary="true"><DocumentedName>${part('EXAMPLE')}${part('Ann')}</DocumentedName><DocumentedName>${part('Анна')}</DocumentedName></Alias></Identity>
<Feature FeatureTypeID="8"><FeatureVersion><VersionDetail>1980</VersionDetail></FeatureVersion></Feature>
<Feature FeatureTypeID="345"><FeatureVersion><Comment/><VersionDetail DetailTypeID="1432">${ADDRESS}</VersionDetail></FeatureVersion></Feature></Profile></DistinctParty></DistinctParties></Sanctions>`);
  expect(read?.labels).toMatchObject([
    { address: ADDRESS, text: 'EXAMPLE Ann', chain: 'ETH', date: '2026-03-04', confidence: 'authority' },
  ]);
});

it('leaves other texts to others, and refuses XML that is not sound', () => {
  expect(readOfacXml('address,label\n0x1,a\n')).toBeNull();
  expect(readOfacXml('<html></html>')).toBeNull();
  expect(() => readOfacXml('<sdnList><sdnEntry></sdnList>')).toThrow('no sound XML');
});
